package io.isthmus.dicom.charset;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The code elements that ISO 2022 escape sequences designate, and what their bytes mean (PS3.3
 * Tables C.12-3 and C.12-4). G0 holds bytes 00 to 7F, G1 80 to FF.
 */
enum CodeElement {
  ASCII(6, false, 1, "(B", "US-ASCII"),
  ROMAJI(13, false, 1, "(J", "JIS_X0201"),
  KATAKANA(13, true, 1, ")I", "JIS_X0201"),
  LATIN_1(100, true, 1, "-A", "ISO-8859-1"),
  LATIN_2(101, true, 1, "-B", "ISO-8859-2"),
  LATIN_3(109, true, 1, "-C", "ISO-8859-3"),
  LATIN_4(110, true, 1, "-D", "ISO-8859-4"),
  CYRILLIC(144, true, 1, "-L", "ISO-8859-5"),
  ARABIC(127, true, 1, "-G", "ISO-8859-6"),
  GREEK(126, true, 1, "-F", "ISO-8859-7"),
  HEBREW(138, true, 1, "-H", "ISO-8859-8"),
  LATIN_5(148, true, 1, "-M", "ISO-8859-9"),
  LATIN_9(203, true, 1, "-b", "ISO-8859-15"),
  THAI(166, true, 1, "-T", "TIS-620"),
  JIS_X_0208(87, false, 2, "$B", "x-JIS0208"),
  JIS_X_0212(159, false, 2, "$(D", "JIS_X0212-1990"),
  KS_X_1001(149, true, 2, "$)C", "EUC-KR"),
  GB_2312(58, true, 2, "$)A", "GB2312");

  private static final int JIS_X_0201 = 13;
  private static final CodeElement[] ALL = values();
  private static final int HIGH = 0x80;
  private static final char REPLACEMENT = '\uFFFD';

  /** The number in the defined terms: ISO_IR n, ISO 2022 IR n. */
  final int registration;

  /** It is designated as G1. */
  final boolean high;

  /** Bytes of a character. */
  final int width;

  /** What follows ESC. */
  final String escape;

  private final Charset charset;
  private final String single;

  CodeElement(int registration, boolean high, int width, String escape, String charset) {
    this.registration = registration;
    this.high = high;
    this.width = width;
    this.escape = escape;
    this.charset = Charset.forName(charset);
    this.single = width == 1 ? table(this.charset, !high && registration == JIS_X_0201) : "";
  }

  private static String table(Charset charset, boolean romaji) {
    char[] table = new char[256];
    byte[] one = new byte[1];
    for (int i = 0; i < table.length; i++) {
      one[0] = (byte) i;
      String text = new String(one, charset);
      table[i] = text.length() == 1 ? text.charAt(0) : REPLACEMENT;
    }
    if (romaji) {
      // Java shows both as ASCII does; they are yen sign and overline.
      table['\\'] = '\u00A5';
      table['~'] = '\u203E';
    }
    return new String(table);
  }

  /** The element that the bytes after ESC designate, or null. */
  static @Nullable CodeElement designatedBy(byte[] bytes, int from) {
    for (CodeElement element : ALL) {
      if (matches(bytes, from, element.escape)) {
        return element;
      }
    }
    return null;
  }

  private static boolean matches(byte[] bytes, int from, String escape) {
    if (from + escape.length() > bytes.length) {
      return false;
    }
    for (int i = 0; i < escape.length(); i++) {
      if (bytes[from + i] != escape.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The elements of a registration, G0 first; none if the standard does not define it. */
  static CodeElement[] of(int registration) {
    return Arrays.stream(ALL)
        .filter(element -> element.registration == registration)
        .toArray(CodeElement[]::new);
  }

  /** The character of one byte. */
  char decode(byte b) {
    return single.charAt(b & 0xFF);
  }

  /** The character of two bytes, or U+FFFD. */
  String decode(byte first, byte second) {
    return new String(new byte[] {first, second}, charset);
  }

  /**
   * The bytes of a character beyond ASCII in this element, or null. None is written as 5CH, which
   * would end a value.
   */
  byte @Nullable [] encode(String character) {
    if (width == 1) {
      char c = character.charAt(0);
      for (int i = high ? HIGH : 0; i < (high ? single.length() : HIGH); i++) {
        if (single.charAt(i) == c && c != REPLACEMENT && i != '\\' && character.length() == 1) {
          return new byte[] {(byte) i};
        }
      }
      return null;
    }
    CharsetEncoder encoder = charset.newEncoder();
    if (!encoder.canEncode(character)) {
      return null;
    }
    byte[] bytes = character.getBytes(charset);
    return bytes.length == width && ((bytes[0] & HIGH) != 0) == high ? bytes : null;
  }
}
