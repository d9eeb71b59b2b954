package io.isthmus.pixel.jpeg;

import java.io.ByteArrayOutputStream;

/** Writes an entropy-coded segment; a zero byte is stuffed after each FF (T.81 B.1.1.5). */
final class BitWriter {
  private final ByteArrayOutputStream out;
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
      out.write(octet);
      if (octet == 0xFF) {
        out.write(0);
      }
    }
  }

  /** Fills the last byte with ones (F.1.2.3). */
  void end() {
    if (count > 0) {
      put(-1, Byte.SIZE - count);
    }
  }
}
