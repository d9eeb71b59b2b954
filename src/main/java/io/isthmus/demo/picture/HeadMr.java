package io.isthmus.demo.picture;

/** A magnetic resonance study of a made-up head in axial slices. Immutable. */
public final class HeadMr {
  private static final int SIZE = 256;
  private static final double LOWEST = -52;

  /** How bright the tissues are, in stored values. */
  public enum Weighting {
    /** Fat and white matter bright, fluid dark. */
    T1(230, 28, 42, 118, 168, 132, 96, 48),
    /** Fluid bright, white matter dark. */
    T2(158, 22, 236, 128, 88, 104, 58, 244);

    final double fat;
    final double skull;
    final double fluid;
    final double cortex;
    final double white;
    final double nuclei;
    final double muscle;
    final double eye;

    Weighting(
        double fat,
        double skull,
        double fluid,
        double cortex,
        double white,
        double nuclei,
        double muscle,
        double eye) {
      this.fat = 4 * fat;
      this.skull = 4 * skull;
      this.fluid = 4 * fluid;
      this.cortex = 4 * cortex;
      this.white = 4 * white;
      this.nuclei = 4 * nuclei;
      this.muscle = 4 * muscle;
      this.eye = 4 * eye;
    }
  }

  private final int slices;
  private final Weighting weighting;
  private final Noise anatomy;
  private final Noise grain;

  /** A head from below the eyes up to the crown in some slices, the lowest one first. */
  public HeadMr(int slices, int seed, Weighting weighting) {
    this.slices = slices;
    this.weighting = weighting;
    this.anatomy = new Noise(seed);
    this.grain = new Noise(seed + (weighting == Weighting.T1 ? 1 : 2));
  }

  /** Distance between pixel centres in mm. */
  public double pixelSpacing() {
    return 0.9375;
  }

  /** Distance between the middles of slices in mm. */
  public double sliceSpacing() {
    return 132.0 / slices;
  }

  /** Where the middle of a slice lies above the middle of the head, in mm. */
  public double height(int index) {
    return LOWEST + index * sliceSpacing();
  }

  /** One slice, counted from 0. */
  public Picture slice(int index) {
    double z = height(index);
    return new Picture() {
      @Override
      public PixelFormat format() {
        return PixelFormat.grey12(SIZE, SIZE);
      }

      @Override
      public Rows frame(int frame) {
        Canvas canvas = new Canvas(SIZE, SIZE, pixelSpacing());
        new HeadSlice(canvas, anatomy, weighting, z).paint();
        return (y, target) -> {
          for (int x = 0; x < SIZE; x++) {
            Samples.word(target, x, received(canvas, x, y, index), 12);
          }
        };
      }
    };
  }

  /** The magnitude of a signal with noise in both of its parts, stronger near the coil. */
  private double received(Canvas canvas, int x, int y, int slice) {
    double far = Math.hypot(canvas.x(x), canvas.y(y)) / 100;
    double signal = canvas.values[y * SIZE + x] * (0.9 + 0.16 * far * far);
    double real = signal + 13 * grain.normal(x, y, 2 * slice);
    double imaginary = 13 * grain.normal(x, y, 2 * slice + 1);
    return Math.sqrt(real * real + imaginary * imaginary);
  }
}
