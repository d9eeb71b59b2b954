package io.isthmus.pixel.jpeg;

/**
 * The inverse discrete cosine transform (T.81 A.3.3), in the integer arithmetic of the accurate
 * method of the Independent JPEG Group: 13 bits of fraction in the constants, and 2 in the values
 * between the passes (1 of more than 8 bits per sample). T.81 leaves the rounding open; decoders in
 * medicine agree on this one, so that their pixels are equal.
 */
final class Dct {
  static final int SIZE = 8;
  static final int AREA = 64;

  private static final int FRACTION = 13;
  private static final int C_0_298631336 = 2446;
  private static final int C_0_390180644 = 3196;
  private static final int C_0_541196100 = 4433;
  private static final int C_0_765366865 = 6270;
  private static final int C_0_899976223 = 7373;
  private static final int C_1_175875602 = 9633;
  private static final int C_1_501321110 = 12299;
  private static final int C_1_847759065 = 15137;
  private static final int C_1_961570560 = 16069;
  private static final int C_2_053119869 = 16819;
  private static final int C_2_562915447 = 20995;
  private static final int C_3_072711026 = 25172;

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
        for (int i = column; i < AREA; i += SIZE) {
          block[i] = value;
        }
      } else {
        transform(block, column, SIZE, FRACTION - between);
      }
    }
    for (int row = 0; row < SIZE; row++) {
      transform(block, row * SIZE, 1, FRACTION + between + 3);
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
      int start = at + row * stride;
      for (int i = 0; i < SIZE; i++) {
        to[start + i] = sample;
      }
    }
  }

  /** Values far out of range wrap, as they do in the decoders that this one agrees with. */
  private short sample(int value) {
    int shifted = (value << unused >> unused) + center;
    return (short) Math.max(0, Math.min(most, shifted));
  }

  private static boolean onlyFirst(int[] block, int column) {
    return (block[column + 8]
            | block[column + 16]
            | block[column + 24]
            | block[column + 32]
            | block[column + 40]
            | block[column + 48]
            | block[column + 56])
        == 0;
  }

  /** One dimension, in place: the even coefficients, then the odd ones, then their sums. */
  private static void transform(int[] v, int at, int step, int shift) {
    int half = 1 << (shift - 1);
    int z = (v[at + 2 * step] + v[at + 6 * step]) * C_0_541196100;
    int even2 = z - v[at + 6 * step] * C_1_847759065;
    int even3 = z + v[at + 2 * step] * C_0_765366865;
    int even0 = ((v[at] + v[at + 4 * step]) << FRACTION) + half;
    int even1 = ((v[at] - v[at + 4 * step]) << FRACTION) + half;
    int sum0 = even0 + even3;
    int sum3 = even0 - even3;
    int sum1 = even1 + even2;
    int sum2 = even1 - even2;

    int odd0 = v[at + 7 * step];
    int odd1 = v[at + 5 * step];
    int odd2 = v[at + 3 * step];
    int odd3 = v[at + step];
    int z5 = (odd0 + odd2 + odd1 + odd3) * C_1_175875602;
    int z1 = -(odd0 + odd3) * C_0_899976223;
    int z2 = -(odd1 + odd2) * C_2_562915447;
    int z3 = z5 - (odd0 + odd2) * C_1_961570560;
    int z4 = z5 - (odd1 + odd3) * C_0_390180644;
    odd0 = odd0 * C_0_298631336 + z1 + z3;
    odd1 = odd1 * C_2_053119869 + z2 + z4;
    odd2 = odd2 * C_3_072711026 + z2 + z3;
    odd3 = odd3 * C_1_501321110 + z1 + z4;

    v[at] = (sum0 + odd3) >> shift;
    v[at + 7 * step] = (sum0 - odd3) >> shift;
    v[at + step] = (sum1 + odd2) >> shift;
    v[at + 6 * step] = (sum1 - odd2) >> shift;
    v[at + 2 * step] = (sum2 + odd1) >> shift;
    v[at + 5 * step] = (sum2 - odd1) >> shift;
    v[at + 3 * step] = (sum3 + odd0) >> shift;
    v[at + 4 * step] = (sum3 - odd0) >> shift;
  }
}
