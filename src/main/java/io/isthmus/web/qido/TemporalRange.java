package io.isthmus.web.qido;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates, times and ranges of them as PS3.4 C.2.2.2.5 writes them: {@code a}, {@code a-b}, {@code
 * a-} and {@code -b} (QIDO-06).
 */
final class TemporalRange {
  private static final Pattern DATE = Pattern.compile("(\\d{4})(\\d{2})(\\d{2})");
  private static final String TIME_OF_DAY =
      "([01]\\d|2[0-3])([0-5]\\d(([0-5]\\d|60)(\\.\\d{1,6})?)?)?";
  private static final Pattern TIME = Pattern.compile(TIME_OF_DAY);
  private static final String OFFSET = "[+-](0\\d|1[0-4])[0-5]\\d";
  private static final Pattern DATE_TIME =
      Pattern.compile("(\\d{4})((\\d{2})((\\d{2})(" + TIME_OF_DAY + ")?)?)?(" + OFFSET + ")?");

  private TemporalRange() {}

  /** Whether a text is a DA or a range of them. */
  static boolean isDates(String text) {
    return isRange(text, TemporalRange::isDate);
  }

  /** Whether a text is a TM or a range of them. */
  static boolean isTimes(String text) {
    return isRange(text, time -> TIME.matcher(time).matches());
  }

  /**
   * Whether a text is a DT or a range of them. A hyphen may also begin an offset from UTC, so every
   * way to read it counts.
   */
  static boolean isDateTimes(String text) {
    return isRange(text, TemporalRange::isDateTime);
  }

  private static boolean isRange(String text, Predicate<String> one) {
    if (one.test(text)) {
      return true;
    }
    for (int i = text.indexOf('-'); i >= 0; i = text.indexOf('-', i + 1)) {
      String from = text.substring(0, i);
      String to = text.substring(i + 1);
      boolean bounded = !from.isEmpty() || !to.isEmpty();
      if (bounded && (from.isEmpty() || one.test(from)) && (to.isEmpty() || one.test(to))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDate(String text) {
    Matcher date = DATE.matcher(text);
    return date.matches() && exists(date.group(1), date.group(2), date.group(3));
  }

  private static boolean isDateTime(String text) {
    Matcher parts = DATE_TIME.matcher(text);
    if (!parts.matches()) {
      return false;
    }
    String month = parts.group(3) == null ? "01" : parts.group(3);
    String day = parts.group(5) == null ? "01" : parts.group(5);
    return exists(parts.group(1), month, day);
  }

  private static boolean exists(String year, String month, String day) {
    try {
      LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
      return true;
    } catch (DateTimeException noSuchDay) {
      return false;
    }
  }
}
