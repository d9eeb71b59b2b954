package io.isthmus.pixel.jpegls;

/** Encodes lines of one component without loss (T.87 A); lines as {@link LineDecoder} has them. */
final class LineEncoder {
  private final Contexts contexts;
  private final LsBitWriter bits;
  private final int columns;
  private final int most;
  private final int plainBits;
  private final int longestRun;

  LineEncoder(CodingParameters parameters, Contexts contexts, LsBitWriter bits, int columns) {
    this.contexts = contexts;
    this.bits = bits;
    this.columns = columns;
    this.most = parameters.most();
    this.plainBits = parameters.errorBits();
    this.longestRun = parameters.limit() - plainBits - 1;
  }

  /** Encodes a line. */
  void line(int[] above, int[] line, int component) {
    above[columns + 1] = above[columns];
    line[0] = above[1];
    int x = 1;
    while (x <= columns) {
      int left = line[x - 1];
      int up = above[x];
      int upLeft = above[x - 1];
      int context = contexts.of(above[x + 1] - up, up - upLeft, upLeft - left);
      if (context != 0) {
        sample(line[x], context, Contexts.predict(left, up, upLeft));
        x++;
      } else {
        x = run(above, line, x, component);
      }
    }
  }

  /** A sample in regular mode (A.4, A.5). */
  private void sample(int value, int signed, int median) {
    int sign = signed >> (Integer.SIZE - 1);
    int at = (signed ^ sign) - sign;
    int[] state = contexts.state;
    int order = state[at + Contexts.ORDER];
    int correction = state[at + Contexts.CORRECTION];
    int predicted = Math.max(0, Math.min(most, median + (correction ^ sign) - sign));
    int error = wrapped((value - predicted ^ sign) - sign);
    int coded = error ^ contexts.flipped(at);
    bits.golomb(coded << 1 ^ coded >> (Integer.SIZE - 1), order, longestRun, plainBits);
    contexts.learn(at, error);
  }

  /** An error in the lower or upper half of the range (A.4.5). */
  private int wrapped(int error) {
    int range = most + 1;
    int positive = error & most;
    return positive >= (range + 1) / 2 ? positive - range : positive;
  }

  private int run(int[] above, int[] line, int from, int component) {
    int left = line[from - 1];
    int end = from;
    while (end <= columns && line[end] == left) {
      end++;
    }
    int length = end - from;
    while (length >= 1 << contexts.runLength(component)) {
      bits.put(1, 1);
      length -= 1 << contexts.runLength(component);
      contexts.lengthen(component);
    }
    if (end > columns) {
      bits.put(1, length > 0 ? 1 : 0);
      return end;
    }
    bits.put(length, contexts.runLength(component) + 1);
    ending(line[end], left, above[end], component);
    contexts.shorten(component);
    return end + 1;
  }

  /** The sample that ends a run (A.7.2). */
  private void ending(int value, int left, int up, int component) {
    int type = left == up ? 1 : 0;
    int context = Contexts.RUN + type;
    int error = wrapped(left > up ? up - value : value - up);
    int order = contexts.runOrder(context);
    boolean often = contexts.oftenNegative(context, order);
    int odd = error != 0 && often == error < 0 ? 1 : 0;
    int mapped = 2 * Math.abs(error) - type - odd;
    bits.golomb(mapped, order, longestRun - contexts.runLength(component) - 1, plainBits);
    contexts.learnRun(context, mapped, error < 0);
  }
}
