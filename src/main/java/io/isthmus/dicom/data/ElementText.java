package io.isthmus.dicom.data;

import io.isthmus.dicom.charset.CharacterSets;
import io.isthmus.dicom.charset.Delimiters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Values as text and back (PS3.5 6.2 and 6.4). */
public final class ElementText {
  private static final int NAME_GROUPS = 3;

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
    return vr.isBinaryNumber() || vr == Vr.AT ? BinaryNumbers.texts(value) : List.of();
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

  /**
   * The component groups of a person name: alphabetic, ideographic, phonetic, as many as it has,
   * without the spaces around them (PS3.5 6.2.1.1). Spaces of other character sets are characters.
   */
  public static List<String> nameGroups(String name) {
    return Arrays.stream(name.split("=", NAME_GROUPS)).map(group -> trim(group, Vr.PN)).toList();
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
    String text = unpadded(from.decode(value.bytes(), delimiters), value.vr());
    return new Element.Value(
        value.tag(), value.vr(), padded(to.encode(text, delimiters), value.vr()));
  }

  /** Without the one character that made the number of bytes even. */
  private static String unpadded(String text, Vr vr) {
    return text.endsWith(String.valueOf((char) vr.padding()))
        ? text.substring(0, text.length() - 1)
        : text;
  }
}
