package io.isthmus.demo.picture;

/** A colour capture of a made-up map of blood flow in the brain, with its scale. Immutable. */
public final class PerfusionMap implements Picture {
  private static final int SIZE = 512;
  private static final int SCALE = 2;

  private final Noise noise;
  private final HeadMr head;

  /** A map over one slice of a head. */
  public PerfusionMap(int seed) {
    this.noise = new Noise(seed);
    this.head = new HeadMr(24, seed, HeadMr.Weighting.T1);
  }

  @Override
  public PixelFormat format() {
    return PixelFormat.rgb(SIZE, SIZE);
  }

  @Override
  public Rows frame(int index) {
    RgbFrame frame = new RgbFrame(SIZE, SIZE);
    Rows slice = head.slice(13).frame(0);
    byte[] row = new byte[SIZE];
    Shape brain = Shape.ellipse(0, 2, 60, 76);
    for (int y = 0; y < SIZE / SCALE; y++) {
      slice.row(y, row);
      for (int x = 0; x < SIZE / SCALE; x++) {
        double grey = ((row[2 * x] & 0xFF) | (row[2 * x + 1] & 0xFF) << 8) / 3.6;
        for (int i = 0; i < SCALE * SCALE; i++) {
          pixel(frame, brain, SCALE * x + i % SCALE, SCALE * y + i / SCALE, grey);
        }
      }
    }
    legend(frame);
    return frame;
  }

  private void pixel(RgbFrame frame, Shape brain, int x, int y, double grey) {
    double mmX = (x - SIZE / 2.0) * head.pixelSpacing() / SCALE;
    double mmY = (y - SIZE / 2.0) * head.pixelSpacing() / SCALE;
    double share = 0.8 * Noise.step(1, -3, brain.distance(mmX, mmY)) * Noise.step(35, 110, grey);
    double lack = Math.exp(-Math.pow((mmX - 34) / 17, 2) - Math.pow((mmY - 4) / 24, 2));
    double flow =
        0.62 + 0.30 * noise.fractal(mmX / 16, mmY / 16, 1, 3) - 0.55 * lack - 0.0016 * (grey - 100);
    int rgb = rainbow(Math.clamp(flow, 0.0, 1.0));
    frame.set(
        x,
        y,
        Noise.mix(grey, rgb >> 16, share),
        Noise.mix(grey, rgb >> 8 & 0xFF, share),
        Noise.mix(grey, rgb & 0xFF, share));
  }

  /** Black, blue, cyan, green, yellow, red, as a value grows from 0 to 1. */
  private static int rainbow(double value) {
    int red = level(1.5 - Math.abs(4 * value - 3.2));
    int green = level(1.4 - Math.abs(4 * value - 2));
    int blue = level(1.4 - Math.abs(4 * value - 0.9));
    return red << 16 | green << 8 | blue;
  }

  private static int level(double share) {
    return (int) (255 * Math.clamp(share, 0.0, 1.0));
  }

  private static void legend(RgbFrame frame) {
    for (int y = 0; y < 240; y++) {
      frame.fill(474, 136 + y, 14, 1, rainbow(1 - y / 239.0));
    }
    frame.text("HIGH", 466, 120, 1, 0xFFFFFF);
    frame.text("LOW", 468, 384, 1, 0xFFFFFF);
    frame.text("ISTHMUS DEMO", 12, 12, 2, 0xFFFFFF);
    frame.text("MADE-UP BLOOD FLOW MAP", 12, 32, 1, 0xB0B0B0);
    frame.text("NOT FOR DIAGNOSIS", 12, 494, 1, 0xB0B0B0);
    frame.text("R", 24, 250, 2, 0xFFFFFF);
  }
}
