package io.isthmus.demo.picture;

/** Paints the bones of the chest into an axial slice, in Hounsfield units. */
final class ThoraxBones {
  private static final double CORTEX = 720;
  private static final double MARROW = 210;
  private static final double CARTILAGE = 110;
  private static final double RIB_PITCH = 27;
  private static final double VERTEBRA_PITCH = 25;

  private final Canvas canvas;
  private final Noise noise;
  private final double z;

  ThoraxBones(Canvas canvas, Noise noise, double z) {
    this.canvas = canvas;
    this.noise = noise;
    this.z = z;
  }

  void paint(Shape cage) {
    ribs(cage);
    spine();
    sternum();
    shoulderBlade(-1);
    shoulderBlade(1);
    if (z < 26) {
      collarBone(-1);
      collarBone(1);
    }
  }

  /**
   * Ribs run from the spine down and forward around the cage: a point of the wall is bone where the
   * band that its angle belongs to crosses this height.
   */
  private void ribs(Shape cage) {
    Shape wall = cage.grown(9.5).without(cage.grown(0.5));
    canvas.paint(
        wall,
        1,
        (x, y, before) -> {
          double angle = Math.abs(Math.atan2(x, y));
          double fall = 84 * Math.pow(angle / Math.PI, 1.25);
          double height = z - fall + 0.04 * x;
          double off = Math.abs(height - RIB_PITCH * Math.rint(height / RIB_PITCH));
          double across = Math.abs(cage.distance(x, y) - 5);
          double inside = 1 - Math.pow(off / 7.2, 2) - Math.pow(across / 4.1, 2);
          if (inside <= 0 || Math.abs(x) < 14) {
            return before;
          }
          if (y < -40 && Math.abs(x) < 62) {
            return Noise.mix(before, CARTILAGE, Math.min(1, 3 * inside));
          }
          double bone = inside > 0.45 ? MARROW : CORTEX;
          return Noise.mix(before, bone, Math.min(1, 4 * inside));
        });
  }

  private void spine() {
    double phase = z / VERTEBRA_PITCH - Math.floor(z / VERTEBRA_PITCH);
    boolean disc = phase > 0.82;
    double waist = 1 - 0.07 * Math.sin(Math.PI * Math.min(1, phase / 0.82));
    Shape body = Shape.oval(0, 60, 19 * waist, 15.5 * waist, 0, 2.3);
    if (disc) {
      canvas.paint(body, 1.5, 95);
      canvas.paint(body.grown(-5), 3, 75);
    } else {
      double cap = Math.max(Noise.step(0.12, 0.02, phase), Noise.step(0.70, 0.80, phase));
      canvas.paint(body, 1.2, CORTEX - 120);
      canvas.paint(body.grown(-1.6), 1.4, (x, y, before) -> trabecular(x, y) + 260 * cap);
    }
    double arch = Noise.step(0.05, 0.2, phase) * Noise.step(0.95, 0.75, phase);
    Shape lamina = Shape.disc(0, 83, 14).without(Shape.disc(0, 82, 9));
    bone(lamina, 0.55 + 0.45 * arch);
    for (int side = -1; side <= 1; side += 2) {
      if (arch > 0.2) {
        bone(Shape.capsule(side * 12, 78, 4.5, side * 34, 90, 3.6), arch);
      }
    }
    double process = Noise.step(0.25, 0.45, phase) * Noise.step(1.0, 0.85, phase);
    if (process > 0.05) {
      bone(Shape.capsule(0, 95, 3.6, 0, 97 + 9 * process, 3), process);
    }
    Shape canal = Shape.ellipse(0, 82, 9.5, 8.5);
    canvas.paint(canal, 1.2, 8);
    canvas.paint(Shape.ellipse(0, 82, 5.2, 4.4), 1.5, 42);
  }

  private double trabecular(double x, double y) {
    return MARROW - 20 + 55 * noise.smooth(x / 2.2, y / 2.2, z / 4);
  }

  private void bone(Shape shape, double share) {
    canvas.paint(shape, 1.2, (x, y, before) -> Noise.mix(before, CORTEX - 100, share));
    canvas.paint(shape.grown(-1.5), 1.2, (x, y, before) -> Noise.mix(before, MARROW + 60, share));
  }

  private void sternum() {
    if (z < 24 || z > 205) {
      return;
    }
    double width = 16 + 8 * Math.exp(-Math.pow((z - 40) / 22, 2)) - 9 * Noise.step(150, 205, z);
    double y = -84 - 6 * Noise.step(30, 150, z);
    Shape plate = Shape.oval(0, y, width, 6, 0, 2.6);
    canvas.paint(plate, 1.2, 480);
    canvas.paint(plate.grown(-1.5), 1.4, 150);
  }

  private void shoulderBlade(int side) {
    if (z > 128) {
      return;
    }
    double fade = Noise.step(128, 100, z);
    double lower = 18 * Noise.step(30, 120, z);
    Shape blade =
        Shape.capsule(side * (148 - lower), 38, 3.2, side * (84 + lower / 3), 92 - lower / 4, 2.2);
    bone(blade, fade);
    if (z < 46) {
      bone(Shape.capsule(side * 122, 62, 3, side * 140, 82, 2.6), Noise.step(46, 34, z));
      bone(Shape.ellipse(side * 152, 26, 12, 14), Noise.step(34, 14, z));
    }
  }

  private void collarBone(int side) {
    double along = 26 - z;
    bone(
        Shape.capsule(
            side * (20 + along), -72, 6.5, side * (48 + 2.6 * along), -66 + along / 3, 5.5),
        Noise.step(26, 18, z));
  }
}
