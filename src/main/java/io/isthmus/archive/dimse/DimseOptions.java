package io.isthmus.archive.dimse;

import java.time.Duration;

/**
 * How the gateway deals with one PACS.
 *
 * @param poolWait longest wait for a free association
 * @param cancelGrace how long a cancelled operation may take to end before its association is aborted
 */
public record DimseOptions(Duration poolWait, Duration cancelGrace) {}
