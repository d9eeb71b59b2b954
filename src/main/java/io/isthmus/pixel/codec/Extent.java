package io.isthmus.pixel.codec;

/**
 * Bytes of a data set.
 *
 * @param offset of the first
 * @param length how many
 */
public record Extent(long offset, long length) {
  /** Where the next one begins. */
  long end() {
    return offset + length;
  }
}
