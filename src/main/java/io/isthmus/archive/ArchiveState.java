package io.isthmus.archive;

import java.time.Instant;
import java.util.Optional;

/**
 * What the gateway knows of a PACS from its last dealings with it.
 *
 * @param reachable empty before the first attempt
 * @param since when {@code reachable} last changed
 * @param lastFailure the last failure in words, if the last dealing failed
 * @param associationsInUse associations leased at this moment
 * @param associationsIdle associations open and free
 * @param maxAssociations the limit
 */
public record ArchiveState(
    String id,
    Optional<Boolean> reachable,
    Optional<Instant> since,
    Optional<String> lastFailure,
    int associationsInUse,
    int associationsIdle,
    int maxAssociations) {}
