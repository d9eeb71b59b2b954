package io.isthmus.demo.picture;

/**
 * A plane of values to paint on, in millimetres from its centre, x to the right and y downwards.
 * Not thread safe.
 */
final class Canvas {
  private static final int TILE = 8;

  /** Twice the half diagonal: the distances of flat ellipses are only about exact. */
  private static final double TILE_REACH = 1.42 * TILE;

  final int width;
  final int height;
  final float[] values;
  private final double spacing;
  private final double left;
  private final double top;

  /** A canvas of zeros whose pixels are {@code spacing} mm apart. */
  Canvas(int width, int height, double spacing) {
    this.width = width;
    this.height = height;
    this.spacing = spacing;
    this.left = -spacing * (width - 1) / 2;
    this.top = -spacing * (height - 1) / 2;
    this.values = new float[width * height];
  }

  /** Where the centre of a column lies, in mm. */
  double x(int column) {
    return left + column * spacing;
  }

  /** Where the centre of a row lies, in mm. */
  double y(int row) {
    return top + row * spacing;
  }

  /** Makes what is in the shape a value, with an edge as soft as a pixel. */
  void paint(Shape shape, double value) {
    paint(shape, spacing, (x, y, before) -> value);
  }

  /** Makes what is in the shape a value, with an edge that is some mm soft. */
  void paint(Shape shape, double softness, double value) {
    paint(shape, softness, (x, y, before) -> value);
  }

  /** Adds a value to what is in the shape, with an edge that is some mm soft. */
  void add(Shape shape, double softness, double value) {
    paint(shape, softness, (x, y, before) -> before + value);
  }

  /** Replaces what is in the shape, with an edge that is some mm soft. */
  void paint(Shape shape, double softness, Brush brush) {
    Shape.Box box = shape.bounds().grown(softness);
    int firstColumn = Math.max(0, (int) ((box.left() - left) / spacing));
    int lastColumn = Math.min(width - 1, (int) ((box.right() - left) / spacing) + 1);
    int firstRow = Math.max(0, (int) ((box.top() - top) / spacing));
    int lastRow = Math.min(height - 1, (int) ((box.bottom() - top) / spacing) + 1);
    for (int row = firstRow; row <= lastRow; row += TILE) {
      for (int column = firstColumn; column <= lastColumn; column += TILE) {
        paintTile(
            shape,
            softness,
            brush,
            new Tile(
                column,
                row,
                Math.min(lastColumn, column + TILE - 1),
                Math.min(lastRow, row + TILE - 1)));
      }
    }
  }

  private record Tile(int left, int top, int right, int bottom) {}

  /** Most tiles lie wholly inside or outside, which the distance of their middle tells. */
  private void paintTile(Shape shape, double softness, Brush brush, Tile tile) {
    double middle = shape.distance(x(tile.left + TILE / 2), y(tile.top + TILE / 2));
    double reach = TILE_REACH * spacing + softness;
    if (middle > reach) {
      return;
    }
    boolean whole = middle < -reach;
    for (int row = tile.top; row <= tile.bottom; row++) {
      double y = y(row);
      for (int column = tile.left; column <= tile.right; column++) {
        double x = x(column);
        double cover = whole ? 1 : 0.5 - shape.distance(x, y) / softness;
        if (cover > 0) {
          int i = row * width + column;
          double colour = brush.at(x, y, values[i]);
          values[i] += (float) ((colour - values[i]) * Math.min(1, cover));
        }
      }
    }
  }

  /** Replaces every value. */
  void each(Brush brush) {
    for (int row = 0; row < height; row++) {
      double y = y(row);
      for (int column = 0; column < width; column++) {
        int i = row * width + column;
        values[i] = (float) brush.at(x(column), y, values[i]);
      }
    }
  }

  /** The value between the pixels, in units of columns and rows. */
  float between(double column, double row) {
    double c = Math.clamp(column, 0.0, width - 1.001);
    double r = Math.clamp(row, 0.0, height - 1.001);
    int left = (int) c;
    int top = (int) r;
    int i = top * width + left;
    float fx = (float) (c - left);
    float fy = (float) (r - top);
    float upper = values[i] + (values[i + 1] - values[i]) * fx;
    float lower = values[i + width] + (values[i + width + 1] - values[i + width]) * fx;
    return upper + (lower - upper) * fy;
  }

  /** What a point becomes. */
  interface Brush {
    double at(double x, double y, double before);
  }
}
