package io.isthmus.retrieve.content;

/**
 * Bytes of an instance's data set.
 *
 * @param offset of the first
 * @param length how many
 */
public record ByteRange(long offset, long length) {}
