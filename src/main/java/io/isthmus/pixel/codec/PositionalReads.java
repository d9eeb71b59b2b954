package io.isthmus.pixel.codec;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes that are read by their place, as {@code FileChannel::read} does. */
@FunctionalInterface
public interface PositionalReads {
  /**
   * Reads at least one byte, unless the buffer is full or the end is reached.
   *
   * @param offset of the first byte, from the start of the data set
   * @return how many, or -1 at the end
   */
  int read(ByteBuffer into, long offset) throws IOException;
}
