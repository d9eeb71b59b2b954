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

  static final int MAGNITUDE = 0;
  static final int BIAS = 1;
  static final int CORRECTION = 2;
  static final int OCCURRENCES = 3;
  static final int ORDER = 4;
  static final int SIZE = 8;

  private static final int COUNT = 367;
  private static final int BIAS_LOW = -128;
  private static final int BIAS_HIGH = 127;
  private static final byte[] RUN_ORDERS = {
    0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13,
    14, 15
  };

  private final CodingParameters parameters;
  private final int step;
  private final int reset;

  /** By gradient, the most negative first, its region times {@link #SIZE}. */
  private final byte[] gradients;

  /** Where the gradient 0 is. */
  private final int level;

  /**
   * By context, {@link #SIZE} places each: A, the sum of error magnitudes; B, the sum of errors, of
   * the run contexts how many were negative; C, the correction of the prediction; N, occurrences;
   * and the Golomb parameter that follows from A and N. Side by side they are in the cache
   * together.
   */
  final int[] state = new int[COUNT * SIZE];

  private final int[] runs;

  Contexts(CodingParameters parameters, int components) {
    this.parameters = parameters;
    this.runs = new int[components];
    this.step = parameters.step();
    this.reset = parameters.reset();
    this.level = parameters.most();
    this.gradients = gradients(parameters);
    reset();
  }

  /** Forgets everything, as at the beginning and after a restart marker. */
  void reset() {
    Arrays.fill(state, 0);
    int magnitude = Math.max(2, (parameters.range() + 32) / 64);
    for (int at = 0; at < state.length; at += SIZE) {
      state[at + MAGNITUDE] = magnitude;
      state[at + OCCURRENCES] = 1;
      state[at + ORDER] = order(1, magnitude);
    }
    Arrays.fill(runs, 0);
  }

  /** Has a place for each gradient that there is, so that none has to be clamped (A.3.3). */
  private static byte[] gradients(CodingParameters parameters) {
    int[] limits = {
      -parameters.t3(),
      -parameters.t2(),
      -parameters.t1(),
      -parameters.near() - 1,
      parameters.near(),
      parameters.t1() - 1,
      parameters.t2() - 1,
      parameters.t3() - 1,
      parameters.most()
    };
    byte[] regions = new byte[2 * parameters.most() + 1];
    int from = 0;
    for (int i = 0; i < limits.length; i++) {
      int to = Math.clamp(limits[i] + parameters.most() + 1L, from, regions.length);
      Arrays.fill(regions, from, to, (byte) ((i - limits.length / 2) * SIZE));
      from = to;
    }
    return regions;
  }

  /**
   * Where the context of three gradients (A.3.3, A.3.4) begins in the {@link #state}: negative
   * where it is that of the opposite signs; 0 where a run begins.
   */
  int of(int first, int second, int third) {
    return 81 * quantized(first) + 9 * quantized(second) + quantized(third);
  }

  private int quantized(int gradient) {
    return gradients[gradient + level];
  }

  /** The Golomb parameter k of a sum of magnitudes (A.5.1): the least with count << k >= sum. */
  static int order(int count, int sum) {
    int order =
        Math.max(0, Integer.numberOfLeadingZeros(count) - Integer.numberOfLeadingZeros(sum));
    return order + (((count << order) - sum) >>> (Integer.SIZE - 1));
  }

  /**
   * Learns from an error (A.6).
   *
   * @param at where the context begins in the {@link #state}
   */
  void learn(int at, int error) {
    int count = state[at + OCCURRENCES];
    int bias = state[at + BIAS] + error * step;
    int magnitude = state[at + MAGNITUDE] + Math.abs(error);
    if (count == reset) {
      magnitude >>= 1;
      bias >>= 1;
      count >>= 1;
    }
    count++;
    // Nobody can predict these signs, so that branches would cost more than all of this.
    int low = (bias + count - 1) >> (Integer.SIZE - 1);
    int high = -bias >> (Integer.SIZE - 1);
    int correction = state[at + CORRECTION] + low - high;
    state[at + CORRECTION] = Math.max(BIAS_LOW, Math.min(BIAS_HIGH, correction));
    state[at + MAGNITUDE] = magnitude;
    state[at + BIAS] = Math.max(1 - count, Math.min(0, bias + (count & low) - (count & high)));
    state[at + OCCURRENCES] = count;
    // Made here, where nothing waits for it, and not where the next sample does.
    state[at + ORDER] = order(count, magnitude);
  }

  /**
   * All ones where the errors of a context without loss are coded as those of the opposite sign
   * (A.5.2), else 0.
   */
  int flipped(int at) {
    int mostlyNegative = 2 * state[at + BIAS] + state[at + OCCURRENCES] - 1;
    return ((state[at + ORDER] - 1) & mostlyNegative) >> (Integer.SIZE - 1);
  }

  /** Learns from the sample that ended a run (A.7.2.2). */
  void learnRun(int context, int mapped, boolean negative) {
    int at = context * SIZE;
    int count = state[at + OCCURRENCES];
    int bias = state[at + BIAS] + (negative ? 1 : 0);
    int magnitude = state[at + MAGNITUDE] + ((mapped + 1 - (context - RUN)) >> 1);
    if (count == reset) {
      magnitude >>= 1;
      count >>= 1;
      bias >>= 1;
    }
    state[at + MAGNITUDE] = magnitude;
    state[at + BIAS] = bias;
    state[at + OCCURRENCES] = count + 1;
  }

  /** The Golomb parameter of the sample that ends a run (A.7.2.1). */
  int runOrder(int context) {
    int at = context * SIZE;
    int count = state[at + OCCURRENCES];
    return order(count, state[at + MAGNITUDE] + (context == RUN ? 0 : count >> 1));
  }

  /** Whether errors of a run context, of this Golomb parameter, were more often negative. */
  boolean oftenNegative(int context, int order) {
    int at = context * SIZE;
    return order != 0 || 2 * state[at + BIAS] >= state[at + OCCURRENCES];
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
