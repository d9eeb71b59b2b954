package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.SampleRows;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Encodes a frame in lossless JPEG, predicted by the left sample (T.81 H.1, selection value 1). */
public final class LosslessEncoder {
  private static final int LEAST_PRECISION = 2;
  private static final int CATEGORIES = 17;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
  private final SampleRows from;
  private final FrameDescription pixels;
  private final Deadline deadline;
  private final int components;
  private final int precision;

  private LosslessEncoder(SampleRows from, FrameDescription pixels, Deadline deadline) {
    this.from = from;
    this.pixels = pixels;
    this.deadline = deadline;
    this.components = pixels.samplesPerPixel();
    this.precision = Math.max(LEAST_PRECISION, Math.max(pixels.bitsStored(), from.usedBits()));
  }

  /**
   * Encodes samples of up to 16 bits. The precision is that of the data set, unless a sample has
   * more bits, as negative ones do.
   */
  public static byte[] encode(SampleRows from, FrameDescription pixels, Deadline deadline)
      throws CodecException {
    return new LosslessEncoder(from, pixels, deadline).frame();
  }

  /** What is done with each prediction error. */
  private interface Errors {
    void accept(int error, int category);
  }

  private byte[] frame() throws CodecException {
    long[] occurrences = new long[CATEGORIES];
    errors((error, category) -> occurrences[category]++);
    HuffmanCode code = HuffmanCode.of(occurrences);
    headers(code);
    BitWriter bits = new BitWriter(out);
    errors((error, category) -> {
      // The largest category has one member and no bits; negative ones count from below (H.1.2.2).
      int size = category % (CATEGORIES - 1);
      code.put(bits, category, error < 0 ? error - 1 : error, size);
    });
    bits.end();
    word(0xFFD9);
    if (out.size() % 2 != 0) {
      out.write(0);
    }
    return out.toByteArray();
  }

  private void errors(Errors errors) throws CodecException {
    int[] row = new int[pixels.columns() * components];
    int[] above = new int[components];
    Arrays.fill(above, 1 << (precision - 1));
    for (int y = 0; y < pixels.rows(); y++) {
      deadline.check();
      for (int c = 0; c < components; c++) {
        from.get(y, c, row, c, components);
      }
      for (int i = 0; i < row.length; i++) {
        int predicted = i < components ? above[i] : row[i - components];
        int error = (short) (row[i] - predicted);
        errors.accept(error, Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(error)));
      }
      System.arraycopy(row, 0, above, 0, components);
    }
  }

  private void headers(HuffmanCode code) {
    byte[] table = code.table();
    word(0xFFD8);
    word(0xFFC3);
    word(8 + 3 * components);
    out.write(precision);
    word(pixels.rows());
    word(pixels.columns());
    out.write(components);
    for (int c = 1; c <= components; c++) {
      out.write(c);
      word(0x1100);
    }
    word(0xFFC4);
    word(3 + table.length);
    out.write(0);
    out.writeBytes(table);
    word(0xFFDA);
    word(6 + 2 * components);
    out.write(components);
    for (int c = 1; c <= components; c++) {
      out.write(c);
      out.write(0);
    }
    out.write(1);
    word(0);
  }

  private void word(int value) {
    out.write(value >> Byte.SIZE);
    out.write(value);
  }
}
