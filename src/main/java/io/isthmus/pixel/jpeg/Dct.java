package io.isthmus.pixel.jpeg;

import java.util.Arrays;

/**
 * The inverse discrete cosine transform (T.81 A.3.3), in the integer arithmetic of the accurate
 * method of the Independent JPEG Group: 13 bits of fraction in the constants, and 2 in the values
 * between the passes (1 of more than 8 bits per sample). T.81 leaves the rounding open; decoders in
 * medicine agree on this one, so that their pixels are equal.
 */
final class Dct {
  static final int SIZE = 8;
  static final int AREA = 64;

  static final int FRACTION = 13;
  static final int C_0_298631336 = 2446;
  static final int C_0_390180644 = 3196;
  static final int C_0_541196100 = 4433;
  static final int C_0_765366865 = 6270;
  static final int C_0_899976223 = 7373;
  static final int C_1_175875602 = 9633;
  static final int C_1_501321110 = 12299;
  static final int C_1_847759065 = 15137;
  static final int C_1_961570560 = 16069;
  static final int C_2_053119869 = 16819;
  static final int C_2_562915447 = 20995;
  static final int C_3_072711026 = 25172;

  /** After the first pass, column by column. */
  private final int[] half = new int[AREA];

  private final int between;
  private final int unused;
  private final int center;
  private final int most;

  /** For samples of 8 or 12 bits. */
  Dct(int precision) {
    this.between = precision == Byte.SIZE ? 2 : 1;
    this.unused = Integer.SIZE - precision - 2;
    this.center = 1 << (precision - 1);
    this.most = (1 << precision) - 1;
  }

  /**
   * Transforms a block.
   *
   * @param block dequantized coefficients, row by row; overwritten
   * @param to samples, from {@code at} on in rows of {@code stride}
   */
  void inverse(int[] block, short[] to, int at, int stride) {
    for (int column = 0; column < SIZE; column++) {
      if (onlyFirst(block, column)) {
        int value = block[column] << between;
        Arrays.fill(half, column * SIZE, (column + 1) * SIZE, value);
      } else {
        transform(block, column, half, column * SIZE, FRACTION - between);
      }
    }
    for (int row = 0; row < SIZE; row++) {
      transform(half, row, block, row * SIZE, FRACTION + between + 3);
      int start = at + row * stride;
      for (int i = 0; i < SIZE; i++) {
        to[start + i] = sample(block[row * SIZE + i]);
      }
    }
  }

  /** Transforms a block whose only coefficient is the first. */
  void flat(int first, short[] to, int at, int stride) {
    short sample = sample(((first << between) + (1 << (between + 2))) >> (between + 3));
    for (int row = 0; row < SIZE; row++) {
      Arrays.fill(to, at + row * stride, at + row * stride + SIZE, sample);
    }
  }

  /** Values far out of range wrap, as they do in the decoders that this one agrees with. */
  private short sample(int value) {
    int shifted = (value << unused >> unused) + center;
    return (short) Math.max(0, Math.min(most, shifted));
  }

  private static boolean onlyFirst(int[] values, int at) {
    return (values[at + 8]
            | values[at + 16]
            | values[at + 24]
            | values[at + 32]
            | values[at + 40]
            | values[at + 48]
            | values[at + 56])
        == 0;
  }

  /**
   * One dimension of a line: the even coefficients, then the odd ones, then their sums. The results
   * go to a line of the other direction, so that two such steps turn nothing round.
   */
  private static void transform(int[] v, int at, int[] to, int start, int shift) {
    int even = (v[at + 2 * SIZE] + v[at + 6 * SIZE]) * C_0_541196100;
    int even2 = even - v[at + 6 * SIZE] * C_1_847759065;
    int even3 = even + v[at + 2 * SIZE] * C_0_765366865;
    int rounding = 1 << (shift - 1);
    int even0 = ((v[at] + v[at + 4 * SIZE]) << FRACTION) + rounding;
    int even1 = ((v[at] - v[at + 4 * SIZE]) << FRACTION) + rounding;
    int sum0 = even0 + even3;
    int sum3 = even0 - even3;
    int sum1 = even1 + even2;
    int sum2 = even1 - even2;

    int odd0 = v[at + 7 * SIZE];
    int odd1 = v[at + 5 * SIZE];
    int odd2 = v[at + 3 * SIZE];
    int odd3 = v[at + SIZE];
    int z5 = (odd0 + odd2 + odd1 + odd3) * C_1_175875602;
    int z1 = -(odd0 + odd3) * C_0_899976223;
    int z2 = -(odd1 + odd2) * C_2_562915447;
    int z3 = z5 - (odd0 + odd2) * C_1_961570560;
    int z4 = z5 - (odd1 + odd3) * C_0_390180644;
    odd0 = odd0 * C_0_298631336 + z1 + z3;
    odd1 = odd1 * C_2_053119869 + z2 + z4;
    odd2 = odd2 * C_3_072711026 + z2 + z3;
    odd3 = odd3 * C_1_501321110 + z1 + z4;

    to[start] = (sum0 + odd3) >> shift;
    to[start + 7] = (sum0 - odd3) >> shift;
    to[start + 1] = (sum1 + odd2) >> shift;
    to[start + 6] = (sum1 - odd2) >> shift;
    to[start + 2] = (sum2 + odd1) >> shift;
    to[start + 5] = (sum2 - odd1) >> shift;
    to[start + 3] = (sum3 + odd0) >> shift;
    to[start + 4] = (sum3 - odd0) >> shift;
  }
}
