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

  private static final long FIRST_COLUMN = 0x0101_0101_0101_0101L;
  private static final long UPPER_HALF = 0xFFFF_FFFFL;
  private static final long LEFT_HALF = 0x0F0F_0F0F_0F0F_0F0FL;

  /** After the first pass, column by column. */
  private final int[] half = new int[AREA];

  /** What came of a row. */
  private final int[] line = new int[SIZE];

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
   * @param block dequantized coefficients, row by row
   * @param places a bit for each coefficient that may be other than 0, the lowest for the first
   * @param to samples, from {@code at} on in rows of {@code stride}
   */
  void inverse(int[] block, long places, short[] to, int at, int stride) {
    int shift = FRACTION - between;
    boolean flat = (places & ~UPPER_HALF) == 0;
    for (int column = 0; column < SIZE; column++) {
      int start = column * SIZE;
      if ((places >>> column & FIRST_COLUMN) <= 1) {
        Arrays.fill(half, start, start + SIZE, block[column] << between);
      } else if (flat) {
        transformUpper(block, column, 1 << (shift - 1), shift, half, start);
      } else {
        transform(block, column, 1 << (shift - 1), shift, half, start);
      }
    }
    boolean narrow = (places & ~LEFT_HALF) == 0;
    int last = FRACTION + between + 3;
    int rounding = (center << last) + (1 << (last - 1));
    for (int row = 0; row < SIZE; row++) {
      if (narrow) {
        transformUpper(half, row, rounding, last, line, 0);
      } else {
        transform(half, row, rounding, last, line, 0);
      }
      store(to, at + row * stride);
    }
  }

  private void store(short[] to, int at) {
    int[] v = line;
    if (((v[0] | v[1] | v[2] | v[3] | v[4] | v[5] | v[6] | v[7]) & ~most) != 0) {
      for (int i = 0; i < SIZE; i++) {
        v[i] = sample(v[i] - center);
      }
    }
    for (int i = 0; i < SIZE; i++) {
      to[at + i] = (short) v[i];
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

  /**
   * One dimension of a line: the even coefficients, then the odd ones, then their sums. The results
   * go to a line of the other direction, so that two such steps turn nothing round.
   */
  private static void transform(int[] v, int at, int rounding, int shift, int[] to, int start) {
    int even = (v[at + 2 * SIZE] + v[at + 6 * SIZE]) * C_0_541196100;
    int even2 = even - v[at + 6 * SIZE] * C_1_847759065;
    int even3 = even + v[at + 2 * SIZE] * C_0_765366865;
    int even0 = ((v[at] + v[at + 4 * SIZE]) << FRACTION) + rounding;
    int even1 = ((v[at] - v[at + 4 * SIZE]) << FRACTION) + rounding;

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

    to[start] = (even0 + even3 + odd3) >> shift;
    to[start + 7] = (even0 + even3 - odd3) >> shift;
    to[start + 1] = (even1 + even2 + odd2) >> shift;
    to[start + 6] = (even1 + even2 - odd2) >> shift;
    to[start + 2] = (even1 - even2 + odd1) >> shift;
    to[start + 5] = (even1 - even2 - odd1) >> shift;
    to[start + 3] = (even0 - even3 + odd0) >> shift;
    to[start + 4] = (even0 - even3 - odd0) >> shift;
  }

  /** The same of a line whose second half is 0, as in most blocks. */
  private static void transformUpper(
      int[] v, int at, int rounding, int shift, int[] to, int start) {
    int even2 = v[at + 2 * SIZE] * C_0_541196100;
    int even3 = v[at + 2 * SIZE] * (C_0_541196100 + C_0_765366865);
    int even0 = (v[at] << FRACTION) + rounding;

    int odd2 = v[at + 3 * SIZE];
    int odd3 = v[at + SIZE];
    int z5 = (odd2 + odd3) * C_1_175875602;
    int z1 = -odd3 * C_0_899976223;
    int z2 = -odd2 * C_2_562915447;
    int z3 = z5 - odd2 * C_1_961570560;
    int z4 = z5 - odd3 * C_0_390180644;
    int odd0 = z1 + z3;
    int odd1 = z2 + z4;
    odd2 = odd2 * C_3_072711026 + z2 + z3;
    odd3 = odd3 * C_1_501321110 + z1 + z4;

    to[start] = (even0 + even3 + odd3) >> shift;
    to[start + 7] = (even0 + even3 - odd3) >> shift;
    to[start + 1] = (even0 + even2 + odd2) >> shift;
    to[start + 6] = (even0 + even2 - odd2) >> shift;
    to[start + 2] = (even0 - even2 + odd1) >> shift;
    to[start + 5] = (even0 - even2 - odd1) >> shift;
    to[start + 3] = (even0 - even3 + odd0) >> shift;
    to[start + 4] = (even0 - even3 - odd0) >> shift;
  }
}
