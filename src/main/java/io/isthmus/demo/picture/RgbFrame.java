package io.isthmus.demo.picture;

/** A colour frame to draw on. Not thread safe. */
final class RgbFrame implements Picture.Rows {
  final int width;
  final int height;
  private final byte[] samples;

  /** A black frame. */
  RgbFrame(int width, int height) {
    this.width = width;
    this.height = height;
    this.samples = new byte[3 * width * height];
  }

  /** Colours a pixel, each part limited to 0 to 255; outside of the frame nothing happens. */
  void set(int x, int y, double red, double green, double blue) {
    if (x >= 0 && x < width && y >= 0 && y < height) {
      int i = 3 * (y * width + x);
      samples[i] = (byte) Math.clamp(Math.round(red), 0, 255);
      samples[i + 1] = (byte) Math.clamp(Math.round(green), 0, 255);
      samples[i + 2] = (byte) Math.clamp(Math.round(blue), 0, 255);
    }
  }

  /** Fills a rectangle. */
  void fill(int left, int top, int columns, int rows, int rgb) {
    for (int y = top; y < top + rows; y++) {
      for (int x = left; x < left + columns; x++) {
        set(x, y, rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF);
      }
    }
  }

  /** Writes capitals, figures and a few signs, each dot {@code scale} pixels wide. */
  void text(String text, int left, int top, int scale, int rgb) {
    Glyphs.draw(text, (x, y) -> fill(left + x * scale, top + y * scale, scale, scale, rgb));
  }

  @Override
  public void row(int y, byte[] target) {
    System.arraycopy(samples, 3 * width * y, target, 0, 3 * width);
  }
}
