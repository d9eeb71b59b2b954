package io.isthmus.dicom.data;

import io.isthmus.dicom.charset.CharacterSets;
import io.isthmus.dicom.charset.Delimiters;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** Values as text and back (PS3.5 6.2 and 6.4). */
public final class ElementText {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ElementText() {}

  /**
   * The values of an element, decoded and without padding: numbers in decimal, tags in hexadecimal.
   * None of an element of no bytes, or of bytes.
   */
  public static List<String> of(Element.Value value, CharacterSets sets) {
    if (value.isEmpty()) {
      return List.of();
    }
    Vr vr = value.vr();
    if (vr.isText()) {
      CharacterSets used = vr.usesSpecificCharacterSet() ? sets : CharacterSets.DEFAULT;
      return split(used.decode(value.bytes(), delimiters(vr)), vr);
    }
    return vr.isBinaryNumber() || vr == Vr.AT ? numbers(value) : List.of();
  }

  /** What ends a character set extension in values of this VR. */
  public static Delimiters delimiters(Vr vr) {
    return switch (vr) {
      case PN -> Delimiters.NAMES;
      case LT, ST, UT -> Delimiters.TEXT;
      case AE,
          AS,
          AT,
          CS,
          DA,
          DS,
          DT,
          FD,
          FL,
          IS,
          LO,
          OB,
          OD,
          OF,
          OL,
          OV,
          OW,
          SH,
          SL,
          SQ,
          SS,
          SV,
          TM,
          UC,
          UI,
          UL,
          UN,
          UR,
          US,
          UV ->
          Delimiters.VALUES;
    };
  }

  private static List<String> split(String text, Vr vr) {
    if (!vr.multiValued()) {
      String only = trim(text, vr);
      return only.isEmpty() ? List.of() : List.of(only);
    }
    List<String> values = new ArrayList<>(2);
    int start = 0;
    for (int end = text.indexOf('\\'); end >= 0; end = text.indexOf('\\', start)) {
      values.add(trim(text.substring(start, end), vr));
      start = end + 1;
    }
    String last = trim(text.substring(start), vr);
    if (values.isEmpty() && last.isEmpty()) {
      return List.of();
    }
    values.add(last);
    return values;
  }

  /** Trailing spaces and NULs are padding; some writers pad with either. */
  private static String trim(String text, Vr vr) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == 0)) {
      end--;
    }
    int start = 0;
    if (vr.leadingSpacesInsignificant()) {
      while (start < end && text.charAt(start) == ' ') {
        start++;
      }
    }
    return text.substring(start, end);
  }

  private static List<String> numbers(Element.Value value) {
    byte[] bytes = value.bytes();
    int size = value.vr().valueSize();
    List<String> values = new ArrayList<>(bytes.length / size);
    for (int i = 0; i + size <= bytes.length; i += size) {
      values.add(number(bytes, i, value.vr()));
    }
    return values;
  }

  private static String number(byte[] bytes, int at, Vr vr) {
    return switch (vr) {
      case US -> Integer.toString(Short.toUnsignedInt((short) SHORT.get(bytes, at)));
      case SS -> Short.toString((short) SHORT.get(bytes, at));
      case UL -> Integer.toUnsignedString((int) INT.get(bytes, at));
      case SL -> Integer.toString((int) INT.get(bytes, at));
      case UV -> Long.toUnsignedString((long) LONG.get(bytes, at));
      case SV -> Long.toString((long) LONG.get(bytes, at));
      case FL -> Float.toString(Float.intBitsToFloat((int) INT.get(bytes, at)));
      case FD -> Double.toString(Double.longBitsToDouble((long) LONG.get(bytes, at)));
      case AT -> Tag.hex(Tag.of((short) SHORT.get(bytes, at), (short) SHORT.get(bytes, at + 2)));
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
          throw new IllegalArgumentException(vr + " is no number");
    };
  }

  static OptionalInt integer(Element.Value value) {
    byte[] bytes = value.bytes();
    return switch (value.vr()) {
      case US -> bytes.length < 2 ? OptionalInt.empty() : unsigned((short) SHORT.get(bytes, 0));
      case SS ->
          bytes.length < 2 ? OptionalInt.empty() : OptionalInt.of((short) SHORT.get(bytes, 0));
      case SL -> bytes.length < 4 ? OptionalInt.empty() : OptionalInt.of((int) INT.get(bytes, 0));
      case UL -> bytes.length < 4 ? OptionalInt.empty() : signed((int) INT.get(bytes, 0));
      case IS -> parse(of(value, CharacterSets.DEFAULT));
      case AE,
          AS,
          AT,
          CS,
          DA,
          DS,
          DT,
          FD,
          FL,
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
          SV,
          TM,
          UC,
          UI,
          UN,
          UR,
          UT,
          UV ->
          OptionalInt.empty();
    };
  }

  private static OptionalInt unsigned(short value) {
    return OptionalInt.of(Short.toUnsignedInt(value));
  }

  private static OptionalInt signed(int unsigned) {
    return unsigned < 0 ? OptionalInt.empty() : OptionalInt.of(unsigned);
  }

  private static OptionalInt parse(List<String> values) {
    try {
      return values.isEmpty()
          ? OptionalInt.empty()
          : OptionalInt.of(Integer.parseInt(values.getFirst()));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  /**
   * The bytes of values of a text VR, padded to an even length.
   *
   * @throws IllegalArgumentException if a character is in none of the sets
   */
  public static byte[] encode(List<String> values, Vr vr, CharacterSets sets) {
    CharacterSets used = vr.usesSpecificCharacterSet() ? sets : CharacterSets.DEFAULT;
    return padded(used.encode(String.join("\\", values), delimiters(vr)), vr);
  }

  /** The bytes, with the padding of the VR behind an odd number of them. */
  public static byte[] padded(byte[] bytes, Vr vr) {
    if (bytes.length % 2 == 0) {
      return bytes;
    }
    byte[] even = Arrays.copyOf(bytes, bytes.length + 1);
    even[bytes.length] = vr.padding();
    return even;
  }

  static Element encodeAgain(Element.Value value, CharacterSets from, CharacterSets to) {
    Delimiters delimiters = delimiters(value.vr());
    String text = from.decode(value.bytes(), delimiters);
    return new Element.Value(
        value.tag(), value.vr(), padded(to.encode(text, delimiters), value.vr()));
  }

  /** The item or one below it that inherits its sets holds text that another set could change. */
  static boolean hasLocalText(DataSet item) {
    for (Element element : item) {
      if (element instanceof Element.Value value
          && value.vr().usesSpecificCharacterSet()
          && !isPlain(value.bytes())) {
        return true;
      }
      if (element instanceof Element.Items sequence
          && sequence.items().stream()
              .anyMatch(
                  below -> !below.contains(Tag.SpecificCharacterSet) && hasLocalText(below))) {
        return true;
      }
    }
    return false;
  }

  /** Some text that inherits the sets of this data set has bytes beyond ASCII. */
  public static boolean hasEightBitText(DataSet dataSet) {
    for (Element element : dataSet) {
      if (element instanceof Element.Value value
          && value.vr().usesSpecificCharacterSet()
          && isEightBit(value.bytes())) {
        return true;
      }
      if (element instanceof Element.Items sequence
          && sequence.items().stream()
              .anyMatch(
                  item -> !item.contains(Tag.SpecificCharacterSet) && hasEightBitText(item))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEightBit(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPlain(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0 || b == 0x1B || b == '\\' || b == '~') {
        return false;
      }
    }
    return true;
  }
}
