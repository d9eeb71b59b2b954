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
    bits.differences(tables, row);
    for (int i = 0; i < step; i++) {
      row[i] = row[i] + start & MODULUS_MASK;
    }
    addLeft(row, step);
    return row;
  }

  /** Any other row. Its first sample is predicted by the one above. */
  int[] next() throws CodecException {
    int[] swap = above;
    above = row;
    row = swap;
    bits.differences(tables, row);
    for (int i = 0; i < step; i++) {
      row[i] = row[i] + above[i] & MODULUS_MASK;
    }
    switch (predictor) {
      case 1 -> addLeft(row, step);
      case 2 -> addAbove(row, above, step);
      default -> addBoth(predictor, row, above, step);
    }
    return row;
  }

  private static void addLeft(int[] row, int step) {
    for (int i = step; i < row.length; i++) {
      row[i] = row[i] + row[i - step] & MODULUS_MASK;
    }
  }

  private static void addAbove(int[] row, int[] above, int step) {
    for (int i = step; i < row.length; i++) {
      row[i] = row[i] + above[i] & MODULUS_MASK;
    }
  }

  private static void addBoth(int predictor, int[] row, int[] above, int step) {
    for (int i = step; i < row.length; i++) {
      int predicted = predict(predictor, row[i - step], above[i], above[i - step]);
      row[i] = row[i] + predicted & MODULUS_MASK;
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
