package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;

/** Decodes the rows of a lossless scan, its components interleaved (T.81 H.1.2, H.2). */
final class LosslessRows {
  private static final int MODULUS_MASK = 0xFFFF;

  private final int predictor;
  private final int step;
  private final HuffmanTable[] tables;
  private final BitReader bits;
  private int[] row;
  private int[] above;

  LosslessRows(int predictor, int columns, HuffmanTable[] tables, BitReader bits)
      throws CodecException {
    if (predictor < 1 || predictor > 7) {
      throw CodecException.malformed("a lossless scan with predictor " + predictor);
    }
    this.predictor = predictor;
    this.step = tables.length;
    this.tables = tables;
    this.bits = bits;
    this.row = new int[columns * step];
    this.above = new int[columns * step];
  }

  /** A row at the beginning or after a restart marker: each sample is predicted by the left one. */
  int[] first(int start) throws CodecException {
    for (int i = 0; i < step; i++) {
      row[i] = start + tables[i].difference(bits) & MODULUS_MASK;
    }
    fromLeft();
    return row;
  }

  /** Any other row. Its first sample is predicted by the one above. */
  int[] next() throws CodecException {
    int[] swap = above;
    above = row;
    row = swap;
    for (int i = 0; i < step; i++) {
      row[i] = above[i] + tables[i].difference(bits) & MODULUS_MASK;
    }
    switch (predictor) {
      case 1 -> fromLeft();
      case 2 -> fromAbove();
      default -> fromBoth();
    }
    return row;
  }

  private void fromLeft() throws CodecException {
    if (step == 1) {
      HuffmanTable table = tables[0];
      int left = row[0];
      for (int i = 1; i < row.length; i++) {
        left = left + table.difference(bits) & MODULUS_MASK;
        row[i] = left;
      }
      return;
    }
    for (int i = step; i < row.length; i += step) {
      for (int c = 0; c < step; c++) {
        row[i + c] = row[i + c - step] + tables[c].difference(bits) & MODULUS_MASK;
      }
    }
  }

  private void fromAbove() throws CodecException {
    for (int i = step; i < row.length; i += step) {
      for (int c = 0; c < step; c++) {
        row[i + c] = above[i + c] + tables[c].difference(bits) & MODULUS_MASK;
      }
    }
  }

  private void fromBoth() throws CodecException {
    for (int i = step; i < row.length; i += step) {
      for (int c = 0; c < step; c++) {
        int at = i + c;
        int predicted = predict(predictor, row[at - step], above[at], above[at - step]);
        row[at] = predicted + tables[c].difference(bits) & MODULUS_MASK;
      }
    }
  }

  /** The prediction (H.1.2.1, table H.1). */
  static int predict(int predictor, int left, int above, int aboveLeft) {
    return switch (predictor) {
      case 1 -> left;
      case 2 -> above;
      case 3 -> aboveLeft;
      case 4 -> left + above - aboveLeft;
      case 5 -> left + ((above - aboveLeft) >> 1);
      case 6 -> above + ((left - aboveLeft) >> 1);
      default -> (left + above) >> 1;
    };
  }
}
