package io.isthmus.pixel.jpegls;

import io.isthmus.pixel.CodecException;

/**
 * The parameters of a scan (T.87 C.2.4.1.1, A.2.1).
 *
 * @param most MAXVAL, the largest value of a sample
 * @param near the largest difference of a decoded sample; 0 is lossless
 * @param t1 first threshold of the gradients
 * @param t2 second threshold
 * @param t3 third threshold
 * @param reset how often a context occurs before its counts are halved
 */
record CodingParameters(int most, int near, int t1, int t2, int t3, int reset) {
  private static final int USUAL_RESET = 64;
  private static final int LARGEST = 65535;

  /** The usual parameters (C.2.4.1.1.1). */
  static CodingParameters usual(int most, int near) {
    int t1;
    int t2;
    int t3;
    if (most >= 128) {
      int factor = (Math.min(most, 4095) + 128) >> 8;
      t1 = within(factor + 2 + 3 * near, near + 1, most);
      t2 = within(factor * 4 + 3 + 5 * near, t1, most);
      t3 = within(factor * 17 + 4 + 7 * near, t2, most);
    } else {
      int factor = 256 / (most + 1);
      t1 = within(Math.max(2, 3 / factor + 3 * near), near + 1, most);
      t2 = within(Math.max(3, 7 / factor + 5 * near), t1, most);
      t3 = within(Math.max(4, 21 / factor + 7 * near), t2, most);
    }
    return new CodingParameters(most, near, t1, t2, t3, USUAL_RESET);
  }

  private static int within(int value, int least, int most) {
    return value > most || value < least ? least : value;
  }

  /** These, with usual values in place of zeros (C.2.4.1.1). */
  CodingParameters orUsual() {
    CodingParameters usual = usual(most, near);
    return new CodingParameters(
        most,
        near,
        t1 == 0 ? usual.t1 : t1,
        t2 == 0 ? usual.t2 : t2,
        t3 == 0 ? usual.t3 : t3,
        reset == 0 ? usual.reset : reset);
  }

  /** Holds the parameters against their ranges. */
  void check() throws CodecException {
    boolean possible =
        most >= 1
            && most <= LARGEST
            && near <= Math.min(255, most / 2)
            && t1 > near
            && t2 >= t1
            && t3 >= t2
            && t3 <= Math.max(most, near + 1)
            && reset >= 3;
    if (!possible) {
      throw CodecException.malformed("JPEG-LS with " + this);
    }
  }

  /** RANGE: how many prediction errors there are. */
  int range() {
    return (most + 2 * near) / step() + 1;
  }

  /** From a quantized prediction error to the next. */
  int step() {
    return 2 * near + 1;
  }

  /** Bits for an error that is coded as it is (qbpp). */
  int errorBits() {
    return bits(range());
  }

  /** The longest code word (LIMIT). */
  int limit() {
    int sampleBits = Math.max(2, bits(most + 1));
    return 2 * (sampleBits + Math.max(8, sampleBits));
  }

  private static int bits(int values) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(values - 1);
  }
}
