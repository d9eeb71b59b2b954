package io.isthmus.pixel.jpegls;

import io.isthmus.pixel.CodecException;
import java.util.Arrays;

/**
 * Decodes lines of samples (T.87 A, B). A line has a place for the sample left of the first one and
 * one right of the last; a line of interleaved samples has those for each component.
 */
final class LineDecoder {
  private final Contexts contexts;
  private final LsBitReader bits;
  private final int columns;
  private final int most;
  private final int near;
  private final int step;

  /** From a value to the next one with the same code. */
  private final int span;

  private final int plainBits;
  private final int longestRun;
  private final boolean masked;

  /** All ones without loss. */
  private final int lossless;

  LineDecoder(CodingParameters parameters, Contexts contexts, LsBitReader bits, int columns) {
    this.contexts = contexts;
    this.bits = bits;
    this.columns = columns;
    this.most = parameters.most();
    this.near = parameters.near();
    this.step = parameters.step();
    this.span = parameters.range() * step;
    this.plainBits = parameters.errorBits();
    this.longestRun = parameters.limit() - plainBits - 1;
    this.lossless = near == 0 ? -1 : 0;
    this.masked = near == 0 && (most & most + 1) == 0;
  }

  /** Decodes a line of one component. */
  void line(int[] above, int[] line, int component) throws CodecException {
    above[columns + 1] = above[columns];
    line[0] = above[1];
    int left = line[0];
    int up = above[0];
    int upRight = above[1];
    int x = 1;
    while (x <= columns) {
      int upLeft = up;
      up = upRight;
      upRight = above[x + 1];
      int context = contexts.of(upRight - up, up - upLeft, upLeft - left);
      if (context != 0) {
        left = sample(context, Contexts.predict(left, up, upLeft));
        line[x++] = left;
      } else {
        x = run(above, line, x, component);
        left = line[x - 1];
        up = above[x - 1];
        upRight = above[Math.min(x, columns + 1)];
      }
    }
  }

  /** Decodes a line of several components, sample by sample (B.3). */
  void pixels(int[] above, int[] line, int components) throws CodecException {
    int last = columns * components;
    for (int c = 0; c < components; c++) {
      above[last + components + c] = above[last + c];
      line[c] = above[components + c];
    }
    int[] found = new int[components];
    int at = components;
    while (at < last + components) {
      int any = 0;
      for (int c = 0; c < components; c++) {
        int i = at + c;
        int up = above[i];
        int upLeft = above[i - components];
        found[c] =
            contexts.of(above[i + components] - up, up - upLeft, upLeft - line[i - components]);
        any |= found[c];
      }
      if (any == 0) {
        at = runOfPixels(above, line, at, components);
      } else {
        for (int c = 0; c < components; c++, at++) {
          int predicted =
              Contexts.predict(line[at - components], above[at], above[at - components]);
          line[at] = sample(found[c], predicted);
        }
      }
    }
  }

  /** A sample in regular mode (A.4, A.5). */
  private int sample(int signed, int median) throws CodecException {
    int sign = signed >> (Integer.SIZE - 1);
    int at = (signed ^ sign) - sign;
    int[] state = contexts.state;
    int order = state[at + Contexts.ORDER];
    int correction = state[at + Contexts.CORRECTION];
    int predicted = Math.max(0, Math.min(most, median + (correction ^ sign) - sign));
    int mapped = bits.golomb(order, longestRun, plainBits);
    int error = (mapped >>> 1) ^ -(mapped & 1) ^ (contexts.flipped(at) & lossless);
    contexts.learn(at, error);
    return restored(predicted, (error ^ sign) - sign);
  }

  /** A prediction with its error, brought back into the range of samples (A.8). */
  private int restored(int predicted, int error) {
    if (masked) {
      return predicted + error & most;
    }
    int value = predicted + error * step;
    if (value < -near) {
      value += span;
    } else if (value > most + near) {
      value -= span;
    }
    return Math.max(0, Math.min(most, value));
  }

  /** A run and the sample that ends it (A.7); where the next sample is. */
  private int run(int[] above, int[] line, int from, int component) throws CodecException {
    int left = line[from - 1];
    int end = runEnd(from, columns + 1, component);
    Arrays.fill(line, from, end, left);
    if (end > columns) {
      return end;
    }
    int up = above[end];
    boolean equal = Math.abs(left - up) <= near;
    int error = ending(equal ? Contexts.RUN + 1 : Contexts.RUN, component);
    line[end] = restored(equal ? left : up, !equal && left > up ? -error : error);
    contexts.shorten(component);
    return end + 1;
  }

  private int runOfPixels(int[] above, int[] line, int from, int components) throws CodecException {
    int end = runEnd(from / components, columns + 1, 0) * components;
    for (int i = from; i < end; i++) {
      line[i] = line[i - components];
    }
    if (end > columns * components) {
      return end;
    }
    for (int i = end; i < end + components; i++) {
      int error = ending(Contexts.RUN, 0);
      line[i] = restored(above[i], line[i - components] > above[i] ? -error : error);
    }
    contexts.shorten(0);
    return end + components;
  }

  /** Where a run ends (A.7.1). */
  private int runEnd(int from, int limit, int component) throws CodecException {
    int at = from;
    while (bits.take(1) == 1) {
      int length = 1 << contexts.runLength(component);
      if (length <= limit - at) {
        contexts.lengthen(component);
      }
      at += Math.min(length, limit - at);
      if (at == limit) {
        return at;
      }
      bits.check();
    }
    int rest = bits.take(contexts.runLength(component));
    if (rest >= limit - at) {
      throw CodecException.malformed("a run of JPEG-LS beyond its line");
    }
    return at + rest;
  }

  /** The error of the sample that ends a run (A.7.2). */
  private int ending(int context, int component) throws CodecException {
    int type = context - Contexts.RUN;
    int order = contexts.runOrder(context);
    int limit = longestRun - contexts.runLength(component) - 1;
    int mapped = bits.golomb(order, limit, plainBits);
    int value = mapped + type;
    int odd = value & 1;
    int size = (value + odd) >> 1;
    boolean often = contexts.oftenNegative(context, order);
    int error = often == (odd == 1) ? -size : size;
    contexts.learnRun(context, mapped, error < 0);
    return error;
  }
}
