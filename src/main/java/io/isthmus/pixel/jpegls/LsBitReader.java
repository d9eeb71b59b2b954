package io.isthmus.pixel.jpegls;

import io.isthmus.pixel.CodecException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bits of a scan (T.87 A.1, C.2.3): after a byte FF the next one has seven, unless it belongs
 * to a marker, which ends them. Beyond the end come zeros, and the reader remembers it.
 */
final class LsBitReader {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long LOW_BITS = 0x0101_0101_0101_0101L;
  private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
  private static final int FILLED = Long.SIZE - Byte.SIZE;

  private final byte[] data;
  private int position;

  /** Where the interval began. */
  private int start;

  private long buffer;
  private int count;
  private long zeros;
  private boolean afterFf;

  LsBitReader(byte[] data, int position) {
    this.data = data;
    this.start = position;
    this.position = position;
  }

  private void fill() {
    if (position + Long.BYTES <= data.length && !afterFf) {
      long next = (long) LONGS.get(data, position);
      // Eight bytes with no FF among them are bits and nothing else.
      if (((~next - LOW_BITS) & next & HIGH_BITS) == 0) {
        int bytes = (Long.SIZE - count) >> 3;
        buffer |= next >>> count;
        count += bytes << 3;
        position += bytes;
        return;
      }
    }
    buffer = count == 0 ? 0 : buffer & -1L << -count;
    while (count <= FILLED) {
      append();
    }
  }

  private void append() {
    int value = position < data.length ? data[position] & 0xFF : -1;
    boolean marker =
        value < 0
            || (afterFf && value >= 0x80)
            || (value == 0xFF && position + 1 < data.length && data[position + 1] < 0);
    if (marker) {
      zeros += Byte.SIZE;
      count += Byte.SIZE;
      return;
    }
    int bits = afterFf ? Byte.SIZE - 1 : Byte.SIZE;
    buffer |= (long) value << (Long.SIZE - bits - count);
    count += bits;
    afterFf = value == 0xFF;
    position++;
  }

  /** The next bits, up to 32, and goes on. */
  int take(int bits) {
    if (count < bits) {
      fill();
    }
    int value = (int) (buffer >>> 1 >>> (Long.SIZE - 1 - bits));
    buffer <<= bits;
    count -= bits;
    return value;
  }

  /**
   * A code word of limited length (A.5.3): a run of zeros, a one, and the lower bits.
   *
   * @param limit the longest run of zeros, which announces a value of {@code plainBits} less one
   */
  int golomb(int order, int limit, int plainBits) throws CodecException {
    if (count <= FILLED) {
      fill();
    }
    int run = Long.numberOfLeadingZeros(buffer);
    if (run >= count || run > limit || order >= Short.SIZE + 2) {
      throw CodecException.malformed("no code word of JPEG-LS before offset " + position);
    }
    int head = run + 1;
    if (run < limit) {
      int all = head + order;
      if (all <= count) {
        long word = buffer << head;
        int value = (run << order) | (int) (word >>> 1 >>> (Long.SIZE - 1 - order));
        buffer <<= all;
        count -= all;
        return value;
      }
    }
    buffer <<= head;
    count -= head;
    return run < limit ? run << order | take(order) : take(plainBits) + 1;
  }

  /** Fails if bits were used that are not there. */
  void check() throws CodecException {
    if (zeros > count) {
      throw CodecException.malformed("the scan ends early at offset " + position);
    }
  }

  /** Goes on after the restart marker with this number. */
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
    afterFf = false;
  }

  /** Where the marker is that ends the scan. */
  int end() {
    int at = Math.max(position - count / (Byte.SIZE - 1) - 1, start);
    while (at + 1 < data.length && (data[at] != -1 || data[at + 1] >= 0 || data[at + 1] == -1)) {
      at++;
    }
    return at;
  }
}
