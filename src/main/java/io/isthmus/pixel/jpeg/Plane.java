package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;
import org.jspecify.annotations.Nullable;

/**
 * A component while it is decoded: its samples, in whole blocks; those beyond the image mean
 * nothing.
 */
final class Plane {
  private final FrameComponent component;
  private final short[] samples;
  private final int stride;
  private final int width;
  private final int height;
  private final short[] coefficients;
  private int @Nullable [] quantization;

  /** A plane that is large enough for interleaved scans. */
  Plane(FrameHeader frame, FrameComponent component) {
    this.component = component;
    this.stride = frame.mcusPerRow() * component.across() * Dct.SIZE;
    this.width = FrameHeader.ceiling(frame.columns() * component.across(), frame.mostAcross());
    this.height = FrameHeader.ceiling(frame.rows() * component.down(), frame.mostDown());
    this.samples =
        new short[Math.multiplyExact(stride, frame.mcuRows() * component.down() * Dct.SIZE)];
    boolean progressive = frame.process() == FrameHeader.PROGRESSIVE;
    this.coefficients = new short[progressive ? samples.length : 0];
  }

  /** Which component it is. */
  FrameComponent component() {
    return component;
  }

  /** The quantization table that is in force at the first scan of the component stays. */
  void quantize(CodingTables tables) throws CodecException {
    if (quantization == null) {
      quantization = tables.quantization(component.quantization());
    }
  }

  /**
   * The quantization table, row by row.
   *
   * @throws CodecException if the component was in no scan
   */
  int[] quantization() throws CodecException {
    if (quantization == null) {
      throw CodecException.malformed("no scan of component " + component.index());
    }
    return quantization;
  }

  /** Of a progressive frame the coefficients so far, block by block, each row by row. */
  short[] coefficients() {
    return coefficients;
  }

  /** Transforms the blocks that all scans of a progressive frame have completed. */
  void transform(Dct dct) throws CodecException {
    int[] table = quantization();
    int[] block = new int[Dct.AREA];
    int perRow = stride / Dct.SIZE;
    for (int i = 0; i < coefficients.length / Dct.AREA; i++) {
      long places = 0;
      for (int k = 0; k < Dct.AREA; k++) {
        int coefficient = coefficients[i * Dct.AREA + k];
        block[k] = coefficient * table[k];
        places |= coefficient == 0 ? 0 : 1L << k;
      }
      dct.inverse(block, places, samples, start(i / perRow, i % perRow), stride);
    }
  }

  /** All samples, row by row. */
  short[] samples() {
    return samples;
  }

  /** From a row to the next. */
  int stride() {
    return stride;
  }

  /** Samples in a row that belong to the image (A.1.1). */
  int width() {
    return width;
  }

  /** Rows that belong to the image. */
  int height() {
    return height;
  }

  /** Where a block begins. */
  int start(int blockRow, int blockColumn) {
    return (blockRow * stride + blockColumn) * Dct.SIZE;
  }
}
