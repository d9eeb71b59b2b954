package io.isthmus.dicom.charset;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text in code elements that escape sequences switch (PS3.5 6.1.2.5). The first declared set is
 * active at the beginning and after each delimiter.
 */
final class CodeExtensions {
  private static final int ESCAPE = 0x1B;

  private final CodeElement firstLow;
  private final @Nullable CodeElement firstHigh;
  private final List<CodeElement> declared;
  private final boolean switching;

  /**
   * @param first the elements of the first declared set, in any order
   * @param declared the elements of all declared sets, in their order
   * @param switching escape sequences count
   */
  CodeExtensions(List<CodeElement> first, List<CodeElement> declared, boolean switching) {
    this.firstLow =
        first.stream().filter(e -> !e.high && e.width == 1).findFirst().orElse(CodeElement.ASCII);
    this.firstHigh =
        first.stream()
            .filter(e -> e.high)
            .findFirst()
            .or(() -> declared.stream().filter(e -> e.high).findFirst())
            .orElse(null);
    this.declared = declared;
    this.switching = switching;
  }

  /** Bytes of ASCII show the same character here. */
  boolean showsAscii() {
    return firstLow == CodeElement.ASCII;
  }

  String decode(byte[] bytes, Delimiters delimiters) {
    StringBuilder text = new StringBuilder(bytes.length);
    CodeElement low = firstLow;
    CodeElement high = firstHigh;
    int at = 0;
    while (at < bytes.length) {
      byte b = bytes[at];
      CodeElement designated =
          b == ESCAPE && switching ? CodeElement.designatedBy(bytes, at + 1) : null;
      if (designated != null) {
        at += 1 + designated.escape.length();
        if (designated.high) {
          high = designated;
        } else {
          low = designated;
        }
      } else if (b >= 0 && (b < ' ' || low.width == 1)) {
        if (delimiters.end(b)) {
          low = firstLow;
          high = firstHigh;
        }
        text.append(b == '\\' && delimiters.end(b) ? '\\' : b < ' ' ? (char) b : low.decode(b));
        at++;
      } else {
        at += append(text, bytes, at, b < 0 ? high : low);
      }
    }
    return text.toString();
  }

  /** Appends one character of the element and says how many bytes it had. */
  private static int append(
      StringBuilder text, byte[] bytes, int at, @Nullable CodeElement element) {
    byte b = bytes[at];
    if (element == null) {
      text.append((char) (b & 0xFF));
      return 1;
    }
    if (element.width == 1) {
      text.append(element.decode(b));
      return 1;
    }
    if (at + 1 == bytes.length || (bytes[at + 1] < 0) != (b < 0) || bytes[at + 1] == ESCAPE) {
      text.append('\uFFFD');
      return 1;
    }
    text.append(element.decode(b, bytes[at + 1]));
    return 2;
  }

  /** The bytes of a text, or null if a character is in none of the sets. */
  byte @Nullable [] encode(String text, Delimiters delimiters) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    CodeElement low = firstLow;
    CodeElement high = firstHigh;
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      if (isLow(point)) {
        low = back(out, low);
        out.write(point);
        if (delimiters.end(point)) {
          high = firstHigh;
        }
        continue;
      }
      Encoded encoded = find(Character.toString(point), low, high);
      if (encoded == null) {
        return null;
      }
      if (encoded.element != low && encoded.element != high) {
        designate(out, encoded.element);
      }
      out.writeBytes(encoded.bytes);
      low = encoded.element.high ? low : encoded.element;
      high = encoded.element.high ? encoded.element : high;
    }
    back(out, low);
    return out.toByteArray();
  }

  private boolean isLow(int point) {
    return point < ' ' || point == '\\' || (point < 0x80 && firstLow.decode((byte) point) == point);
  }

  /** G0 is the first set's again before ASCII, delimiters and the end (PS3.5 6.1.2.5.3). */
  private CodeElement back(ByteArrayOutputStream out, CodeElement low) {
    if (low != firstLow) {
      designate(out, firstLow);
    }
    return firstLow;
  }

  private static void designate(ByteArrayOutputStream out, CodeElement element) {
    out.write(ESCAPE);
    out.writeBytes(element.escape.getBytes(StandardCharsets.US_ASCII));
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Encoded(CodeElement element, byte[] bytes) {}

  private @Nullable Encoded find(String character, CodeElement low, @Nullable CodeElement high) {
    Encoded current = encode(character, high);
    if (current == null) {
      current = encode(character, low);
    }
    if (current != null || !switching) {
      return current;
    }
    for (CodeElement element : declared) {
      Encoded other = encode(character, element);
      if (other != null) {
        return other;
      }
    }
    return null;
  }

  private static @Nullable Encoded encode(String character, @Nullable CodeElement element) {
    byte[] bytes = element == null ? null : element.encode(character);
    return bytes == null || element == null ? null : new Encoded(element, bytes);
  }
}
