package io.isthmus.demo.picture;

/**
 * A made-up mammogram in 12 bits: fat, strands of glandular tissue that run to the nipple, a small
 * mass and a cluster of tiny calcifications. Painted coarsely, with grain as fine as the pixels.
 * Immutable.
 */
public final class Mammogram implements Picture {
  private static final int SCALE = 4;
  private static final int COLUMNS = 3328;
  private static final int ROWS = 4096;
  private static final double SPACING = 0.07;
  private static final double WALL = -COLUMNS * SPACING / 2;

  private final boolean right;
  private final boolean oblique;
  private final Noise noise;

  /**
   * One view.
   *
   * @param right the right breast, with the chest wall at the right side of the image
   * @param oblique mediolateral oblique, with the chest muscle; else cranio-caudal
   */
  public Mammogram(int seed, boolean right, boolean oblique) {
    this.right = right;
    this.oblique = oblique;
    this.noise = new Noise(seed + (oblique ? 1 : 0) + (right ? 2 : 0));
  }

  /** Distance between pixel centres in mm. */
  public double pixelSpacing() {
    return SPACING;
  }

  @Override
  public PixelFormat format() {
    return PixelFormat.grey12(COLUMNS, ROWS);
  }

  @Override
  public Rows frame(int index) {
    Canvas canvas = new Canvas(COLUMNS / SCALE, ROWS / SCALE, SPACING * SCALE);
    paint(canvas);
    return (y, target) -> {
      for (int x = 0; x < COLUMNS; x++) {
        double value = canvas.between((x - 1.5) / SCALE, (y - 1.5) / SCALE);
        double grain =
            value < 1 ? 0 : 16 * noise.normal(x, y, 0) + 16 * noise.normal(x >> 1, y >> 1, 1);
        Samples.word(target, right ? COLUMNS - 1 - x : x, value + grain, 12);
      }
    };
  }

  private void paint(Canvas canvas) {
    double middle = oblique ? 14 : 0;
    double reach = oblique ? 138 : 132;
    Shape breast =
        Shape.oval(WALL - 14, middle, reach, oblique ? 118 : 104, 0, 2.15)
            .or(Shape.disc(WALL + reach - 14, middle, 5), 9)
            .sampled(2);
    Shape gland =
        Shape.ellipse(WALL + 56, middle + 4, 54, oblique ? 70 : 62)
            .or(Shape.ellipse(WALL + 92, middle, 30, 26), 40)
            .sampled(3);
    Shape.Field dense = new Grid(breast.bounds(), 0.56, (x, y) -> density(x, y, middle, reach));
    canvas.paint(
        breast,
        0.4,
        (x, y, before) -> {
          double depth = -breast.distance(x, y);
          double thick = 1 - Math.exp(-depth / 9);
          double mask = Noise.step(14, -22, gland.distance(x, y));
          double skin = 260 * Math.exp(-Math.pow((depth - 1) / 0.8, 2));
          return 240 + thick * (620 + (0.12 + 0.88 * mask) * 1750 * dense.at(x, y)) + skin;
        });
    if (oblique) {
      Shape muscle = Shape.oval(WALL - 40, -150, 104, 250, 0.33, 2.4);
      canvas.paint(
          muscle.and(breast),
          3,
          (x, y, before) -> 2050 + 0.25 * before + 70 * noise.smooth((x - 0.3 * y) / 5, y / 60, 8));
    }
    lesions(canvas, middle);
  }

  /** Strands around the nipple, from 0 in fat to 1. */
  private double density(double x, double y, double middle, double reach) {
    double dx = WALL + reach - 10 - x;
    double dy = y - middle;
    double away = Math.hypot(dx, dy);
    double around = Math.atan2(dy, dx) * 46;
    double warp = 5 * noise.smooth(x / 24, y / 24, 0);
    double strands = 1 - Math.abs(noise.smooth((around + warp) / 7, (away + warp) / 30, 1)) * 2.2;
    double fine = 1 - Math.abs(noise.smooth((around + warp) / 2.6, away / 14, 2)) * 2.4;
    double clouds = 0.5 + 0.62 * noise.fractal(x / 26, y / 26, 3, 4);
    double sum = 0.55 * clouds + 0.26 * Math.max(0, strands) + 0.14 * Math.max(0, fine);
    return Math.clamp(sum + 0.05, 0.0, 1.0);
  }

  private void lesions(Canvas canvas, double middle) {
    if (right) {
      return;
    }
    Shape mass =
        Shape.disc(WALL + 62, middle - 30, 6.5)
            .rough(2.2, (x, y) -> 2.2 * noise.smooth(x / 2.4, y / 2.4, 6));
    canvas.add(mass, 3, 520);
    for (int i = 0; i < 14; i++) {
      double x = WALL + 72 + 5 * noise.normal(i, 1, 9);
      double y = middle + 26 + 4 * noise.normal(i, 2, 9);
      canvas.add(Shape.disc(x, y, 0.18 + 0.16 * noise.uniform(i, 3, 9)), 0.3, 1100);
    }
  }
}
