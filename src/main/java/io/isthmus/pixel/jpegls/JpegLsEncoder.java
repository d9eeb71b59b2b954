package io.isthmus.pixel.jpegls;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.SampleRows;
import java.io.ByteArrayOutputStream;

/** Encodes a frame in JPEG-LS without loss, several components line by line (T.87 C). */
public final class JpegLsEncoder {
  /**
   * The standard allows less, but decoders that are in use differ in the usual thresholds of fewer
   * bits, or refuse them.
   */
  private static final int LEAST_PRECISION = 8;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);

  private JpegLsEncoder() {}

  /**
   * Encodes samples of up to 16 bits. The precision is that of the data set, unless a sample has
   * more bits, as negative ones do.
   */
  public static byte[] encode(SampleRows from, FrameDescription pixels, Deadline deadline)
      throws CodecException {
    return new JpegLsEncoder().frame(from, pixels, deadline);
  }

  private byte[] frame(SampleRows from, FrameDescription pixels, Deadline deadline)
      throws CodecException {
    int precision = Math.max(LEAST_PRECISION, Math.max(pixels.bitsStored(), from.usedBits()));
    int components = pixels.samplesPerPixel();
    word(0xFFD8);
    word(0xFFF7);
    word(8 + 3 * components);
    out.write(precision);
    word(pixels.rows());
    word(pixels.columns());
    out.write(components);
    for (int c = 1; c <= components; c++) {
      out.write(c);
      word(0x1100);
    }
    word(0xFFDA);
    word(6 + 2 * components);
    out.write(components);
    for (int c = 1; c <= components; c++) {
      out.write(c);
      out.write(0);
    }
    out.write(0);
    out.write(components > 1 ? 1 : 0);
    out.write(0);
    scan(from, pixels, CodingParameters.usual((1 << precision) - 1, 0), deadline);
    word(0xFFD9);
    if (out.size() % 2 != 0) {
      out.write(0);
    }
    return out.toByteArray();
  }

  private void scan(
      SampleRows from, FrameDescription pixels, CodingParameters parameters, Deadline deadline)
      throws CodecException {
    int components = pixels.samplesPerPixel();
    LsBitWriter bits = new LsBitWriter(out);
    Contexts contexts = new Contexts(parameters, components);
    LineEncoder encoder = new LineEncoder(parameters, contexts, bits, pixels.columns());
    int[][][] lines = new int[2][components][pixels.columns() + 2];
    for (int y = 0; y < pixels.rows(); y++) {
      deadline.check();
      int[][] above = lines[~y & 1];
      int[][] row = lines[y & 1];
      from.getLines(y, row, 1);
      for (int c = 0; c < components; c++) {
        encoder.line(above[c], row[c], c);
      }
    }
    bits.end();
  }

  private void word(int value) {
    out.write(value >> Byte.SIZE);
    out.write(value);
  }
}
