package io.isthmus.pixel.jpegxl;

import io.isthmus.pixel.Box;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.CodecException.Reason;
import io.isthmus.pixel.FrameDescription;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The size of a picture, read before C code sees any of it: the first bits of a codestream, which
 * may stand in a file of boxes (ISO/IEC 18181-1 D.2, 18181-2).
 */
record ImageSize(long columns, long rows) {
  private static final long CONTAINER = 0x0000000C_4A584C20L;
  private static final int CODESTREAM = 0x6A786C63;
  private static final int PARTIAL_CODESTREAM = 0x6A786C70;
  private static final int SIGNATURE = 0xFF0A;
  private static final int PART_NUMBER = 4;
  private static final int[] SIZE_BITS = {9, 13, 18, 30};

  /** Widths that are told by the height: 1:1, 12:10, 4:3, 3:2, 16:9, 5:4, 2:1. */
  private static final int[][] RATIOS = {{1, 1}, {12, 10}, {4, 3}, {3, 2}, {16, 9}, {5, 4}, {2, 1}};

  /**
   * Reads the size and holds it against the data set.
   *
   * @throws CodecException if there is none, or another
   */
  static void check(byte[] frame, FrameDescription stored) throws CodecException {
    ImageSize size;
    try {
      size = of(codestream(ByteBuffer.wrap(frame)));
    } catch (BufferUnderflowException e) {
      throw CodecException.malformed("a JPEG XL picture ends in its header");
    }
    if (size.columns != stored.columns() || size.rows != stored.rows()) {
      throw new CodecException(
          Reason.CONTRADICTS_DATA_SET,
          "a JPEG XL picture of %d x %d in an image of %s"
              .formatted(size.columns, size.rows, stored));
    }
  }

  private static ByteBuffer codestream(ByteBuffer in) throws CodecException {
    if (in.remaining() < Long.BYTES || in.getLong(0) != CONTAINER) {
      return in;
    }
    while (true) {
      Box box = Box.read(in, "JPEG XL");
      if (box.type() == CODESTREAM) {
        return in.position(box.content());
      }
      if (box.type() == PARTIAL_CODESTREAM) {
        return in.position(Math.min(box.content() + PART_NUMBER, in.capacity()));
      }
      in.position(box.end());
    }
  }

  private static ImageSize of(ByteBuffer in) throws CodecException {
    if ((in.getShort() & 0xFFFF) != SIGNATURE) {
      throw CodecException.malformed("no JPEG XL codestream");
    }
    byte[] first = new byte[Long.BYTES * 2];
    in.get(first, 0, Math.min(first.length, in.remaining()));
    Bits bits = new Bits(first);
    boolean small = bits.next(1) == 1;
    long rows = bits.size(small);
    int ratio = (int) bits.next(3);
    long columns =
        ratio == 0 ? bits.size(small) : rows * RATIOS[ratio - 1][0] / RATIOS[ratio - 1][1];
    return new ImageSize(columns, rows);
  }

  /** Bits from the lowest on. */
  private static final class Bits {
    private final ByteBuffer bytes;
    private int place;

    Bits(byte[] bytes) {
      this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Up to 32 bits; what there is has 128, of which no size takes more than 69. */
    long next(int count) {
      long word = bytes.getLong(place / Byte.SIZE);
      long value = word >>> (place % Byte.SIZE) & ((1L << count) - 1);
      place += count;
      return value;
    }

    long size(boolean small) {
      return small ? (next(5) + 1) * 8 : next(SIZE_BITS[(int) next(2)]) + 1;
    }
  }
}
