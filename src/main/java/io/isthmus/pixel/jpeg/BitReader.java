package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bits of an entropy-coded segment (T.81 F.2.2.5): stuffed zeros are left out, a marker ends
 * them. Beyond the end come zeros, and the reader remembers that they were asked for.
 */
final class BitReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long LOW_BITS = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final int MARKER = 0xFF;

  /** As many bits are there after {@link #fill}. */
  static final int FILLED = 48;

  private static final int LENGTH = 0xFF;

  private final byte[] data;
  private int position;

  /** Where the interval began. */
  private int start;

  private long buffer;
  private int count;
  private int zeros;

  BitReader(byte[] data, int position) {
    this.data = data;
    this.start = position;
    this.position = position;
  }

  /** Sees to it that there are 48 bits to peek, skip and take. */
  void fill() {
    if (count < FILLED) {
      refill();
    }
  }

  private void refill() {
    if (position + Long.BYTES <= data.length) {
      long next = (long) LONGS.get(data, position);
      // Eight bytes with no FF among them hold neither stuffing nor marker.
      if (((~next - LOW_BITS) & next & HIGH_BITS) == 0) {
        int bytes = (Long.SIZE - count) >> 3;
        buffer |= next >>> count;
        count += bytes << 3;
        // Bits beyond the count are those that come next, and are put there again.
        position += bytes;
        return;
      }
    }
    buffer = count == 0 ? 0 : buffer & -1L << -count;
    while (count <= Long.SIZE - Byte.SIZE) {
      buffer |= next() << (Long.SIZE - Byte.SIZE - count);
      count += Byte.SIZE;
    }
  }

  private long next() {
    if (position < data.length) {
      int value = data[position] & 0xFF;
      if (value != MARKER) {
        position++;
        return value;
      }
      if (position + 1 < data.length && data[position + 1] == 0) {
        position += 2;
        return value;
      }
    }
    zeros += Byte.SIZE;
    return 0;
  }

  /** The next bits, at most 48 since the last {@link #fill}. */
  int peek(int bits) {
    return (int) (buffer >>> (Long.SIZE - bits));
  }

  /** Goes on. */
  void skip(int bits) {
    buffer <<= bits;
    count -= bits;
  }

  /** The next bits, 0 to 16, and goes on. */
  int take(int bits) {
    int value = (int) (buffer >>> 1 >>> (Long.SIZE - 1 - bits));
    skip(bits);
    return value;
  }

  /**
   * Decodes differences of samples (H.2.1) until a row is full, each with the table of its
   * component.
   */
  void differences(HuffmanTable[] tables, int[] row) throws CodecException {
    // What is in a field is stored and loaded again for each sample; what is local is not.
    long next = buffer;
    int left = count;
    int component = 0;
    for (int i = 0; i < row.length; i++) {
      if (left < HuffmanTable.AHEAD) {
        buffer = next;
        count = left;
        refill();
        next = buffer;
        left = count;
      }
      HuffmanTable table = tables[component];
      component = component + 1 == tables.length ? 0 : component + 1;
      int found = table.lookUpDifference((int) (next >>> (Long.SIZE - HuffmanTable.AHEAD)));
      if (found != 0) {
        row[i] = found >> Byte.SIZE;
        next <<= found & LENGTH;
        left -= found & LENGTH;
      } else {
        buffer = next;
        count = left;
        row[i] = table.difference(this);
        next = buffer;
        left = count;
      }
    }
    buffer = next;
    count = left;
  }

  /**
   * Decodes the coefficients of a block after the first (F.2.2.2).
   *
   * @param block gets them dequantized, row by row
   * @return a bit for each place that was set
   */
  long coefficients(HuffmanTable table, int[] quantization, int[] block) throws CodecException {
    long next = buffer;
    int left = count;
    long places = 0;
    int number = 1;
    while (number < Dct.AREA) {
      if (left < HuffmanTable.LONGEST_WITH_BITS) {
        buffer = next;
        count = left;
        refill();
        next = buffer;
        left = count;
      }
      int found = table.lookUpCoefficient((int) (next >>> (Long.SIZE - HuffmanTable.AHEAD)));
      if (found == 0) {
        buffer = next;
        count = left;
        found = table.coefficient(this);
        next = buffer;
        left = count;
      } else {
        next <<= found & LENGTH;
        left -= found & LENGTH;
      }
      number += found >> Byte.SIZE & HuffmanTable.RUN;
      int place = ZigZag.at(number++);
      int value = found >> Short.SIZE;
      if (value != 0) {
        block[place] = value * quantization[place];
        places |= 1L << place;
      }
    }
    buffer = next;
    count = left;
    return places;
  }

  /** The value of additional bits (T.81 F.2.2.1, EXTEND): without a leading one it is negative. */
  static int extend(int value, int size) {
    return value < 1 << size >> 1 ? value - (1 << size) + 1 : value;
  }

  /**
   * Fails if bits were used that are not there.
   *
   * @throws CodecException with the place
   */
  void check() throws CodecException {
    if (zeros > count) {
      throw CodecException.malformed("the entropy-coded data end early at offset " + position);
    }
  }

  /** Ends the interval; the next bits are those after the restart marker (F.2.1.3.1). */
  void restart(int number) throws CodecException {
    check();
    int marker = end();
    if (marker + 1 >= data.length || (data[marker + 1] & 0xFF) != 0xD0 + number) {
      throw CodecException.malformed("no restart marker " + number + " at offset " + marker);
    }
    position = marker + 2;
    start = position;
    buffer = 0;
    count = 0;
    zeros = 0;
  }

  /** Where the marker is that ends the segment. */
  int end() {
    int at = Math.max(position - count / Byte.SIZE, start);
    while (at + 1 < data.length
        && ((data[at] & 0xFF) != MARKER || data[at + 1] == 0 || (data[at + 1] & 0xFF) == MARKER)) {
      at++;
    }
    return at;
  }
}
