package io.isthmus.demo.picture;

/** A computed tomography of a made-up thorax in Hounsfield units plus 1024. Immutable. */
public final class ThoraxCt {
  /** What is subtracted from a stored value to get Hounsfield units. */
  public static final int OFFSET = 1024;

  private static final int SIZE = 512;
  private static final double HEIGHT = 300;

  private final int slices;
  private final double build;
  private final Noise noise;
  private final int seed;

  /**
   * A chest 300 mm high in some slices, the first one on top.
   *
   * @param build about 1: smaller is slimmer
   */
  public ThoraxCt(int slices, int seed, double build) {
    this.slices = slices;
    this.build = build;
    this.noise = new Noise(seed);
    this.seed = seed;
  }

  /** Distance between pixel centres in mm. */
  public double pixelSpacing() {
    return 0.703125;
  }

  /** Distance between slices, and their thickness, in mm. */
  public double sliceThickness() {
    return HEIGHT / slices;
  }

  /** One slice, counted from 0. */
  public Picture slice(int index) {
    return new Slice((index + 0.5) * sliceThickness());
  }

  private final class Slice implements Picture {
    private final double z;

    Slice(double z) {
      this.z = z;
    }

    @Override
    public PixelFormat format() {
      return PixelFormat.grey12(SIZE, SIZE);
    }

    @Override
    public Rows frame(int index) {
      Canvas canvas = paint();
      return (y, target) -> {
        for (int x = 0; x < SIZE; x++) {
          Samples.word(target, x, canvas.values[y * SIZE + x] + OFFSET, 12);
        }
      };
    }

    private Canvas paint() {
      Canvas canvas = new Canvas(SIZE, SIZE, pixelSpacing());
      ThoraxShapes shapes = new ThoraxShapes(z, build);
      canvas.each((x, y, before) -> -1000);
      table(canvas);
      wall(canvas, shapes);
      ThoraxOrgans organs = new ThoraxOrgans(canvas, noise, z);
      organs.lungs(shapes, new VesselTree(seed), sliceThickness());
      organs.heart(shapes);
      organs.abdomen(shapes);
      organs.vessels();
      organs.airways();
      new ThoraxBones(canvas, noise, z).paint(shapes.cage);
      grain(canvas);
      return canvas;
    }

    private void table(Canvas canvas) {
      Shape top = Shape.ellipse(0, -60, 250, 190);
      Shape plate = Shape.oval(0, 180, 215, 72, 0, 6).and(top);
      canvas.paint(plate.without(Shape.ellipse(0, -60, 248, 188)), 1, -420);
      canvas.paint(plate.grown(-2).and(Shape.oval(0, 180, 215, 60, 0, 6)), 1, -930);
    }

    /** Skin, fat, and muscles with fat between them, painted in one go from the outside in. */
    private void wall(Canvas canvas, ThoraxShapes shapes) {
      Shape.Box area = shapes.body.bounds();
      Shape.Field texture = new Grid(area, 3, (x, y) -> 9 * noise.smooth(x / 9, y / 9, z / 9));
      Shape.Field planes = new Grid(area, 3, (x, y) -> 1.3 * noise.smooth(x / 30, y / 30, z / 60));
      double thickness = 17 + 14 * (1 - Noise.step(20, 120, z));
      canvas.paint(
          shapes.body,
          1,
          (x, y, before) -> {
            double inwards = shapes.cage.distance(x, y);
            if (inwards < 0) {
              return -70;
            }
            double depth = -shapes.body.distance(x, y);
            double plane = planes.at(x, y);
            double muscle =
                cover(thickness + 3 * plane - inwards) * cover(depth - 6) * cover(inwards - 1);
            double fat = Noise.mix(-70, -104 + texture.at(x, y), cover(inwards - 1));
            double flesh = Noise.mix(fat, muscle(plane, inwards), muscle);
            return Noise.mix(15, flesh, cover(depth - 2));
          });
    }

    /** How much of a soft edge of 1.4 mm lies within, by the distance inwards. */
    private static double cover(double inwards) {
      return Math.clamp(0.5 + inwards / 1.4, 0.0, 1.0);
    }

    private static double muscle(double plane, double height) {
      double off = Math.abs(plane + height / 7.5 % 1.0 - 0.5);
      return Noise.mix(58, -80, 0.85 * Noise.step(0.10, 0.02, off));
    }

    private void grain(Canvas canvas) {
      int height = (int) (z * 10);
      for (int row = 0; row < SIZE; row++) {
        for (int column = 0; column < SIZE; column++) {
          double x = canvas.x(column);
          double y = canvas.y(row);
          int i = row * SIZE + column;
          float fine = noise.normal(column, row, height);
          float coarse = noise.normal(column / 2, row / 2, height + 7);
          double inside = x * x / 24000 + y * y / 11000 < 1 ? 1 : 0.45;
          canvas.values[i] += (float) (inside * (8 * fine + 7 * coarse));
        }
      }
    }
  }
}
