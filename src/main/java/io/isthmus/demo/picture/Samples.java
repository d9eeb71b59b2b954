package io.isthmus.demo.picture;

/** Puts samples into rows of native pixel data. */
final class Samples {
  private Samples() {}

  /** Puts an unsigned 16-bit sample, limited to the bits stored. */
  static void word(byte[] row, int column, double value, int bitsStored) {
    int sample = Math.clamp(Math.round(value), 0, (1 << bitsStored) - 1);
    row[2 * column] = (byte) sample;
    row[2 * column + 1] = (byte) (sample >>> 8);
  }

  /** Puts the colours of a pixel, limited to 0 to 255. */
  static void rgb(byte[] row, int column, double red, double green, double blue) {
    row[3 * column] = (byte) Math.clamp(Math.round(red), 0, 255);
    row[3 * column + 1] = (byte) Math.clamp(Math.round(green), 0, 255);
    row[3 * column + 2] = (byte) Math.clamp(Math.round(blue), 0, 255);
  }
}
