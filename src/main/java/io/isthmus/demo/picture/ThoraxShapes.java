package io.isthmus.demo.picture;

/**
 * The outlines of a made-up thorax at one height. x runs to the patient's left, y to the back, z
 * from the collar bones down to the upper abdomen, all in mm; 0 to 300 of z look like something.
 */
final class ThoraxShapes {
  private static final double COARSE = 3.6;

  final Shape body;
  final Shape cage;
  final Shape mediastinum;
  final Shape heart;
  final Shape liver;
  final Shape spleen;
  final Shape lungs;

  /** The outlines at a height, for a person of a build about 1. */
  ThoraxShapes(double z, double build) {
    double shoulders = Math.exp(-Math.pow(z / 42, 2));
    body =
        Shape.oval(0, 0, build * (158 + 20 * shoulders), build * (104 - 18 * shoulders), 0, 2.45)
            .or(Shape.ellipse(-62, 20, 78, 80), 30)
            .or(Shape.ellipse(62, 20, 78, 80), 30)
            .without(Shape.ellipse(0, 120 * build, 13, 9))
            .sampled(COARSE);
    double size = 0.5 + 0.5 * Noise.step(-25, 115, z);
    cage =
        Shape.oval(0, -4, 126 * size, 78 * size + 4, 0, 2.3)
            .or(Shape.ellipse(-56 * size, 24, 60 * size, 62 * size), 34)
            .or(Shape.ellipse(56 * size, 24, 60 * size, 62 * size), 34)
            .sampled(COARSE, 70);
    heart = heart(z).sampled(COARSE);
    mediastinum = mediastinum(z).or(heart, 14).sampled(COARSE);
    liver = dome(-58, 2, 92, 86, z - 196, 120);
    spleen = dome(66, 8, 84, 84, z - 212, 125);
    lungs = lungs(z).sampled(2.2);
  }

  private static Shape heart(double z) {
    double height = 1 - Math.pow((z - 184) / 60, 2);
    if (height <= 0.02) {
      return Shape.disc(0, -30, 1);
    }
    double size = Math.sqrt(height);
    double shift = 10 * Noise.step(130, 230, z);
    return Shape.ellipse(22 + shift, -26, 62 * size, 44 * size, 0.42)
        .or(Shape.ellipse(-18, -20, 34 * size, 36 * size), 16);
  }

  private static Shape mediastinum(double z) {
    double waist = 24 + 8 * Math.exp(-Math.pow((z - 70) / 30, 2)) + 5 * Noise.step(90, 200, z);
    return Shape.capsule(3, -84, waist - 15, 0, -20, waist)
        .or(Shape.capsule(0, -20, waist, 2, 70, waist - 2), 10)
        .or(Shape.ellipse(0, 66, 25, 26), 8);
  }

  /** What rises into the chest from below the diaphragm. */
  private static Shape dome(
      double x, double y, double halfWidth, double halfDepth, double below, double height) {
    if (below <= 0) {
      return Shape.disc(x, y, 0.01);
    }
    double up = Math.min(1, below / height);
    double size = Math.sqrt(1 - (1 - up) * (1 - up));
    return Shape.ellipse(x, y, halfWidth * size, halfDepth * size);
  }

  private Shape lungs(double z) {
    if (z < 14) {
      return Shape.disc(0, 0, 0.01);
    }
    double apex = 22 * (1 - Noise.step(10, 60, z));
    return cage.grown(-4 - apex)
        .without(mediastinum)
        .without(liver)
        .without(spleen)
        .without(Shape.ellipse(0, 62, 27, 30));
  }
}
