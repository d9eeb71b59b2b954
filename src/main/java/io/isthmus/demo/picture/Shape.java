package io.isthmus.demo.picture;

/** A region of the plane in millimetres, given by how far a point is outside of it. */
interface Shape {
  /** Distance to the border in mm, negative inside; near the border it is about exact. */
  double distance(double x, double y);

  /** A rectangle that holds the shape. */
  Box bounds();

  /** A rectangle, in mm. */
  record Box(double left, double top, double right, double bottom) {
    static Box around(double x, double y, double reach) {
      return new Box(x - reach, y - reach, x + reach, y + reach);
    }

    Box grown(double by) {
      return new Box(left - by, top - by, right + by, bottom + by);
    }

    Box with(Box other) {
      return new Box(
          Math.min(left, other.left),
          Math.min(top, other.top),
          Math.max(right, other.right),
          Math.max(bottom, other.bottom));
    }
  }

  /** An ellipse with half axes in mm, turned clockwise by an angle in radians. */
  static Shape ellipse(double x, double y, double halfWidth, double halfHeight, double angle) {
    return oval(x, y, halfWidth, halfHeight, angle, 2);
  }

  /** An upright ellipse with half axes in mm. */
  static Shape ellipse(double x, double y, double halfWidth, double halfHeight) {
    return oval(x, y, halfWidth, halfHeight, 0, 2);
  }

  /** A disc. */
  static Shape disc(double x, double y, double radius) {
    return oval(x, y, radius, radius, 0, 2);
  }

  /** A superellipse: the larger the exponent, the more it fills its rectangle. */
  static Shape oval(
      double x, double y, double halfWidth, double halfHeight, double angle, double exponent) {
    return new Oval(x, y, halfWidth, halfHeight, Math.cos(angle), Math.sin(angle), exponent);
  }

  /** All points closer to a line than a radius that changes from one end to the other. */
  static Shape capsule(double x1, double y1, double radius1, double x2, double y2, double radius2) {
    return new Capsule(x1, y1, radius1, x2 - x1, y2 - y1, radius2 - radius1);
  }

  /** The shape, larger by some mm on all sides. */
  default Shape grown(double by) {
    return new Changed(bounds().grown(by), (x, y) -> distance(x, y) - by);
  }

  /** What lies in both. */
  default Shape and(Shape other) {
    return new Changed(bounds(), (x, y) -> Math.max(distance(x, y), other.distance(x, y)));
  }

  /** What does not lie in the other. */
  default Shape without(Shape other) {
    return new Changed(bounds(), (x, y) -> Math.max(distance(x, y), -other.distance(x, y)));
  }

  /** Both, with the notch between them rounded over some mm. */
  default Shape or(Shape other, double rounding) {
    return new Changed(
        bounds().with(other.bounds()).grown(rounding / 4),
        (x, y) -> {
          double a = distance(x, y);
          double b = other.distance(x, y);
          double h = Math.max(rounding - Math.abs(a - b), 0) / rounding;
          return Math.min(a, b) - h * h * rounding / 4;
        });
  }

  /** The shape with its border displaced, by at most reach mm. */
  default Shape rough(double reach, Field displacement) {
    return new Changed(
        bounds().grown(reach),
        (x, y) -> {
          double distance = distance(x, y);
          return Math.abs(distance) > 3 * reach ? distance : distance - displacement.at(x, y);
        });
  }

  /** About the same shape, its distances known every {@code step} mm and interpolated between. */
  default Shape sampled(double step) {
    return sampled(step, 2 * step);
  }

  /** The same with distances known up to some mm outside of the bounds; farther out they stay. */
  default Shape sampled(double step, double margin) {
    Box area = bounds().grown(margin);
    return new Changed(bounds(), new Grid(area, step, this::distance));
  }

  /** A number for each point of the plane. */
  interface Field {
    double at(double x, double y);
  }

  /** A shape made out of others. */
  record Changed(Box bounds, Field field) implements Shape {
    @Override
    public double distance(double x, double y) {
      return field.at(x, y);
    }
  }

  /** See {@link #oval}. */
  record Oval(
      double x,
      double y,
      double halfWidth,
      double halfHeight,
      double cos,
      double sin,
      double exponent)
      implements Shape {
    @Override
    public double distance(double px, double py) {
      double dx = px - x;
      double dy = py - y;
      double a = Math.abs(dx * cos + dy * sin) / halfWidth;
      double b = Math.abs(dy * cos - dx * sin) / halfHeight;
      double f =
          exponent == 2
              ? Math.sqrt(a * a + b * b)
              : Math.pow(Math.pow(a, exponent) + Math.pow(b, exponent), 1 / exponent);
      return f < 1e-6
          ? -Math.min(halfWidth, halfHeight)
          : Math.sqrt(dx * dx + dy * dy) * (1 - 1 / f);
    }

    @Override
    public Box bounds() {
      return sin == 0
          ? new Box(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight)
          : Box.around(x, y, Math.max(halfWidth, halfHeight) * (exponent > 2 ? 1.4 : 1));
    }
  }

  /** See {@link #capsule}. */
  record Capsule(double x, double y, double radius, double dx, double dy, double widening)
      implements Shape {
    @Override
    public double distance(double px, double py) {
      double length = dx * dx + dy * dy;
      double t = length == 0 ? 0 : Math.clamp(((px - x) * dx + (py - y) * dy) / length, 0.0, 1.0);
      double ox = px - x - t * dx;
      double oy = py - y - t * dy;
      return Math.sqrt(ox * ox + oy * oy) - radius - t * widening;
    }

    @Override
    public Box bounds() {
      double widest = Math.max(radius, radius + widening);
      return Box.around(x, y, widest).with(Box.around(x + dx, y + dy, widest));
    }
  }
}
