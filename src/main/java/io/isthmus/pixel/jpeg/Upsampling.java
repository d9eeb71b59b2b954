package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;

/**
 * Brings the rows of a component to the size of the image (T.81 A.1.1 leaves open how). Halved
 * components are interpolated with weights 3 and 1 to the nearer and the farther sample, others are
 * repeated, as the Independent JPEG Group's decoder does it.
 */
final class Upsampling {
  private final Plane plane;
  private final int across;
  private final int down;

  /** Upsampling of one plane of a frame. */
  static Upsampling of(FrameHeader frame, Plane plane) throws CodecException {
    int across = frame.mostAcross();
    int down = frame.mostDown();
    FrameComponent component = plane.component();
    if (across % component.across() != 0 || down % component.down() != 0) {
      throw CodecException.unsupported("sampling factors of " + component);
    }
    return new Upsampling(plane, across / component.across(), down / component.down());
  }

  private Upsampling(Plane plane, int across, int down) {
    this.plane = plane;
    this.across = across;
    this.down = down;
  }

  /** How many samples a row may get, which can be more than the image has columns. */
  int width() {
    return plane.width() * across;
  }

  /** A row of the image. */
  void row(int y, int[] line) {
    short[] samples = plane.samples();
    int from = y / down * plane.stride();
    boolean smooth = across == 2 && plane.width() > 2;
    if (smooth && down == 1) {
      halfAcross(samples, from, line);
    } else if (smooth && down == 2) {
      int neighbour = y / 2 + (y % 2 == 0 ? -1 : 1);
      neighbour = Math.max(0, Math.min(plane.height() - 1, neighbour));
      halfBoth(samples, from, neighbour * plane.stride(), line);
    } else if (across == 1) {
      for (int x = 0; x < plane.width(); x++) {
        line[x] = samples[from + x];
      }
    } else {
      for (int x = 0; x < plane.width() * across; x++) {
        line[x] = samples[from + x / across];
      }
    }
  }

  private void halfAcross(short[] samples, int from, int[] line) {
    int last = plane.width() - 1;
    int here = samples[from];
    int next = samples[from + 1];
    line[0] = here;
    line[1] = (here * 3 + next + 2) >> 2;
    for (int x = 1; x < last; x++) {
      int before = here;
      here = next;
      next = samples[from + x + 1];
      line[2 * x] = (here * 3 + before + 1) >> 2;
      line[2 * x + 1] = (here * 3 + next + 2) >> 2;
    }
    line[2 * last] = (next * 3 + here + 1) >> 2;
    line[2 * last + 1] = next;
  }

  private void halfBoth(short[] samples, int near, int far, int[] line) {
    int last = plane.width() - 1;
    int here = samples[near] * 3 + samples[far];
    int next = samples[near + 1] * 3 + samples[far + 1];
    line[0] = (here * 4 + 8) >> 4;
    line[1] = (here * 3 + next + 7) >> 4;
    for (int x = 1; x < last; x++) {
      int before = here;
      here = next;
      next = samples[near + x + 1] * 3 + samples[far + x + 1];
      line[2 * x] = (here * 3 + before + 8) >> 4;
      line[2 * x + 1] = (here * 3 + next + 7) >> 4;
    }
    line[2 * last] = (next * 3 + here + 8) >> 4;
    line[2 * last + 1] = (next * 4 + 7) >> 4;
  }
}
