package io.isthmus.dicom.xml;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** XML 1.0 text in UTF-8, which never holds a character that XML has not. */
final class XmlOutput {
  private static final int CAPACITY = 16 * 1024;

  private final OutputStream out;
  private final StringBuilder buffer = new StringBuilder(CAPACITY);

  XmlOutput(OutputStream out) {
    this.out = out;
  }

  /** Writes markup. */
  void raw(String markup) throws IOException {
    buffer.append(markup);
    if (buffer.length() > CAPACITY) {
      drain();
    }
  }

  /** Writes characters; those that XML 1.0 has not become U+FFFD. */
  void text(String text) throws IOException {
    text.codePoints().forEach(this::character);
    if (buffer.length() > CAPACITY) {
      drain();
    }
  }

  private void character(int point) {
    switch (point) {
      case '<' -> buffer.append("&lt;");
      case '>' -> buffer.append("&gt;");
      case '&' -> buffer.append("&amp;");
      case '"' -> buffer.append("&quot;");
      case '\r' -> buffer.append("&#13;");
      case '\n' -> buffer.append("&#10;");
      case '\t' -> buffer.append("&#9;");
      default -> buffer.appendCodePoint(isCharacter(point) ? point : 0xFFFD);
    }
  }

  /** The production Char of XML 1.0, without the three handled above. */
  private static boolean isCharacter(int point) {
    return (point >= ' ' && point <= 0xD7FF)
        || (point >= 0xE000 && point <= 0xFFFD)
        || point >= 0x10000;
  }

  void drain() throws IOException {
    out.write(buffer.toString().getBytes(StandardCharsets.UTF_8));
    buffer.setLength(0);
  }
}
