package io.isthmus.config;

/** Whole numbers within bounds. */
final class Range {
  private Range() {}

  static int of(String value, int least, int most, String what) {
    try {
      int number = Integer.parseInt(value.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, in the same words as a number out of bounds.
    }
    throw new IllegalArgumentException(
        "%s is a whole number from %d to %d, not \"%s\"".formatted(what, least, most, value));
  }
}
