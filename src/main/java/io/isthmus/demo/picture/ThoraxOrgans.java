package io.isthmus.demo.picture;

/** Paints the soft organs of the chest into an axial slice, in Hounsfield units. */
final class ThoraxOrgans {
  private static final double BLOOD = 172;
  private static final double MUSCLE = 62;

  private final Canvas canvas;
  private final Noise noise;
  private final double z;

  ThoraxOrgans(Canvas canvas, Noise noise, double z) {
    this.canvas = canvas;
    this.noise = noise;
    this.z = z;
  }

  /** Air, vessels, the crack between the lobes, and one nodule at 84 mm in the right upper lobe. */
  void lungs(ThoraxShapes shapes, VesselTree vessels, double thickness) {
    Shape.Field texture =
        new Grid(
            shapes.lungs.bounds(), 2.5, (x, y) -> 22 * noise.fractal(x / 14, y / 14, z / 14, 2));
    canvas.paint(shapes.lungs, 1.3, (x, y, before) -> -872 + 0.32 * (y + 40) + texture.at(x, y));
    vessels.paint(canvas, shapes.lungs, z, thickness, 60);
    double high = 84 - z;
    double radius = Math.sqrt(Math.max(0, 49 - high * high));
    if (radius > 1) {
      Shape nodule =
          Shape.disc(-88, -6, radius)
              .rough(1.8, (x, y) -> 1.8 * noise.smooth(x / 2.5, y / 2.5, z / 4));
      canvas.paint(nodule, 1.6, 38);
    }
  }

  /** Muscle around four chambers filled with contrast, fat around it. */
  void heart(ThoraxShapes shapes) {
    if (z < 126 || z > 243) {
      return;
    }
    canvas.paint(shapes.heart.grown(-2), 2, MUSCLE + 28);
    Shape inner = shapes.heart.grown(-9);
    double low = Noise.step(135, 165, z) * Noise.step(240, 215, z);
    chamber(Shape.ellipse(46, -16, 30 * low, 17 * low, 0.55).and(inner), BLOOD + 14);
    chamber(Shape.ellipse(8, -46, 32 * low, 15 * low, 0.3).and(inner), BLOOD - 12);
    chamber(Shape.ellipse(-28, -22, 20 * low, 24 * low, -0.2).and(inner), BLOOD - 14);
    double atrium = Noise.step(125, 145, z) * Noise.step(205, 185, z);
    chamber(Shape.ellipse(4, 10, 30 * atrium, 15 * atrium, 0.1).and(inner.grown(6)), BLOOD + 6);
  }

  private void chamber(Shape shape, double value) {
    canvas.paint(shape.rough(2.5, (x, y) -> 2.5 * noise.smooth(x / 8, y / 8, z / 12)), 2.5, value);
  }

  /** Liver with its veins on the right; stomach with air, and spleen on the left. */
  void abdomen(ThoraxShapes shapes) {
    Shape.Field liver = new Grid(shapes.liver.bounds(), 1.4, this::liver);
    canvas.paint(shapes.liver.and(shapes.cage.grown(-1)), 1.6, (x, y, before) -> liver.at(x, y));
    canvas.paint(shapes.spleen.and(shapes.cage.grown(-1)), 1.6, -60);
    if (z > 222) {
      double size = Noise.step(222, 275, z);
      Shape spleen = Shape.ellipse(100, 42, 24 * size, 44 * size, -0.25);
      canvas.paint(spleen.and(shapes.cage.grown(-3)), 1.5, 122);
      Shape stomach = Shape.ellipse(52, -14, 46 * size, 40 * size, 0.25);
      Shape wall = stomach.and(shapes.spleen.grown(-4));
      canvas.paint(wall, 1.5, 78);
      canvas.paint(
          wall.grown(-4),
          1.5,
          (x, y, before) -> y < -26 ? -960 : 22 + 14 * noise.fractal(x / 5, y / 5, z / 5, 2));
    }
  }

  private double liver(double x, double y) {
    double vein = Math.abs(noise.smooth(x / 46 + 3, y / 40, z / 60));
    double size = 0.02 + 0.05 * noise.smooth(x / 50, y / 50, 9 + z / 70);
    return 112 + 34 * Noise.step(size + 0.02, size - 0.02, vein);
  }

  /** Aorta, pulmonary trunk, caval veins, and the branches of the arch above. */
  void vessels() {
    if (z < 62) {
      vessel(-16, -34, 6.5, BLOOD);
      vessel(-2, -26, 5, BLOOD + 20);
      vessel(17, -20, 5, BLOOD + 20);
      vessel(-26, -44, 8, BLOOD + 60);
      vessel(24, -44, 8, BLOOD - 30);
    }
    if (z >= 52 && z < 190) {
      vessel(-25 - 4 * Noise.step(60, 180, z), -26, 9, BLOOD + 50);
    }
    if (z >= 58 && z < 78) {
      canvas.paint(Shape.capsule(-8, -38, 14, 22, 38, 12), 1.6, BLOOD + 20);
    } else if (z >= 78) {
      vessel(22 - 8 * Noise.step(120, 300, z), 42, 12.5, BLOOD + 16);
      if (z < 160) {
        vessel(-8 + 10 * Noise.step(80, 160, z), -38, 15.5, BLOOD + 18);
      }
    }
    if (z >= 92 && z < 128) {
      Shape trunk = Shape.capsule(24, -36, 13, 8, 2, 11);
      Shape right = Shape.capsule(8, 2, 9, -38, 6, 7.5);
      Shape left = Shape.capsule(24, -20, 10, 42, 10, 8);
      Shape branches = z < 104 ? trunk.or(left, 8) : trunk.or(right, 8);
      canvas.paint(branches, 1.6, BLOOD + 2);
    }
    if (z >= 205) {
      vessel(-26, 6, 12, BLOOD - 34);
    }
  }

  private void vessel(double x, double y, double radius, double value) {
    canvas.paint(Shape.disc(x, y, radius + 1), 1.2, MUSCLE);
    canvas.paint(Shape.disc(x, y, radius), 1.6, value);
  }

  /** Trachea, the two main bronchi below its fork at 92 mm, and the gullet behind. */
  void airways() {
    if (z < 92) {
      airway(Shape.oval(-2, 4, 9.5, 8.5, 0, 2.2));
    } else if (z < 124) {
      double out = (z - 92) * 1.05;
      airway(Shape.ellipse(-8 - out, 8, 9 - 0.05 * out, 6.8));
      airway(Shape.ellipse(8 + out, 10, 8.5 - 0.05 * out, 6.2));
    }
    double x = 4 + 12 * Noise.step(150, 290, z);
    canvas.paint(Shape.ellipse(x, 26, 7.5, 5.5), 1.5, 52);
    canvas.paint(Shape.ellipse(x, 25, 2, 1.2), 1.5, -300);
  }

  private void airway(Shape shape) {
    canvas.paint(shape.grown(1.4), 1, 40);
    canvas.paint(shape, 1.1, -990);
  }
}
