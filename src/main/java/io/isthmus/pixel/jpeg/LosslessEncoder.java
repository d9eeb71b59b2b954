package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.SampleRows;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Consumer;

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

  private byte[] frame() throws CodecException {
    long[] occurrences = new long[CATEGORIES];
    differences(row -> count(row, occurrences));
    HuffmanCode code = HuffmanCode.of(occurrences);
    headers(code);
    BitWriter bits = new BitWriter(out);
    differences(row -> bits.differences(row, code));
    bits.end();
    word(0xFFD9);
    if (out.size() % 2 != 0) {
      out.write(0);
    }
    return out.toByteArray();
  }

  /** Gives the differences of each row, in an array that is used again for the next one. */
  private void differences(Consumer<int[]> rows) throws CodecException {
    int[] samples = new int[pixels.columns() * components];
    int[] row = new int[samples.length];
    int[] first = new int[components];
    Arrays.fill(first, 1 << (precision - 1));
    for (int y = 0; y < pixels.rows(); y++) {
      deadline.check();
      from.getPixels(y, samples);
      for (int i = 0; i < components; i++) {
        row[i] = (short) (samples[i] - first[i]);
        first[i] = samples[i];
      }
      for (int i = components; i < row.length; i++) {
        row[i] = (short) (samples[i] - samples[i - components]);
      }
      rows.accept(row);
    }
  }

  private static void count(int[] row, long[] occurrences) {
    for (int difference : row) {
      occurrences[HuffmanCode.category(difference)]++;
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
