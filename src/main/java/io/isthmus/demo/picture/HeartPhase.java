package io.isthmus.demo.picture;

/**
 * The four chambers of a heart at one moment of its beat, seen from the apex: x to the left of the
 * patient, y away from the probe, in mm. Immutable.
 */
final class HeartPhase {
  private static final double CENTRE_X = -6;
  private static final double CENTRE_Y = 92;
  private static final double RING = 98;
  private static final double LEAFLET_REACH = 24;
  private static final Shape.Box SECTOR = new Shape.Box(-125, -5, 125, 175);

  private final double squeeze;
  private final double inflow;
  private final double outflow;
  private final Shape leftVentricle;
  private final Shape rightVentricle;
  private final Shape leftAtrium;
  private final Shape leaflets;
  private final double ring;
  private final Noise noise;
  private final Shape.Field outside;
  private final Shape.Field cavities;
  private final Shape.Field tissue;
  private final Shape.Field around;

  /** A moment from 0, when the ventricles begin to contract, to 1, when they do so again. */
  HeartPhase(double moment, Noise noise) {
    this.noise = noise;
    squeeze = Math.pow(Math.sin(Math.PI * Math.min(1, moment / 0.52)), 2);
    outflow = moment < 0.36 ? Math.sin(Math.PI * moment / 0.36) : 0;
    inflow = bump(moment, 0.58, 0.09) + 0.6 * bump(moment, 0.88, 0.06);
    ring = RING - 9 * squeeze;
    double narrow = 1 - 0.27 * squeeze;
    double full = 1 + 0.16 * squeeze;
    Shape top = Shape.disc(4, 34 + 3 * squeeze, 13 * narrow);
    leftVentricle =
        Shape.ellipse(10, 72 - 4 * squeeze, 23 * narrow, 31 * (1 - 0.1 * squeeze), -0.05)
            .or(top, 22)
            .and(Shape.oval(0, ring - 60, 200, 60, 0, 8));
    rightVentricle =
        Shape.ellipse(-33, 74 - 3 * squeeze, 14 * narrow, 28, 0.22)
            .and(Shape.oval(0, ring - 60, 200, 60, 0, 8));
    leftAtrium = Shape.ellipse(13, ring + 24, 21 * full, 20 * full).without(above(ring + 2));
    Shape rightAtrium =
        Shape.ellipse(-32, ring + 22, 20 * full, 18 * full).without(above(ring + 2));
    Shape muscle = Shape.ellipse(-8, 74, 58, 60).or(Shape.ellipse(-8, 118, 56, 36), 20);
    outside = new Grid(SECTOR, 2, muscle::distance);
    Shape chambers = leftVentricle.or(rightVentricle, 0.1).or(leftAtrium, 0.1).or(rightAtrium, 0.1);
    cavities =
        new Grid(
            SECTOR, 1.2, (x, y) -> chambers.distance(x, y) + 1.6 * noise.smooth(x / 9, y / 9, 4));
    tissue = new Grid(SECTOR, 3, (x, y) -> 0.42 + 0.16 * noise.smooth(x / 14, y / 14, 1));
    around = new Grid(SECTOR, 2.5, (x, y) -> 0.16 + 0.14 * noise.smooth(x / 20, y / 9, 2));
    double open = Math.min(1, 1.3 * inflow) * 12;
    leaflets = leaflets(12, 17, ring, open).or(leaflets(-32, 13, ring, open * 0.8), 0.1);
  }

  private static Shape above(double y) {
    return Shape.oval(0, y - 60, 300, 60, 0, 8);
  }

  private static double bump(double moment, double at, double width) {
    return Math.exp(-Math.pow((moment - at) / width, 2));
  }

  /** Two leaflets hinged at the ring, closed in its plane or hanging open into the ventricle. */
  private static Shape leaflets(double x, double half, double ring, double open) {
    double tip = Math.max(1, half - half * open / 14);
    double up = ring - 3 - open * 1.1;
    return Shape.capsule(x - half, ring, 1.2, x - half + tip, up, 0.7)
        .or(Shape.capsule(x + half, ring, 1.2, x + half - tip, up, 0.7), 0.1);
  }

  /** How strongly a point sends sound back, about 0 to 1. */
  double echo(double x, double y) {
    double muscle = outside.at(x, y);
    double cavity = cavities.at(x, y);
    double echo = Noise.mix(tissue.at(x, y), around.at(x, y), Noise.step(-2, 2, muscle));
    echo += 0.75 * Math.exp(-Math.pow(muscle / 2.2, 2)) * Noise.step(20, 70, y);
    echo += 0.30 * Math.exp(-Math.pow((cavity - 1.2) / 1.5, 2));
    echo = Noise.mix(0.012, echo, Noise.step(-0.9, 1.1, cavity));
    boolean nearValves = Math.abs(y - ring) < LEAFLET_REACH;
    return nearValves
        ? Math.max(echo, 0.95 * Noise.step(0.9, -0.5, leaflets.distance(x, y)))
        : echo;
  }

  /** Speed of the blood towards the probe, -1 to 1; 0 in tissue. */
  double speed(double x, double y) {
    double edge =
        Math.min(
            Math.min(leftVentricle.distance(x, y), leftAtrium.distance(x, y)),
            rightVentricle.distance(x, y));
    double inside = Noise.step(-0.5, -3.5, edge);
    if (inside <= 0) {
      return 0;
    }
    double swirl = 1 + 0.35 * noise.smooth(x / 6, y / 6, 8 * (inflow + outflow));
    double jet = Math.exp(-Math.pow((x - 13) / 11, 2)) * Math.exp(-Math.pow((y - 84) / 30, 2));
    double right = 0.7 * Math.exp(-Math.pow((x + 32) / 8, 2) - Math.pow((y - 84) / 22, 2));
    double outlet =
        Math.exp(-Math.pow((x - 1 - 0.09 * (100 - y)) / 8, 2))
            * Noise.step(40, 92, y)
            * Noise.step(104, 98, y);
    return inside * swirl * (inflow * (jet + right) - 0.9 * outflow * outlet);
  }

  /** Where a point of the muscle lies when the heart is at rest. */
  double undoneX(double x) {
    return CENTRE_X + (x - CENTRE_X) * (1 + 0.05 * squeeze);
  }

  /** Where a point of the muscle lies when the heart is at rest. */
  double undoneY(double y) {
    return CENTRE_Y + (y - CENTRE_Y) * (1 + 0.035 * squeeze);
  }
}
