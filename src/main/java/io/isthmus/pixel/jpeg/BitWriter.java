package io.isthmus.pixel.jpeg;

import java.io.ByteArrayOutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Writes an entropy-coded segment; a zero byte is stuffed after each FF (T.81 B.1.1.5). */
final class BitWriter {
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final int LOW_BITS = 0x0101_0101;
  private static final int HIGH_BITS = 0x8080_8080;

  private final ByteArrayOutputStream out;

  /** Bytes on their way to the stream, each of whose writes takes a lock. */
  private final byte[] chunk = new byte[1 << 13];

  private int filled;
  private long buffer;

  /** Bits of the buffer that are still to be written, fewer than 32 between two calls. */
  private int count;

  BitWriter(ByteArrayOutputStream out) {
    this.out = out;
  }

  /** Writes the lowest bits of a value, up to 32. */
  void put(int value, int bits) {
    buffer = buffer << bits | (value & (1L << bits) - 1);
    count += bits;
    if (count >= Integer.SIZE) {
      count -= Integer.SIZE;
      word((int) (buffer >>> count));
    }
  }

  /** Writes differences of samples (H.1.2.2). */
  void differences(int[] row, HuffmanCode code) {
    // What is in a field is stored and loaded again for each sample; what is local is not.
    long next = buffer;
    int waiting = count;
    for (int difference : row) {
      long word = code.difference(difference);
      int bits = (int) word & 0xFF;
      next = next << bits | word >>> Byte.SIZE;
      waiting += bits;
      if (waiting >= Integer.SIZE) {
        waiting -= Integer.SIZE;
        word((int) (next >>> waiting));
      }
    }
    buffer = next;
    count = waiting;
  }

  private void word(int value) {
    if (filled + 2 * Integer.BYTES > chunk.length) {
      flush();
    }
    // Four bytes with no FF among them need no stuffing.
    if (((~value - LOW_BITS) & value & HIGH_BITS) == 0) {
      INTS.set(chunk, filled, value);
      filled += Integer.BYTES;
      return;
    }
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      octet(value >>> shift & 0xFF);
    }
  }

  private void octet(int value) {
    chunk[filled++] = (byte) value;
    if (value == 0xFF) {
      chunk[filled++] = 0;
    }
  }

  private void flush() {
    out.write(chunk, 0, filled);
    filled = 0;
  }

  /** Fills the last byte with ones (F.1.2.3); all is in the stream then. */
  void end() {
    put(-1, -count & Byte.SIZE - 1);
    flush();
    for (; count > 0; count -= Byte.SIZE) {
      octet((int) (buffer >>> (count - Byte.SIZE)) & 0xFF);
    }
    flush();
  }
}
