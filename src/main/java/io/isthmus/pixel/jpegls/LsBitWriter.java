package io.isthmus.pixel.jpegls;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Writes the bits of a scan; after a byte FF the next one begins with a zero (T.87 C.2.3). */
final class LsBitWriter {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final int LOW_BITS = 0x0101_0101;
  private static final int HIGH_BITS = 0x8080_8080;

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
    if (count >= Integer.SIZE) {
      drain();
    }
  }

  private void drain() {
    int word = (int) (buffer >>> (count - Integer.SIZE));
    // Four bytes with no FF before or among them are bits and nothing else.
    boolean plain =
        free == Byte.SIZE
            && ((~word - LOW_BITS) & word & HIGH_BITS) == 0
            && filled + Integer.BYTES <= chunk.length;
    if (plain) {
      INTS.set(chunk, filled, word);
      filled += Integer.BYTES;
      count -= Integer.SIZE;
    } else {
      octets();
    }
  }

  private void octets() {
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
    if (run < limit && run + order < Integer.SIZE) {
      put(1 << order | (value & (1 << order) - 1), run + 1 + order);
    } else if (run < limit) {
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
    octets();
    if (count > 0) {
      buffer <<= free - count;
      count = free;
      octets();
    }
    if (free < Byte.SIZE) {
      octet(0);
    }
    flush();
  }

  private void flush() {
    out.write(chunk, 0, filled);
    filled = 0;
  }
}
