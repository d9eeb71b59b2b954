package io.isthmus.pixel.jpeg;

/** Between luminance with colour differences and red, green and blue, with 16 bits of fraction. */
final class ColorTransform {
  private static final int FRACTION = 16;
  private static final int HALF = 1 << (FRACTION - 1);
  private static final int RED_OF_CR = 91881;
  private static final int GREEN_OF_CB = 22554;
  private static final int GREEN_OF_CR = 46802;
  private static final int BLUE_OF_CB = 116130;

  private ColorTransform() {}

  /** Transforms a row in place; the lines become red, green and blue. */
  static void toRgb(int[][] lines, int columns, int precision) {
    int center = 1 << (precision - 1);
    int most = (1 << precision) - 1;
    int[] first = lines[0];
    int[] second = lines[1];
    int[] third = lines[2];
    for (int x = 0; x < columns; x++) {
      int y = first[x];
      int cb = second[x] - center;
      int cr = third[x] - center;
      first[x] = clamp(y + ((RED_OF_CR * cr + HALF) >> FRACTION), most);
      second[x] = clamp(y + ((HALF - GREEN_OF_CB * cb - GREEN_OF_CR * cr) >> FRACTION), most);
      third[x] = clamp(y + ((BLUE_OF_CB * cb + HALF) >> FRACTION), most);
    }
  }

  /** Transforms a row of 8 bits per sample in place, from red, green and blue (T.871 7). */
  static void fromRgb(int[][] lines, int columns) {
    for (int x = 0; x < columns; x++) {
      int red = lines[0][x];
      int green = lines[1][x];
      int blue = lines[2][x];
      lines[0][x] = (19595 * red + 38470 * green + 7471 * blue + HALF) >> FRACTION;
      lines[1][x] =
          clamp(128 + ((32768 * blue - 11059 * red - 21709 * green + HALF) >> FRACTION), 255);
      lines[2][x] =
          clamp(128 + ((32768 * red - 27439 * green - 5329 * blue + HALF) >> FRACTION), 255);
    }
  }

  private static int clamp(int value, int most) {
    return Math.max(0, Math.min(most, value));
  }
}
