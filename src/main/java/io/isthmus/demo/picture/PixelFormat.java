package io.isthmus.demo.picture;

/**
 * How native pixels are laid out (PS3.3 C.7.6.3). All are unsigned, samples of a pixel side by
 * side.
 *
 * @param bitsAllocated 8 or 16
 * @param photometricInterpretation MONOCHROME1, MONOCHROME2 or RGB
 */
public record PixelFormat(
    int columns,
    int rows,
    int samplesPerPixel,
    int bitsAllocated,
    int bitsStored,
    String photometricInterpretation) {

  /** Grey with 12 of 16 bits. */
  public static PixelFormat grey12(int columns, int rows) {
    return new PixelFormat(columns, rows, 1, 16, 12, "MONOCHROME2");
  }

  /** Colour with 8 bits for each of red, green and blue. */
  public static PixelFormat rgb(int columns, int rows) {
    return new PixelFormat(columns, rows, 3, 8, 8, "RGB");
  }

  /** Bytes of one row. */
  public int rowLength() {
    return columns * samplesPerPixel * bitsAllocated / 8;
  }

  /** Bytes of one frame. */
  public long frameLength() {
    return (long) rows * rowLength();
  }
}
