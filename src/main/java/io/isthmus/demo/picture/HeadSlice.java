package io.isthmus.demo.picture;

/** Paints one axial slice of a head, x to the patient's left and y to the back, in mm. */
final class HeadSlice {
  private static final double SOFT = 1.1;

  private final Canvas canvas;
  private final Noise noise;
  private final HeadMr.Weighting tissue;
  private final double z;

  HeadSlice(Canvas canvas, Noise noise, HeadMr.Weighting tissue, double z) {
    this.canvas = canvas;
    this.noise = noise;
    this.tissue = tissue;
    this.z = z;
  }

  void paint() {
    double size = z > -8 ? Math.sqrt(Math.max(0.01, 1 - Math.pow((z + 8) / 102, 2))) : 1;
    Shape head = egg(79 * size, 99 * size);
    canvas.paint(head, SOFT, tissue.muscle);
    canvas.paint(head.grown(-1.6), SOFT, tissue.fat);
    if (z < -10) {
      face(head);
    }
    double dome = Math.sqrt(Math.max(0.002, 1 - Math.pow((z + 4) / 91, 2)));
    Shape skull = egg(72.5 * dome, 91.5 * dome);
    if (z > -34) {
      canvas.paint(skull, SOFT, tissue.skull);
      canvas.paint(
          skull.grown(-2).without(skull.grown(-4)), SOFT, 0.5 * (tissue.fat + tissue.skull));
    }
    brain(z > -17 ? egg(65 * dome, 84.5 * dome) : lowBrain());
    if (z > -14 && z < 46) {
      nucleiAndVentricles();
    } else if (z <= -14) {
      hindbrain();
    }
    if (z < -24) {
      eyes();
    }
  }

  /** The outline of a skull from above: narrower in front. */
  private static Shape egg(double halfWidth, double halfLength) {
    return Shape.oval(0, 0, 0.90 * halfWidth, halfLength, 0, 2.25)
        .or(Shape.ellipse(0, 0.16 * halfLength, halfWidth, 0.80 * halfLength), 12);
  }

  private static Shape lowBrain() {
    return Shape.ellipse(-38, -4, 25, 36, 0.2)
        .or(Shape.ellipse(38, -4, 25, 36, -0.2), 6)
        .or(Shape.ellipse(0, 48, 50, 31), 10)
        .or(Shape.ellipse(0, 12, 17, 18), 6);
  }

  /**
   * Grey matter follows the surface and the furrows; the furrows are where smooth noise is zero.
   */
  private void brain(Shape brain) {
    Shape fluid = brain.grown(2.6);
    canvas.paint(fluid, SOFT, tissue.fluid);
    canvas.paint(
        brain,
        SOFT,
        (x, y, before) -> {
          double warp = 3 * noise.smooth(x / 30, y / 30, z / 30);
          double fissure = z > -17 ? Math.abs(x + 0.5 * warp) - 1.1 : 50;
          double depth = Math.min(-brain.distance(x, y), fissure);
          double fold =
              Math.abs(
                  noise.smooth((x + warp) / 15, (y - warp) / 15, z / 17)
                      + 0.25 * noise.smooth(x / 7, y / 7, z / 9));
          double reach = Noise.step(27, 7, depth);
          double furrow = 0.052 * reach - 0.012;
          double grey =
              Math.max(
                  Noise.step(0.36 * reach + 0.02, 0.26 * reach - 0.02, fold),
                  Noise.step(4.2, 2.4, depth));
          double matter = Noise.mix(tissue.white, tissue.cortex, grey);
          double open =
              Math.max(
                  Noise.step(furrow + 0.03, furrow - 0.02, fold), Noise.step(0.4, -0.6, fissure));
          return Noise.mix(matter, tissue.fluid, open);
        });
    if (z > 0) {
      canvas.paint(
          Shape.capsule(0, -90, 0.6, 0, 90, 0.6).and(brain),
          SOFT,
          0.5 * (tissue.muscle + tissue.fluid));
    }
  }

  private void nucleiAndVentricles() {
    double deep = Noise.step(-14, -4, z) * Noise.step(26, 14, z);
    double high = Noise.step(-6, 8, z) * Noise.step(44, 34, z);
    double out = 4 * Noise.step(8, 34, z);
    for (int side = -1; side <= 1; side += 2) {
      if (high > 0.02) {
        paint(Shape.ellipse(side * (24 + out), 4, 28, 58), 7, tissue.white, 0.85 * high);
      }
      if (deep > 0.02) {
        paint(Shape.ellipse(side * 26, -6, 6.5, 18, side * -0.22), 2, tissue.nuclei, deep);
        paint(Shape.ellipse(side * 18.5, -4, 5, 10, side * -0.3), 2, tissue.nuclei - 30, deep);
        paint(Shape.ellipse(side * 11, 11, 9.5, 14.5, side * -0.35), 2, tissue.nuclei, deep);
        paint(Shape.ellipse(side * 13, -26, 5.5, 9, side * 0.3), 2, tissue.nuclei, deep);
      }
      if (high > 0.02) {
        Shape horn =
            Shape.capsule(side * 6, -32, 3.8 * high, side * (7 + out), -6, 3.4 * high)
                .or(
                    Shape.capsule(
                        side * (7 + out), -6, 2.2 * high, side * (23 + out), 38, 5.4 * high),
                    6);
        canvas.paint(horn, 1.4, tissue.fluid);
      }
    }
    if (deep > 0.3) {
      canvas.paint(Shape.capsule(0, -6, 1.5 * deep, 0, 20, 1.9 * deep), 1.2, tissue.fluid);
    }
  }

  private void paint(Shape shape, double softness, double value, double share) {
    canvas.paint(shape, softness, (x, y, before) -> Noise.mix(before, value, share));
  }

  /** Pons, the fourth ventricle, and the cerebellum with its leaves. */
  private void hindbrain() {
    double down = Noise.step(-12, -24, z);
    Shape cerebellum = Shape.ellipse(0, 50, 49 * down, 29 * down);
    canvas.paint(cerebellum.grown(1.5), SOFT, tissue.fluid);
    canvas.paint(
        cerebellum,
        1.4,
        (x, y, before) -> {
          double depth = -cerebellum.distance(x, y);
          double leaf = Math.sin(1.9 * depth + 5 * noise.smooth(x / 16, y / 16, z / 20));
          double rind = Noise.mix(tissue.cortex, tissue.fluid, 0.45 * Noise.step(0.55, 1, leaf));
          return Noise.mix(rind, tissue.white, Noise.step(11, 18, depth + 2 * leaf));
        });
    Shape pons = Shape.oval(0, 12, 15 - 4 * Noise.step(-35, -52, z), 13, 0, 2.4);
    canvas.paint(pons.grown(3), 1.4, tissue.fluid);
    canvas.paint(pons, 1.4, 0.5 * (tissue.white + tissue.cortex));
    canvas.paint(Shape.ellipse(0, 28, 7.5, 3.6), 1.2, tissue.fluid);
  }

  /** Muscles of the temples, the base of the skull, the nose and its sinuses. */
  private void face(Shape head) {
    double down = Noise.step(-10, -22, z);
    Shape base = egg(71, 88);
    paint(base, 3, tissue.skull + 0.25 * tissue.muscle, down);
    for (int side = -1; side <= 1; side += 2) {
      Shape temple = Shape.ellipse(side * 66, -30, 7, 25, side * 0.25);
      paint(temple.and(head.grown(-4)), 2, tissue.muscle, down);
      paint(Shape.ellipse(side * 58, 26, 12, 11), 3, 0.4 * tissue.fat, down * 0.7);
      paint(Shape.ellipse(side * 8, -66, 5.5, 18), 2, tissue.skull / 3, down);
    }
    paint(Shape.capsule(0, -84, 1.4, 0, -52, 1.4), 1.5, tissue.muscle, down);
    paint(Shape.ellipse(0, -36, 15, 9), 2, tissue.skull / 3, Noise.step(-26, -38, z));
  }

  private void eyes() {
    double high = Math.abs(z + 38);
    double radius = Math.sqrt(Math.max(0, 150 - high * high));
    double orbit = Noise.step(18, 12, high);
    for (int side = -1; side <= 1; side += 2) {
      Shape cone = Shape.capsule(side * 32, -70, 16, side * 16, -36, 4);
      paint(cone, 2, 0.92 * tissue.fat, orbit);
      paint(Shape.capsule(side * 31, -58, 2, side * 15, -34, 2.4), 1.4, tissue.muscle, orbit);
      paint(Shape.capsule(side * 44, -68, 1.8, side * 21, -40, 2.2), 1.4, tissue.muscle, orbit);
      paint(Shape.capsule(side * 19, -68, 1.8, side * 13, -42, 2.2), 1.4, tissue.muscle, orbit);
      if (radius > 2) {
        canvas.paint(Shape.disc(side * 32, -74, radius), 1.2, tissue.muscle);
        canvas.paint(Shape.disc(side * 32, -74, radius - 1.3), 1.2, tissue.eye);
        if (radius > 9) {
          canvas.paint(Shape.ellipse(side * 32, -81.5, 4.6, 2.2), 1.2, tissue.skull);
        }
      }
    }
  }
}
