package io.isthmus.web.qido;

import io.isthmus.dicom.data.Uid;
import io.isthmus.dicom.data.Vr;
import io.isthmus.web.http.BadRequestException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Checks the value of a match parameter against its VR (QIDO-04 to QIDO-07). */
final class MatchValue {
  /** Two double quotes: matches attributes without a value (PS3.4 C.2.2.2.7). */
  static final String EMPTY = "\"\"";

  private static final Pattern AGE = Pattern.compile("\\d{3}[DWMY]");
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,20}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");
  private static final Pattern TAG = Pattern.compile("[0-9A-Fa-f]{8}");
  private static final int DECIMAL_STRING_LENGTH = 16;

  private MatchValue() {}

  /**
   * Checks a value that is not empty.
   *
   * @param name of the attribute as the client wrote it, for the message
   * @throws BadRequestException when it is no value of this VR; the message does not repeat it, for
   *     it may be data of a patient
   */
  static void check(String name, Vr vr, String value) {
    boolean valid =
        switch (vr) {
          case AE, CS, LO, PN, SH, UC, UR -> isText(value, false) && value.indexOf('\\') < 0;
          case LT, ST, UT -> isText(value, true);
          case UI -> Uid.isValid(value);
          case DA -> TemporalRange.isDates(value);
          case TM -> TemporalRange.isTimes(value);
          case DT -> TemporalRange.isDateTimes(value);
          case AS -> AGE.matcher(value).matches();
          case IS, SL -> isInteger(value, "-2147483648", "2147483647");
          case US -> isInteger(value, "0", "65535");
          case SS -> isInteger(value, "-32768", "32767");
          case UL -> isInteger(value, "0", "4294967295");
          case SV -> isInteger(value, "-9223372036854775808", "9223372036854775807");
          case UV -> isInteger(value, "0", "18446744073709551615");
          case DS -> value.length() <= DECIMAL_STRING_LENGTH && isDecimal(value);
          case FL, FD -> isDecimal(value);
          case AT -> TAG.matcher(value).matches();
          case UN -> isText(value, true);
          case SQ, OB, OD, OF, OL, OV, OW -> false;
        };
    if (!valid) {
      throw new BadRequestException(name + ": " + expected(vr));
    }
  }

  /** Whether a value matches whatever there is (PS3.4 C.2.2.2.4). */
  static boolean isUniversal(Vr vr, String value) {
    return hasWildcards(vr) && !value.isEmpty() && value.chars().allMatch(c -> c == '*');
  }

  private static boolean hasWildcards(Vr vr) {
    return switch (vr) {
      case AE, CS, LO, LT, PN, SH, ST, UC, UR, UT -> true;
      case AS,
          AT,
          DA,
          DS,
          DT,
          FD,
          FL,
          IS,
          OB,
          OD,
          OF,
          OL,
          OV,
          OW,
          SL,
          SQ,
          SS,
          SV,
          TM,
          UI,
          UL,
          UN,
          US,
          UV ->
          false;
    };
  }

  private static String expected(Vr vr) {
    return switch (vr) {
      case UI -> "a UID, or several with commas, is expected";
      case DA -> "a date as YYYYMMDD, or a range of dates with a hyphen, is expected";
      case TM -> "a time as HHMMSS.FFFFFF, or a range of times with a hyphen, is expected";
      case DT ->
          "a date and time as YYYYMMDDHHMMSS.FFFFFF&ZZXX, or a range with a hyphen, is expected";
      case AS -> "an age of three digits and D, W, M or Y is expected";
      case IS, SL, SS, SV, UL, US, UV -> "an integer in the range of " + vr + " is expected";
      case DS, FL, FD -> "a decimal number is expected";
      case AT -> "eight hexadecimal digits are expected";
      case SQ -> "a sequence is matched by its attributes, as in Sequence.Attribute=value";
      case OB, OD, OF, OL, OV, OW -> "attributes of VR " + vr + " cannot be matched";
      case AE, CS, LO, PN, SH, UC, UR ->
          "text without control characters and without a backslash is expected";
      case LT, ST, UT, UN -> "text without control characters is expected";
    };
  }

  private static boolean isText(String value, boolean lines) {
    return value
        .chars()
        .noneMatch(c ->
            Character.isISOControl(c)
                && !(lines && (c == '\n' || c == '\r' || c == '\t' || c == '\f')));
  }

  private static boolean isInteger(String value, String least, String most) {
    if (!INTEGER.matcher(value).matches()) {
      return false;
    }
    BigInteger number = new BigInteger(value);
    return number.compareTo(new BigInteger(least)) >= 0
        && number.compareTo(new BigInteger(most)) <= 0;
  }

  private static boolean isDecimal(String value) {
    return DECIMAL.matcher(value).matches() && new BigDecimal(value).scale() < 1000;
  }
}
