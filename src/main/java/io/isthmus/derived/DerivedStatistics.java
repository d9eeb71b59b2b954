package io.isthmus.derived;

/**
 * What was made since the start, and what is kept now; for metrics, not for decisions.
 *
 * @param hits frames that were given out of memory
 * @param shared frames that were being made already for another request
 * @param made frames that codecs worked on
 * @param bytes of the frames that are kept
 * @param refused requests that were turned away because of too much work
 */
public record DerivedStatistics(long hits, long shared, long made, long bytes, long refused) {}
