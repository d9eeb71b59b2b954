package io.isthmus.pixel.jpeg;

/** The forward discrete cosine transform (T.81 A.3.3), in the arithmetic of {@link Dct}. */
final class ForwardDct {
  private static final int BETWEEN = 2;

  private ForwardDct() {}

  /**
   * Transforms a block of samples less 128, row by row, in place; coefficients are 8 times too
   * large.
   */
  static void transform(int[] block) {
    for (int row = 0; row < Dct.SIZE; row++) {
      transform(block, row * Dct.SIZE, 1, Dct.FRACTION - BETWEEN);
    }
    for (int column = 0; column < Dct.SIZE; column++) {
      transform(block, column, Dct.SIZE, Dct.FRACTION + BETWEEN);
    }
  }

  private static void transform(int[] v, int at, int step, int shift) {
    int rounding = 1 << (shift - 1);
    int odd0 = v[at] - v[at + 7 * step];
    int odd1 = v[at + step] - v[at + 6 * step];
    int odd2 = v[at + 2 * step] - v[at + 5 * step];
    int odd3 = v[at + 3 * step] - v[at + 4 * step];
    int outer = v[at] + v[at + 7 * step];
    int inner = v[at + 3 * step] + v[at + 4 * step];
    int left = v[at + step] + v[at + 6 * step];
    int right = v[at + 2 * step] + v[at + 5 * step];

    int sum = outer + inner;
    int difference = outer - inner;
    int middle = left - right;
    int even = (middle + difference) * Dct.C_0_541196100 + rounding;
    v[at] = (((sum + left + right) << Dct.FRACTION) + rounding) >> shift;
    v[at + 4 * step] = (((sum - left - right) << Dct.FRACTION) + rounding) >> shift;
    v[at + 2 * step] = (even + difference * Dct.C_0_765366865) >> shift;
    v[at + 6 * step] = (even - middle * Dct.C_1_847759065) >> shift;

    int z5 = (odd3 + odd1 + odd2 + odd0) * Dct.C_1_175875602 + rounding;
    int z1 = -(odd3 + odd0) * Dct.C_0_899976223;
    int z2 = -(odd2 + odd1) * Dct.C_2_562915447;
    int z3 = z5 - (odd3 + odd1) * Dct.C_1_961570560;
    int z4 = z5 - (odd2 + odd0) * Dct.C_0_390180644;
    v[at + 7 * step] = (odd3 * Dct.C_0_298631336 + z1 + z3) >> shift;
    v[at + 5 * step] = (odd2 * Dct.C_2_053119869 + z2 + z4) >> shift;
    v[at + 3 * step] = (odd1 * Dct.C_3_072711026 + z2 + z3) >> shift;
    v[at + step] = (odd0 * Dct.C_1_501321110 + z1 + z4) >> shift;
  }
}
