package io.isthmus.dicom.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values as the models of DICOM JSON and Native DICOM XML state them, made into elements. Text is
 * encoded in UTF-8.
 */
public final class ModelValues {
  private static final int MAX_DECIMAL = 16;
  private static final BigDecimal MAX_UNSIGNED = new BigDecimal("18446744073709551615");

  /** Dates of PS3.5 6.2, those of ACR-NEMA, and ranges of both. */
  private static final Pattern DATE = Pattern.compile("[0-9. -]{0,21}");

  private ModelValues() {}

  /**
   * The VR that an element gets: of a standard element the dictionary's, whatever is stated, but
   * for the alternatives that PS3.6 leaves open; of any other the stated one, else UN.
   */
  public static Vr vr(int tag, @Nullable Vr stated) {
    Vr known = Dictionary.vrOf(tag);
    if (stated == null || stated == known) {
      return known;
    }
    if (known == Vr.UN || isAlternative(tag, known, stated)) {
      return stated;
    }
    return known;
  }

  private static boolean isAlternative(int tag, Vr known, Vr stated) {
    return switch (stated) {
      case SS -> Dictionary.isSignDependent(tag);
      case OB, US -> known == Vr.OW;
      case CS -> tag == Tag.PurposeOfReferenceCodeSequence;
      case AE,
          AS,
          AT,
          DA,
          DS,
          DT,
          FD,
          FL,
          IS,
          LO,
          LT,
          OD,
          OF,
          OL,
          OV,
          OW,
          PN,
          SH,
          SL,
          SQ,
          ST,
          SV,
          TM,
          UC,
          UI,
          UL,
          UN,
          UR,
          UT,
          UV ->
          false;
    };
  }

  /**
   * The element of these values; null is an empty one.
   *
   * @throws IllegalArgumentException if a value cannot be one of this VR; the message names the
   *     element and not the value
   */
  public static Element.Value element(int tag, Vr vr, List<@Nullable String> values) {
    if (vr.isText()) {
      return new Element.Value(tag, vr, text(tag, vr, values));
    }
    if (!vr.isBinaryNumber() && vr != Vr.AT) {
      throw unfit(tag, vr);
    }
    byte[] bytes = new byte[values.size() * vr.valueSize()];
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (String value : values) {
      try {
        number(out, vr, value);
      } catch (ArithmeticException | NumberFormatException e) {
        throw unfit(tag, vr);
      }
    }
    return new Element.Value(tag, vr, bytes);
  }

  private static byte[] text(int tag, Vr vr, List<@Nullable String> values) {
    if (!vr.multiValued() && values.size() > 1) {
      throw unfit(tag, vr);
    }
    StringJoiner joined = new StringJoiner("\\");
    for (String value : values) {
      if (value != null && vr.multiValued() && value.indexOf('\\') >= 0) {
        throw unfit(tag, vr);
      }
      joined.add(value == null ? "" : fitted(tag, vr, value));
    }
    return ElementText.padded(joined.toString().getBytes(StandardCharsets.UTF_8), vr);
  }

  /** Numbers may come in more digits than DS has room for; dates as times. */
  private static String fitted(int tag, Vr vr, String value) {
    if (vr == Vr.DS && value.length() > MAX_DECIMAL) {
      try {
        return decimal(new BigDecimal(value.strip()));
      } catch (NumberFormatException e) {
        return value;
      }
    }
    if (vr == Vr.DA && !DATE.matcher(value).matches()) {
      throw unfit(tag, vr);
    }
    return value;
  }

  /** The decimal in at most 16 characters, rounded where it has more. */
  static String decimal(BigDecimal value) {
    for (int digits = MAX_DECIMAL; digits > 1; digits--) {
      BigDecimal rounded =
          value.round(new MathContext(digits, RoundingMode.HALF_EVEN)).stripTrailingZeros();
      if (Math.abs((long) rounded.scale()) <= MAX_DECIMAL) {
        String plain = rounded.toPlainString();
        if (plain.length() <= MAX_DECIMAL) {
          return plain;
        }
      }
      String scientific = rounded.toString();
      if (scientific.length() <= MAX_DECIMAL) {
        return scientific;
      }
    }
    throw new NumberFormatException("no room for an exponent");
  }

  private static void number(ByteBuffer out, Vr vr, @Nullable String value) {
    switch (vr) {
      case FL -> out.putFloat(single(real(value)));
      case FD -> out.putDouble(real(value));
      case US -> out.putShort((short) integer(value, 0, 0xFFFF));
      case SS -> out.putShort((short) integer(value, Short.MIN_VALUE, Short.MAX_VALUE));
      case UL -> out.putInt((int) integer(value, 0, 0xFFFFFFFFL));
      case SL -> out.putInt((int) integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case SV -> out.putLong(exact(value).longValueExact());
      case UV -> out.putLong(unsigned(value));
      case AT -> {
        int tag = tag(value);
        out.putShort((short) Tag.group(tag)).putShort((short) Tag.element(tag));
      }
      case AE,
          AS,
          CS,
          DA,
          DS,
          DT,
          IS,
          LO,
          LT,
          OB,
          OD,
          OF,
          OL,
          OV,
          OW,
          PN,
          SH,
          SQ,
          ST,
          TM,
          UC,
          UI,
          UN,
          UR,
          UT ->
          throw new NumberFormatException(vr + " is no number");
    }
  }

  private static int tag(@Nullable String value) {
    OptionalInt tag = value == null || value.length() != 8 ? OptionalInt.empty() : Tag.parse(value);
    return tag.orElseThrow(() -> new NumberFormatException("no tag"));
  }

  private static float single(double value) {
    float nearest = (float) value;
    if (Float.isInfinite(nearest) && Double.isFinite(value)) {
      throw new NumberFormatException("out of range");
    }
    return nearest;
  }

  private static double real(@Nullable String value) {
    if (value == null) {
      return Double.NaN;
    }
    return switch (value) {
      case "NaN" -> Double.NaN;
      case "Infinity", "inf" -> Double.POSITIVE_INFINITY;
      case "-Infinity", "-inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        BigDecimal valid = new BigDecimal(value.strip());
        double nearest = Double.parseDouble(value);
        if (Double.isInfinite(nearest)) {
          throw new NumberFormatException("out of range");
        }
        yield valid.signum() == 0 && !value.startsWith("-") ? 0 : nearest;
      }
    };
  }

  /**
   * The integer that a number is, such as 1000 for 1e3.
   *
   * @throws ArithmeticException if it is none, or is beyond 64 bits
   */
  public static String integer(String number) {
    return Long.toString(exact(number).longValueExact());
  }

  private static BigDecimal exact(@Nullable String value) {
    if (value == null) {
      throw new NumberFormatException("an empty number");
    }
    BigDecimal number = new BigDecimal(value.strip());
    if (number.precision() - (long) number.scale() > 20) {
      throw new NumberFormatException("too large");
    }
    return number;
  }

  private static long integer(@Nullable String value, long least, long most) {
    long number = exact(value).longValueExact();
    if (number < least || number > most) {
      throw new NumberFormatException("out of range");
    }
    return number;
  }

  private static long unsigned(@Nullable String value) {
    BigDecimal number = exact(value);
    if (number.signum() < 0 || number.compareTo(MAX_UNSIGNED) > 0) {
      throw new NumberFormatException("out of range");
    }
    return number.toBigIntegerExact().longValue();
  }

  /** The fault of a value that its VR has no form for. */
  public static IllegalArgumentException unfit(int tag, Vr vr) {
    return new IllegalArgumentException(Tag.format(tag) + " has a value that is no " + vr);
  }

  /**
   * The data set of a document in UTF-8: Specific Character Set is ISO_IR 192 if it was declared or
   * is needed, and items inherit it.
   *
   * @param read elements whose text is in UTF-8, whatever is declared
   */
  public static DataSet inUtf8(DataSet read) {
    if (!read.contains(Tag.SpecificCharacterSet) && !DeclaredText.isEightBit(read)) {
      return read;
    }
    DataSetBuilder builder = DataSet.builder().specificCharacterSet("ISO_IR 192");
    return fill(builder, read);
  }

  private static DataSet fill(DataSetBuilder builder, DataSet read) {
    for (Element element : read) {
      if (element instanceof Element.Items sequence) {
        List<DataSet> items = new ArrayList<>(sequence.items().size());
        for (DataSet item : sequence.items()) {
          items.add(fill(DataSet.builder(builder.characterSets()), item));
        }
        builder.items(element.tag(), items);
      } else if (element.tag() != Tag.SpecificCharacterSet) {
        builder.put(element);
      }
    }
    return builder.build();
  }
}
