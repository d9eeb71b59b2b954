package io.isthmus.pixel.jpeg;

import java.io.ByteArrayOutputStream;

/** Writes an entropy-coded segment; a zero byte is stuffed after each FF (T.81 B.1.1.5). */
final class BitWriter {
  private final ByteArrayOutputStream out;

  /** Bytes on their way to the stream, each of whose writes takes a lock. */
  private final byte[] chunk = new byte[1 << 13];

  private int filled;
  private long buffer;
  private int count;

  BitWriter(ByteArrayOutputStream out) {
    this.out = out;
  }

  /** Writes the lowest bits of a value, up to 32. */
  void put(int value, int bits) {
    buffer = buffer << bits | (value & (1L << bits) - 1);
    count += bits;
    while (count >= Byte.SIZE) {
      count -= Byte.SIZE;
      int octet = (int) (buffer >>> count) & 0xFF;
      octet(octet);
      if (octet == 0xFF) {
        octet(0);
      }
    }
  }

  private void octet(int value) {
    if (filled == chunk.length) {
      flush();
    }
    chunk[filled++] = (byte) value;
  }

  private void flush() {
    out.write(chunk, 0, filled);
    filled = 0;
  }

  /** Fills the last byte with ones (F.1.2.3); all is in the stream then. */
  void end() {
    if (count > 0) {
      put(-1, Byte.SIZE - count);
    }
    flush();
  }
}
