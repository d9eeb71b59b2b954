package io.isthmus.pixel.jpeg;

import java.util.Arrays;

/** The order in which the coefficients of a block are coded (T.81 A.3.6). */
final class ZigZag {
  /** Twice as long as a block, so that a run beyond the end stays within. */
  private static final byte[] PLACES = new byte[2 * Dct.AREA];

  static {
    int row = 0;
    int column = 0;
    for (int i = 0; i < Dct.AREA; i++) {
      PLACES[i] = (byte) (row * Dct.SIZE + column);
      boolean up = (row + column) % 2 == 0;
      int last = Dct.SIZE - 1;
      if (up ? column == last : row != last && column == 0) {
        row++;
      } else if (up ? row == 0 : row == last) {
        column++;
      } else {
        row += up ? -1 : 1;
        column += up ? 1 : -1;
      }
    }
    Arrays.fill(PLACES, Dct.AREA, PLACES.length, (byte) (Dct.AREA - 1));
  }

  private ZigZag() {}

  /** The place in the block, row by row, of the coefficient with this number. */
  static int at(int number) {
    return PLACES[number];
  }
}
