package io.isthmus.retrieve.spool;

/**
 * What has to be remembered of a complete file to find it again.
 *
 * @param number what it is known by
 * @param size in bytes
 * @param checksum of its bytes, as {@link SpoolFile#checksum}
 */
public record KeptFile(long number, long size, int checksum) {}
