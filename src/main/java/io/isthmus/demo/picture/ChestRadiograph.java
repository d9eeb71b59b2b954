package io.isthmus.demo.picture;

/**
 * A plain film of a made-up chest from the back to the front, in 12 bits. What is painted is how
 * much the body attenuates; it is painted coarsely, and only the grain is as fine as the pixels.
 * Immutable.
 */
public final class ChestRadiograph implements Picture {
  private static final int SCALE = 4;
  private static final int COLUMNS = 2048;
  private static final int ROWS = 2496;
  private static final double BASE = 260;
  private static final int WHITE = 4095;

  private final boolean inverted;
  private final Noise noise;
  private final int seed;

  /** A film; inverted, low values are what attenuates, to be shown as MONOCHROME1. */
  public ChestRadiograph(int seed, boolean inverted) {
    this.inverted = inverted;
    this.noise = new Noise(seed);
    this.seed = seed;
  }

  /** Distance between pixel centres in mm. */
  public double pixelSpacing() {
    return 0.17;
  }

  @Override
  public PixelFormat format() {
    return new PixelFormat(COLUMNS, ROWS, 1, 16, 12, inverted ? "MONOCHROME1" : "MONOCHROME2");
  }

  @Override
  public Rows frame(int index) {
    Canvas canvas = new Canvas(COLUMNS / SCALE, ROWS / SCALE, pixelSpacing() * SCALE);
    new ChestFilm(canvas, noise).paint(new VesselTree(seed));
    return (y, target) -> {
      for (int x = 0; x < COLUMNS; x++) {
        double film = BASE + canvas.between((x - 1.5) / SCALE, (y - 1.5) / SCALE);
        double grain = 9 * noise.normal(x, y, 0) + 11 * noise.normal(x >> 1, y >> 1, 1);
        double value = film + grain * (0.6 + film / 3000);
        Samples.word(target, x, inverted ? WHITE - value : value, 12);
      }
    };
  }
}
