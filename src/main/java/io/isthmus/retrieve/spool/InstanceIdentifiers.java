package io.isthmus.retrieve.spool;

import java.util.Optional;

/**
 * What a data set says of itself.
 *
 * @param sopClassUid empty where the data set lacks it
 */
public record InstanceIdentifiers(
    Optional<String> sopClassUid,
    String sopInstanceUid,
    String studyInstanceUid,
    String seriesInstanceUid) {}
