package io.isthmus.dicom.json;

import java.math.BigDecimal;

/**
 * Says which text of DS and IS may become a JSON number: text that a reader who holds it in a
 * double writes back as it was. All other text stays a string.
 */
final class DecimalText {
  private static final int EXACT_DIGITS = 15;

  private DecimalText() {}

  /** The text is an integer in its shortest form. */
  static boolean isInteger(String text) {
    return isNumber(text) && text.indexOf('.') < 0;
  }

  /** The text is a decimal number in its shortest form, without exponent. */
  static boolean isNumber(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int point = text.indexOf('.');
    int wholeEnd = point < 0 ? text.length() : point;
    if (!areDigits(text, start, wholeEnd)
        || (text.charAt(start) == '0' && wholeEnd - start > 1)
        || text.equals("-0")) {
      return false;
    }
    if (point >= 0
        && (!areDigits(text, point + 1, text.length()) || text.charAt(text.length() - 1) == '0')) {
      return false;
    }
    int digits = text.length() - start - (point < 0 ? 0 : 1);
    return digits <= EXACT_DIGITS || isHeldByDouble(text);
  }

  private static boolean areDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return from < to;
  }

  private static boolean isHeldByDouble(String text) {
    double value = Double.parseDouble(text);
    return !Double.isInfinite(value)
        && new BigDecimal(Double.toString(value)).compareTo(new BigDecimal(text)) == 0;
  }
}
