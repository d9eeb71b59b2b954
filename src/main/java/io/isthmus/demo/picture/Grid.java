package io.isthmus.demo.picture;

/**
 * A smooth field known at the points of a coarse grid and interpolated between them: what is costly
 * to compute is computed once in some hundred pixels. Immutable.
 */
final class Grid implements Shape.Field {
  private final float[] values;
  private final int columns;
  private final int rows;
  private final double left;
  private final double top;
  private final double perMm;

  /** Samples a field in an area, every {@code step} mm. */
  Grid(Shape.Box area, double step, Shape.Field field) {
    left = area.left();
    top = area.top();
    perMm = 1 / step;
    columns = 2 + (int) Math.ceil((area.right() - left) / step);
    rows = 2 + (int) Math.ceil((area.bottom() - top) / step);
    values = new float[columns * rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        values[row * columns + column] = (float) field.at(left + column * step, top + row * step);
      }
    }
  }

  /** The value at a point; outside of the area that of the nearest border. */
  @Override
  public double at(double x, double y) {
    double column = Math.clamp((x - left) * perMm, 0.0, columns - 1.001);
    double row = Math.clamp((y - top) * perMm, 0.0, rows - 1.001);
    int c = (int) column;
    int r = (int) row;
    int i = r * columns + c;
    double fx = column - c;
    double upper = values[i] + (values[i + 1] - values[i]) * fx;
    double lower = values[i + columns] + (values[i + columns + 1] - values[i + columns]) * fx;
    return upper + (lower - upper) * (row - r);
  }
}
