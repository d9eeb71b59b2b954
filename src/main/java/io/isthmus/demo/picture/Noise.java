package io.isthmus.demo.picture;

/**
 * Reproducible randomness in space: the value depends on the place and the seed only, so that
 * slices and frames can be made alone and in any order. Immutable.
 */
final class Noise {
  private static final double TO_UNIT = 1.0 / (1 << 16);

  /** Standard deviation of the sum of four uniform bytes. */
  private static final float BYTE_SUM_SIGMA = 147.8f;

  private final int seed;

  Noise(int seed) {
    this.seed = seed * 0x9E3779B9;
  }

  /** 32 well mixed bits for a place. */
  int bits(int x, int y, int z) {
    int h = seed + x * 0x85EBCA6B + y * 0xC2B2AE35 + z * 0x27D4EB2F;
    h = (h ^ (h >>> 15)) * 0x2C1B3C6D;
    h = (h ^ (h >>> 12)) * 0x297A2D39;
    return h ^ (h >>> 15);
  }

  /** Evenly spread over 0 to 1. */
  double uniform(int x, int y, int z) {
    return (bits(x, y, z) >>> 16) * TO_UNIT;
  }

  /** White noise, nearly normal, with mean 0 and standard deviation 1. */
  float normal(int x, int y, int z) {
    int h = bits(x, y, z);
    int sum = (h & 0xFF) + (h >>> 8 & 0xFF) + (h >>> 16 & 0xFF) + (h >>> 24);
    return (sum - 510) / BYTE_SUM_SIGMA;
  }

  /** Gradient noise of about -1 to 1 whose features are about one unit wide. */
  double smooth(double x, double y, double z) {
    int x0 = (int) Math.floor(x);
    int y0 = (int) Math.floor(y);
    int z0 = (int) Math.floor(z);
    double fx = x - x0;
    double fy = y - y0;
    double fz = z - z0;
    double u = ease(fx);
    double v = ease(fy);
    return mix(
        plane(x0, y0, z0, fx, fy, fz, u, v), plane(x0, y0, z0 + 1, fx, fy, fz - 1, u, v), ease(fz));
  }

  /** Several octaves of {@link #smooth}, each of half the size and half the strength. */
  double fractal(double x, double y, double z, int octaves) {
    double sum = 0;
    double strength = 1;
    double scale = 1;
    for (int i = 0; i < octaves; i++) {
      sum += strength * smooth(x * scale + 17.3 * i, y * scale, z * scale);
      strength /= 2;
      scale *= 2;
    }
    return sum;
  }

  private double plane(int x, int y, int z, double fx, double fy, double fz, double u, double v) {
    return mix(
        mix(gradient(x, y, z, fx, fy, fz), gradient(x + 1, y, z, fx - 1, fy, fz), u),
        mix(
            gradient(x, y + 1, z, fx, fy - 1, fz),
            gradient(x + 1, y + 1, z, fx - 1, fy - 1, fz),
            u),
        v);
  }

  private double gradient(int x, int y, int z, double fx, double fy, double fz) {
    int h = bits(x, y, z);
    double a = (h & 8) == 0 ? fx : fy;
    double b = (h & 12) == 0 ? fy : fz;
    return ((h & 1) == 0 ? a : -a) + ((h & 2) == 0 ? b : -b);
  }

  private static double ease(double t) {
    return t * t * t * (t * (t * 6 - 15) + 10);
  }

  static double mix(double from, double to, double share) {
    return from + (to - from) * share;
  }

  /** 0 up to one edge, 1 from the other, and smoothly between. */
  static double step(double from, double to, double value) {
    double t = Math.clamp((value - from) / (to - from), 0.0, 1.0);
    return t * t * (3 - 2 * t);
  }
}
