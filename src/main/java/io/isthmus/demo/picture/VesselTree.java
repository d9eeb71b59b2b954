package io.isthmus.demo.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Vessels of the lungs as a tree of short tubes in space, grown from the hila. Immutable. */
final class VesselTree {
  private static final double THINNEST = 0.35;
  private static final double REACH = 150;

  /** A straight piece of vessel with its radius at both ends, in mm. */
  private record Tube(
      double x1, double y1, double z1, double r1, double x2, double y2, double z2, double r2) {}

  private final List<Tube> tubes = new ArrayList<>();

  /** Grows the same tree for the same seed. */
  VesselTree(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int side = -1; side <= 1; side += 2) {
      for (int i = 0; i < 30; i++) {
        double azimuth = Math.PI * (0.5 - i % 7 / 6.0) + 0.3 * random.nextGaussian();
        double rise = -1.1 + 2.2 * (i / 29.0) + 0.15 * random.nextGaussian();
        double[] direction = {
          side * Math.cos(azimuth) * Math.cos(rise),
          Math.sin(azimuth) * Math.cos(rise),
          Math.sin(rise)
        };
        grow(random, new double[] {side * 34, 4, 112 + 26 * rise}, direction, 3.4, 0);
      }
    }
  }

  private void grow(
      RandomGenerator random, double[] from, double[] direction, double radius, int depth) {
    if (radius < THINNEST || depth > 26 || Math.abs(from[0]) > REACH) {
      return;
    }
    double length = 3.5 + 3.4 * radius + 2.5 * random.nextDouble();
    double[] heading = unit(bent(random, direction, 0.22));
    double[] to = new double[3];
    for (int i = 0; i < 3; i++) {
      to[i] = from[i] + length * heading[i];
    }
    double thinner = radius * (0.9 + 0.06 * random.nextDouble());
    tubes.add(new Tube(from[0], from[1], from[2], radius, to[0], to[1], to[2], thinner));
    if (random.nextDouble() < 0.55) {
      double share = 0.45 + 0.4 * random.nextDouble();
      grow(random, to, bent(random, heading, 0.45), thinner * Math.sqrt(share), depth + 1);
      grow(random, to, bent(random, heading, 0.45), thinner * Math.sqrt(1.05 - share), depth + 1);
    } else {
      grow(random, to, heading, thinner, depth + 1);
    }
  }

  private static double[] bent(RandomGenerator random, double[] direction, double by) {
    return new double[] {
      direction[0] + by * random.nextGaussian(),
      direction[1] + by * random.nextGaussian(),
      direction[2] + by * random.nextGaussian()
    };
  }

  private static double[] unit(double[] v) {
    double length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    return new double[] {v[0] / length, v[1] / length, v[2] / length};
  }

  /**
   * Paints the vessels that a slab of some mm crosses, only where a point is inside of the lungs.
   */
  void paint(Canvas canvas, Shape lungs, double z, double thickness, double value) {
    for (Tube tube : tubes) {
      double low = Math.min(tube.z1, tube.z2);
      double high = Math.max(tube.z1, tube.z2);
      double widest = Math.max(tube.r1, tube.r2);
      if (high + widest / 2 >= z - thickness / 2 && low - widest / 2 <= z + thickness / 2) {
        paint(canvas, lungs, tube, z, thickness, value);
      }
    }
  }

  private static void paint(
      Canvas canvas, Shape lungs, Tube tube, double z, double thickness, double value) {
    double a = along(tube, z - thickness / 2);
    double b = along(tube, z + thickness / 2);
    double r1 = Noise.mix(tube.r1, tube.r2, a);
    double r2 = Noise.mix(tube.r1, tube.r2, b);
    Shape piece =
        Shape.capsule(
            Noise.mix(tube.x1, tube.x2, a),
            Noise.mix(tube.y1, tube.y2, a),
            r1,
            Noise.mix(tube.x1, tube.x2, b),
            Noise.mix(tube.y1, tube.y2, b),
            r2);
    double partial = Math.min(1, 0.25 + (r1 + r2) / thickness);
    canvas.paint(
        piece,
        1.1,
        (x, y, before) ->
            lungs.distance(x, y) < -0.5
                ? Math.max(before, Noise.mix(before, value, partial))
                : before);
  }

  /**
   * Adds the shadows of the vessels as seen from the front, only inside of the lungs.
   *
   * @param middle the height that comes to lie at y = 0
   * @param value what a vessel of 1 mm adds
   */
  void project(Canvas canvas, Shape lungs, double middle, double value) {
    for (Tube tube : tubes) {
      Shape shadow =
          Shape.capsule(tube.x1, tube.z1 - middle, tube.r1, tube.x2, tube.z2 - middle, tube.r2);
      canvas.paint(
          shadow,
          1.8,
          (x, y, before) ->
              lungs.distance(x, y) < -0.5 ? before + value * Math.min(3, tube.r1) : before);
    }
  }

  private static double along(Tube tube, double z) {
    double rise = tube.z2 - tube.z1;
    if (Math.abs(rise) < 1e-6) {
      return z < tube.z1 ? 0 : 1;
    }
    return Math.clamp((z - tube.z1) / rise, 0.0, 1.0);
  }
}
