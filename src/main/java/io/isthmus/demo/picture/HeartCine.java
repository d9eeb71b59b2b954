package io.isthmus.demo.picture;

/** A colour ultrasound cine of a made-up beating heart, one beat that can be looped. Immutable. */
public final class HeartCine implements Picture {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 360;
  private static final double APEX_X = 236;
  private static final double APEX_Y = 16;
  private static final double MM_PER_PIXEL = 0.5;
  private static final double DEPTH = 158;
  private static final double HALF_ANGLE = 0.68;

  private final int frames;
  private final Noise noise;

  /** A beat in some frames. */
  public HeartCine(int frames, int seed) {
    this.frames = frames;
    this.noise = new Noise(seed);
  }

  @Override
  public PixelFormat format() {
    return PixelFormat.rgb(WIDTH, HEIGHT);
  }

  @Override
  public int frames() {
    return frames;
  }

  @Override
  public Rows frame(int index) {
    RgbFrame frame = new RgbFrame(WIDTH, HEIGHT);
    HeartPhase heart = new HeartPhase((double) index / frames, noise);
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        pixel(frame, heart, column, row, index);
      }
    }
    furniture(frame, index);
    return frame;
  }

  private void pixel(RgbFrame frame, HeartPhase heart, int column, int row, int index) {
    double x = (column - APEX_X) * MM_PER_PIXEL;
    double y = (row - APEX_Y) * MM_PER_PIXEL;
    double range = Math.hypot(x, y);
    double angle = Math.atan2(x, y);
    if (range > DEPTH || range < 6 || Math.abs(angle) > HALF_ANGLE) {
      return;
    }
    double fade =
        Noise.step(HALF_ANGLE, HALF_ANGLE - 0.015, Math.abs(angle))
            * Noise.step(DEPTH, DEPTH - 1, range);
    double echo = heart.echo(x, y) * speckle(heart, x, y) * (1.1 - 0.4 * range / DEPTH);
    double haze = 0.012 * Math.abs(noise.normal(column / 2, row / 2, index));
    double grey = fade * Math.clamp(205 + 62 * Math.log(echo + haze + 0.004), 0.0, 255.0);
    double speed = inBox(range, angle) ? heart.speed(x, y) : 0;
    if (Math.abs(speed) > 0.14) {
      flow(frame, column, row, speed);
    } else {
      frame.set(column, row, grey, grey, grey * 0.97 + 2);
    }
  }

  /** Grains that are fine along the beam, broad across it, and move with the muscle. */
  private double speckle(HeartPhase heart, double x, double y) {
    double still = heart.undoneX(x);
    double down = heart.undoneY(y);
    double range = Math.hypot(still, down);
    double across = Math.atan2(still, down);
    double real = noise.smooth(range / 1.1, across / 0.021, 0.5);
    double imaginary = noise.smooth(range / 1.1 + 400, across / 0.021, 0.5);
    return 1.7 * Math.hypot(real, imaginary) + 0.05;
  }

  private static boolean inBox(double range, double angle) {
    return range > 32 && range < 148 && Math.abs(angle) < 0.36;
  }

  /** Red towards the probe, blue away from it, lighter when faster. */
  private static void flow(RgbFrame frame, int column, int row, double speed) {
    double v = Math.min(1, Math.abs(speed));
    if (speed > 0) {
      frame.set(column, row, 90 + 190 * v, 230 * v * v, 20 * v);
    } else {
      frame.set(column, row, 10 * v, 210 * v * v, 100 + 190 * v);
    }
  }

  private void furniture(RgbFrame frame, int index) {
    for (int i = 0; i < 90; i++) {
      flow(frame, 452, 40 + i, (45.5 - i) / 46);
      for (int x = 453; x < 462; x++) {
        flow(frame, x, 40 + i, (45.5 - i) / 46);
      }
    }
    frame.text("+", 452, 30, 1, 0xC0C0C0);
    for (int cm = 0; cm <= 15; cm++) {
      int y = (int) (APEX_Y + 10 * cm / MM_PER_PIXEL);
      frame.fill(430, y, cm % 5 == 0 ? 9 : 4, 1, 0xA0A0A0);
    }
    box(frame);
    for (int x = 20; x < 420; x++) {
      int y = ecgRow(x);
      int next = ecgRow(x + 1);
      frame.fill(x, Math.min(y, next), 1, Math.abs(next - y) + 1, 0x30D060);
    }
    frame.fill(20 + 200 * index / frames + 100, 334, 2, 22, 0xF0E060);
    frame.text("ISTHMUS DEMO", 8, 8, 1, 0xE0E0E0);
    frame.text("MADE-UP HEART", 8, 18, 1, 0xA0A0A0);
    frame.text("FR %d/%d".formatted(index + 1, frames), 8, 28, 1, 0xA0A0A0);
  }

  private static void box(RgbFrame frame) {
    for (double range = 32; range < 148; range += 0.4) {
      dot(frame, range, -0.36);
      dot(frame, range, 0.36);
    }
    for (double angle = -0.36; angle < 0.36; angle += 0.004) {
      dot(frame, 32, angle);
      dot(frame, 148, angle);
    }
  }

  private static void dot(RgbFrame frame, double range, double angle) {
    int x = (int) Math.round(APEX_X + range * Math.sin(angle) / MM_PER_PIXEL);
    int y = (int) Math.round(APEX_Y + range * Math.cos(angle) / MM_PER_PIXEL);
    frame.set(x, y, 120, 120, 130);
  }

  /** Two beats across the strip; the one in the middle is the one that is shown. */
  private static int ecgRow(int x) {
    double beat = (x - 120) / 200.0;
    double t = beat - Math.floor(beat);
    double p = 4 * Math.exp(-Math.pow((t - 0.82) / 0.03, 2));
    double r =
        15 * Math.exp(-Math.pow((t - 0.98) / 0.012, 2))
            - 4 * Math.exp(-Math.pow((t - 0.02) / 0.012, 2));
    double wave = 5 * Math.exp(-Math.pow((t - 0.32) / 0.05, 2));
    return (int) Math.round(350 - p - r - wave);
  }
}
