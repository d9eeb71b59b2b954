package io.isthmus.pixel.jpegls;

import java.io.ByteArrayOutputStream;

/** Writes the bits of a scan; after a byte FF the next one begins with a zero (T.87 C.2.3). */
final class LsBitWriter {
  private final ByteArrayOutputStream out;

  /** Bytes on their way to the stream, each of whose writes takes a lock. */
  private final byte[] chunk = new byte[1 << 13];

  private int filled;
  private long buffer;
  private int count;
  private int free = Byte.SIZE;

  LsBitWriter(ByteArrayOutputStream out) {
    this.out = out;
  }

  /** Writes the lowest bits of a value, up to 32. */
  void put(int value, int bits) {
    buffer = buffer << bits | (value & (1L << bits) - 1);
    count += bits;
    while (count >= free) {
      count -= free;
      octet((int) (buffer >>> count) & (1 << free) - 1);
    }
  }

  private void octet(int value) {
    if (filled == chunk.length) {
      flush();
    }
    chunk[filled++] = (byte) value;
    free = value == 0xFF ? Byte.SIZE - 1 : Byte.SIZE;
  }

  /** A code word of limited length (A.5.3). */
  void golomb(int value, int order, int limit, int plainBits) {
    int run = value >> order;
    if (run < limit) {
      zeros(run);
      put(1, 1);
      put(value, order);
    } else {
      zeros(limit);
      put(1, 1);
      put(value - 1, plainBits);
    }
  }

  private void zeros(int number) {
    int left = number;
    for (; left > Integer.SIZE; left -= Integer.SIZE) {
      put(0, Integer.SIZE);
    }
    put(0, left);
  }

  /**
   * Fills the last byte with zeros; a byte FF is not left as the last one. All is in the stream
   * then.
   */
  void end() {
    if (count > 0) {
      put(0, free - count);
    }
    if (free < Byte.SIZE) {
      put(0, free);
    }
    flush();
  }

  private void flush() {
    out.write(chunk, 0, filled);
    filled = 0;
  }
}
