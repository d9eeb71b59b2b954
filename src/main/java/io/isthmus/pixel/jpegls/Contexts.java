package io.isthmus.pixel.jpegls;

import java.util.Arrays;

/**
 * What the coder has learned of each context, and how far the run of each component is (A.2, A.6).
 */
final class Contexts {
  /**
   * The context of a run that is interrupted where the neighbours differ; the next one where not.
   */
  static final int RUN = 365;

  private static final int COUNT = 367;
  private static final int BIAS_LOW = -128;
  private static final int BIAS_HIGH = 127;
  private static final byte[] RUN_ORDERS = {
    0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13,
    14, 15
  };

  private final CodingParameters parameters;
  private final int[] gradients;

  /** A: sums of error magnitudes. */
  final int[] magnitudes = new int[COUNT];

  /** B: sums of errors; of the run contexts, how many were negative. */
  final int[] biases = new int[COUNT];

  /** C: corrections of the prediction. */
  final int[] corrections = new int[COUNT];

  /** N: occurrences. */
  final int[] counts = new int[COUNT];

  private final int[] runs;

  Contexts(CodingParameters parameters, int components) {
    this.parameters = parameters;
    this.runs = new int[components];
    this.gradients = new int[2 * parameters.t3() + 1];
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = region(i - parameters.t3());
    }
    reset();
  }

  /** Forgets everything, as at the beginning and after a restart marker. */
  void reset() {
    Arrays.fill(magnitudes, Math.max(2, (parameters.range() + 32) / 64));
    Arrays.fill(biases, 0);
    Arrays.fill(corrections, 0);
    Arrays.fill(counts, 1);
    Arrays.fill(runs, 0);
  }

  private int region(int gradient) {
    int size = Math.abs(gradient);
    int region;
    if (size <= parameters.near()) {
      region = 0;
    } else if (size < parameters.t1()) {
      region = 1;
    } else if (size < parameters.t2()) {
      region = 2;
    } else {
      region = size < parameters.t3() ? 3 : 4;
    }
    return gradient < 0 ? -region : region;
  }

  /**
   * The context of three gradients (A.3.3, A.3.4): negative where it is that of the opposite signs;
   * 0 where a run begins.
   */
  int of(int first, int second, int third) {
    return 81 * quantized(first) + 9 * quantized(second) + quantized(third);
  }

  private int quantized(int gradient) {
    int t3 = parameters.t3();
    return gradients[Math.max(-t3, Math.min(t3, gradient)) + t3];
  }

  /** The Golomb parameter k of a sum of magnitudes (A.5.1): the least with count << k >= sum. */
  static int order(int count, int sum) {
    int order =
        Math.max(0, Integer.numberOfLeadingZeros(count) - Integer.numberOfLeadingZeros(sum));
    return count << order < sum ? order + 1 : order;
  }

  /** Learns from an error (A.6). */
  void learn(int context, int error) {
    int count = counts[context];
    int bias = biases[context] + error * parameters.step();
    int magnitude = magnitudes[context] + Math.abs(error);
    if (count == parameters.reset()) {
      magnitude >>= 1;
      bias >>= 1;
      count >>= 1;
    }
    count++;
    if (bias <= -count) {
      bias = Math.max(bias + count, 1 - count);
      corrections[context] = Math.max(corrections[context] - 1, BIAS_LOW);
    } else if (bias > 0) {
      bias = Math.min(bias - count, 0);
      corrections[context] = Math.min(corrections[context] + 1, BIAS_HIGH);
    }
    counts[context] = count;
    biases[context] = bias;
    magnitudes[context] = magnitude;
  }

  /** Learns from the sample that ended a run (A.7.2.2). */
  void learnRun(int context, int mapped, boolean negative) {
    if (negative) {
      biases[context]++;
    }
    magnitudes[context] += (mapped + 1 - (context - RUN)) >> 1;
    if (counts[context] == parameters.reset()) {
      magnitudes[context] >>= 1;
      counts[context] >>= 1;
      biases[context] >>= 1;
    }
    counts[context]++;
  }

  /** The Golomb parameter of the sample that ends a run (A.7.2.1). */
  int runOrder(int context) {
    int extra = context == RUN ? 0 : counts[context] >> 1;
    return order(counts[context], magnitudes[context] + extra);
  }

  /** The logarithm of the run length that the next bit stands for (J). */
  int runLength(int component) {
    return RUN_ORDERS[runs[component]];
  }

  /** A run went on. */
  void lengthen(int component) {
    runs[component] = Math.min(runs[component] + 1, RUN_ORDERS.length - 1);
  }

  /** A run ended. */
  void shorten(int component) {
    runs[component] = Math.max(runs[component] - 1, 0);
  }

  /** The median of left, above and their gradient (A.4.1). */
  static int predict(int left, int above, int aboveLeft) {
    int low = Math.min(left, above);
    int high = Math.max(left, above);
    return Math.max(low, Math.min(high, left + above - aboveLeft));
  }
}
