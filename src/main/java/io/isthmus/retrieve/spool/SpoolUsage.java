package io.isthmus.retrieve.spool;

/**
 * What the spool holds at a moment; for metrics, not for decisions.
 *
 * @param bytes reserved on disk
 * @param capacity the bound in bytes
 * @param files held, growing or complete
 * @param waitingWriters writers that wait for room
 * @param refusals how often a writer was refused for want of room
 */
public record SpoolUsage(long bytes, long capacity, int files, int waitingWriters, long refusals) {}
