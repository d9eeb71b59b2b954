package io.isthmus.pixel.jpeg;

/** Quantization tables for encoding: the examples of T.81 K.1, scaled to a quality. */
final class Quantization {
  private static final int[] LUMINANCE = {
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113,
    92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99
  };
  private static final int[] CHROMINANCE = {
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99
  };
  private static final int BEST = 100;
  private static final int USUAL = 50;
  private static final int MOST = 255;

  private Quantization() {}

  /**
   * A table, row by row.
   *
   * @param quality 1 to 100; 50 gives the examples themselves
   */
  static int[] table(boolean luminance, int quality) {
    int percent = quality < USUAL ? BEST * USUAL / quality : 2 * (BEST - quality);
    int[] table = (luminance ? LUMINANCE : CHROMINANCE).clone();
    for (int i = 0; i < table.length; i++) {
      table[i] = Math.clamp((table[i] * percent + USUAL) / BEST, 1, MOST);
    }
    return table;
  }
}
