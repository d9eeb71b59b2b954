package io.isthmus.demo.picture;

import java.util.ArrayList;
import java.util.List;

/** Paints the shadows of a chest over each other; x to the patient's left, y down, in mm. */
final class ChestFilm {
  private final Canvas canvas;
  private final Noise noise;

  ChestFilm(Canvas canvas, Noise noise) {
    this.canvas = canvas;
    this.noise = noise;
  }

  void paint(VesselTree vessels) {
    Shape body =
        Shape.oval(0, 96, 158, 250, 0, 3.2)
            .or(Shape.capsule(-132, -96, 48, 132, -96, 48), 70)
            .or(Shape.capsule(0, -240, 52, 0, -150, 58), 60)
            .sampled(5);
    deep(body, 1980, 30);
    Shape.Field soft =
        new Grid(body.bounds(), 6, (x, y) -> 60 * noise.fractal(x / 45, y / 45, 0, 3));
    canvas.paint(body, 8, (x, y, before) -> before + soft.at(x, y));
    Shape lungs = lung(-1).or(lung(1), 1).sampled(3);
    deep(lungs, -1180, 15);
    centre();
    canvas.paint(lungs, 6, (x, y, before) -> before + 38 * noise.fractal(x / 7, y / 7, 3, 3));
    vessels.project(canvas, lungs, 128, 24);
    spine();
    for (int side = -1; side <= 1; side += 2) {
      shoulder(side);
      for (int rib = 0; rib < 10; rib++) {
        canvas.paint(posterior(side, rib), 1, bone(posterior(side, rib), 150));
        if (rib < 7) {
          canvas.paint(anterior(side, rib), 1, bone(anterior(side, rib), 85));
        }
      }
    }
    Glyphs.draw("L", (x, y) -> canvas.paint(Shape.disc(128 + 3.4 * x, -196 + 3.4 * y, 2.3), 3500));
  }

  /** Adds what grows with the depth below the edge and levels out after some mm. */
  private void deep(Shape shape, double value, double level) {
    canvas.paint(
        shape,
        1.5,
        (x, y, before) ->
            before + value * (1 - Math.exp(Math.min(0, shape.distance(x, y)) / level)));
  }

  private static Shape lung(int side) {
    double right = side < 0 ? 1 : 0.95;
    Shape field =
        Shape.ellipse(side * 66, -62, 46, 66, side * -0.12)
            .or(Shape.ellipse(side * 78, 20, 58 * right, 112), 50);
    Shape below = Shape.ellipse(side * 76, side < 0 ? 146 : 160, 84, 62);
    Shape middle = side < 0 ? Shape.ellipse(4, 40, 44, 60) : heart();
    return field.without(below).without(Shape.capsule(0, -140, 24, 0, 120, 28)).without(middle);
  }

  private static Shape heart() {
    return Shape.ellipse(34, 62, 64, 46, 0.55).or(Shape.ellipse(18, 12, 38, 46), 24);
  }

  /** Heart, great vessels, air in the trachea and the stomach. */
  private void centre() {
    canvas.add(heart().or(Shape.ellipse(-8, 46, 40, 46), 20), 9, 330);
    canvas.add(Shape.capsule(0, -150, 26, 0, 130, 30), 16, 210);
    canvas.add(Shape.disc(27, -50, 17), 6, 190);
    canvas.add(Shape.capsule(30, -40, 11, 22, 110, 10), 6, 120);
    canvas.add(Shape.ellipse(-34, -4, 13, 24, 0.2), 16, 260);
    canvas.add(Shape.ellipse(40, -14, 13, 22, -0.2), 16, 240);
    canvas.add(Shape.capsule(0, -215, 8, -1, -58, 8.5), 5, -300);
    canvas.add(Shape.capsule(-1, -58, 6.5, -26, -30, 5.5), 6, -190);
    canvas.add(Shape.capsule(-1, -58, 6, 34, -34, 5), 6, -170);
    canvas.add(Shape.ellipse(74, 124, 27, 13), 7, -420);
  }

  private void spine() {
    for (int k = 0; k < 18; k++) {
      double y = -205 + 20.5 * k + 0.18 * k * k;
      double size = 0.8 + 0.02 * k;
      Shape body = Shape.oval(0, y, 18.5 * size, 9.3 * size, 0, 4);
      canvas.paint(body, 2, bone(body, 150));
      canvas.add(Shape.capsule(0, y, 2, 0, y + 8, 2.6), 3, 110);
      for (int side = -1; side <= 1; side += 2) {
        canvas.add(Shape.ellipse(side * 10.5 * size, y - 2, 2.8, 4), 2, 110);
        canvas.add(Shape.capsule(side * 17, y - 3, 4, side * 29, y - 5, 3), 3, 75);
      }
    }
  }

  private void shoulder(int side) {
    Shape blade =
        Shape.capsule(side * 118, -118, 8, side * 112, 0, 5)
            .or(Shape.capsule(side * 118, -118, 8, side * 150, -104, 12), 20)
            .or(Shape.capsule(side * 112, 0, 5, side * 152, -96, 8), 40);
    canvas.paint(blade, 2, bone(blade, 95));
    Shape head =
        Shape.disc(side * 166, -118, 24)
            .or(Shape.capsule(side * 172, -110, 15, side * 186, 20, 12), 16);
    canvas.paint(head, 2, bone(head, 380));
    Shape collar =
        chain(
            t -> side * (20 + 122 * t),
            t -> -112 - 36 * t - 9 * Math.sin(2 * Math.PI * t),
            7.5,
            6.5);
    canvas.paint(collar, 1.2, bone(collar, 280));
  }

  private static Shape posterior(int side, int rib) {
    double top = -150 + 25.5 * rib;
    double wide = 68 + 50 * Noise.step(-1.5, 5, rib);
    double fall = 30 + 4.5 * rib;
    return chain(
        t -> side * (22 + wide * Math.sin(t * Math.PI / 2)),
        t -> top - 12 * Math.sin(Math.PI * Math.min(1, 1.6 * t)) + fall * t * t * t * 1.25,
        5.2,
        4.6);
  }

  private static Shape anterior(int side, int rib) {
    double from = -112 + 28.0 * rib;
    double wide = 90 + 50 * Noise.step(-1.5, 5, rib);
    return chain(
        t -> side * (wide - (wide - 50) * t * t * 0.95),
        t -> from + 62 * Math.pow(t, 0.8),
        5.6,
        7.4);
  }

  private interface Course {
    double at(double t);
  }

  private static Shape chain(Course x, Course y, double from, double to) {
    List<Shape> links = new ArrayList<>();
    int pieces = 14;
    for (int i = 0; i < pieces; i++) {
      double t = (double) i / pieces;
      double u = (i + 1.0) / pieces;
      links.add(
          Shape.capsule(
              x.at(t), y.at(t), Noise.mix(from, to, t), x.at(u), y.at(u), Noise.mix(from, to, u)));
    }
    Shape.Box bounds = links.stream().map(Shape::bounds).reduce(Shape.Box::with).orElseThrow();
    Shape.Field nearest =
        (px, py) -> {
          double least = Double.MAX_VALUE;
          for (Shape link : links) {
            least = Math.min(least, link.distance(px, py));
          }
          return least;
        };
    return new Shape.Changed(bounds.grown(3), new Grid(bounds.grown(4), 1, nearest));
  }

  /** Bone is denser at its edge, where the rays pass along the cortex. */
  private Canvas.Brush bone(Shape shape, double value) {
    return (x, y, before) -> {
      double depth = -shape.distance(x, y);
      double cortex = Math.exp(-Math.pow((depth - 1.1) / 1.0, 2));
      return before + value * (0.72 + 0.75 * cortex + 0.1 * noise.smooth(x / 2.5, y / 2.5, 5));
    };
  }
}
