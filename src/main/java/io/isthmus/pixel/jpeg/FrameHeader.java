package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.CodecException.Reason;
import io.isthmus.pixel.FrameDescription;
import java.util.List;

/**
 * A frame header (T.81 B.2.2).
 *
 * @param process the low half of the SOF marker: 0 baseline, 1 extended, 2 progressive, 3 lossless
 */
record FrameHeader(
    int process, int precision, int rows, int columns, List<FrameComponent> components) {
  static final int BASELINE = 0;
  static final int EXTENDED = 1;
  static final int PROGRESSIVE = 2;
  static final int LOSSLESS = 3;

  /** The most samples of a component per sampling unit in both directions (A.2.4). */
  private static final int MOST_FACTOR = 4;

  /** Holds the header against the data set, before anything is allocated by it. */
  void check(FrameDescription stored) throws CodecException {
    boolean same =
        rows == stored.rows()
            && columns == stored.columns()
            && components.size() == stored.samplesPerPixel()
            && precision <= stored.bitsAllocated();
    if (!same) {
      throw new CodecException(Reason.CONTRADICTS_DATA_SET, this + " in an image of " + stored);
    }
    for (FrameComponent component : components) {
      if (!factor(component.across()) || !factor(component.down())) {
        throw CodecException.malformed("sampling factors of " + component);
      }
    }
  }

  private static boolean factor(int factor) {
    return factor >= 1 && factor <= MOST_FACTOR;
  }

  /** The largest horizontal sampling factor. */
  int mostAcross() {
    return components.stream().mapToInt(FrameComponent::across).max().orElse(1);
  }

  /** The largest vertical sampling factor. */
  int mostDown() {
    return components.stream().mapToInt(FrameComponent::down).max().orElse(1);
  }

  /** MCUs of an interleaved scan in a row (A.2.3). */
  int mcusPerRow() {
    return ceiling(columns, Dct.SIZE * mostAcross());
  }

  /** Rows of MCUs of an interleaved scan. */
  int mcuRows() {
    return ceiling(rows, Dct.SIZE * mostDown());
  }

  /** A quotient, rounded up. */
  static int ceiling(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  @Override
  public String toString() {
    return "a JPEG frame of process %d, %d x %d, %d components, %d bits"
        .formatted(process, columns, rows, components.size(), precision);
  }
}
