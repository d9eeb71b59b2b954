package io.isthmus.dicom.json;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The pieces of JSON text in UTF-8 (RFC 8259), one after the other. */
final class JsonInput {
  private static final int BUFFER = 16 * 1024;
  private static final int FIRST_STRING = 64;
  private static final int BOM_FIRST = 0xEF;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private long base;
  private byte[] string = new byte[FIRST_STRING];
  private int length;

  JsonInput(InputStream in) {
    this.in = in;
  }

  MalformedJsonException malformed(String fault) {
    return new MalformedJsonException(fault, base + position);
  }

  /** The next byte that is no white space, which stays to be read; -1 at the end. */
  int peek() throws IOException {
    while (true) {
      int next = look();
      if (next != ' ' && next != '\n' && next != '\r' && next != '\t') {
        return next;
      }
      position++;
    }
  }

  private int look() throws IOException {
    if (position == limit) {
      base += limit;
      position = 0;
      limit = Math.max(0, in.read(buffer, 0, BUFFER));
      if (limit == 0) {
        return -1;
      }
    }
    return buffer[position] & 0xFF;
  }

  private int next() throws IOException {
    int next = look();
    if (next < 0) {
      throw malformed("text ends early");
    }
    position++;
    return next;
  }

  /** Passes a byte order mark, which others write and we do not. */
  void passMark() throws IOException {
    if (look() == BOM_FIRST) {
      position++;
      if (next() != 0xBB || next() != 0xBF) {
        throw malformed("no JSON");
      }
    }
  }

  /** Passes this character if it is next. */
  boolean pass(char expected) throws IOException {
    if (peek() != expected) {
      return false;
    }
    position++;
    return true;
  }

  void expect(char expected) throws IOException {
    if (!pass(expected)) {
      throw malformed("'" + expected + "' is missing");
    }
  }

  void literal(String word) throws IOException {
    peek();
    for (int i = 0; i < word.length(); i++) {
      if (next() != word.charAt(i)) {
        throw malformed("unknown word");
      }
    }
  }

  /** A number as it is written. */
  String number() throws IOException {
    peek();
    length = 0;
    while (isNumeric(look())) {
      append((byte) next());
    }
    String text = new String(string, 0, length, StandardCharsets.US_ASCII);
    if (!isNumber(text)) {
      throw malformed("no number");
    }
    return text;
  }

  private static boolean isNumeric(int c) {
    return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
  }

  private static boolean isNumber(String text) {
    int at = digits(text, text.startsWith("-") ? 1 : 0);
    int start = text.startsWith("-") ? 1 : 0;
    if (at == start || (text.charAt(start) == '0' && at - start > 1)) {
      return false;
    }
    if (at < text.length() && text.charAt(at) == '.') {
      int end = digits(text, at + 1);
      if (end == at + 1) {
        return false;
      }
      at = end;
    }
    if (at < text.length() && (text.charAt(at) | ' ') == 'e') {
      at++;
      at += at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-') ? 1 : 0;
      int end = digits(text, at);
      return end > at && end == text.length();
    }
    return at == text.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  /** A string without its quotes and escapes. */
  String string() throws IOException {
    readString();
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(string, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed("text is not UTF-8");
    }
  }

  /** A string as bytes: base64 needs no characters. */
  ByteBuffer stringBytes() throws IOException {
    readString();
    return ByteBuffer.wrap(string, 0, length);
  }

  private void readString() throws IOException {
    expect('"');
    length = 0;
    for (int c = next(); c != '"'; c = next()) {
      if (c == '\\') {
        escape();
      } else if (c < ' ') {
        throw malformed("control character in a string");
      } else {
        append((byte) c);
      }
    }
  }

  private void escape() throws IOException {
    int c = next();
    switch (c) {
      case '"', '\\', '/' -> append((byte) c);
      case 'n' -> append((byte) '\n');
      case 'r' -> append((byte) '\r');
      case 't' -> append((byte) '\t');
      case 'f' -> append((byte) '\f');
      case 'b' -> append((byte) '\b');
      case 'u' -> unicode();
      default -> throw malformed("unknown escape");
    }
  }

  private void unicode() throws IOException {
    int unit = hex();
    int point = unit;
    if (Character.isHighSurrogate((char) unit)) {
      if (next() != '\\' || next() != 'u') {
        throw malformed("half of a surrogate pair");
      }
      int low = hex();
      if (!Character.isLowSurrogate((char) low)) {
        throw malformed("half of a surrogate pair");
      }
      point = Character.toCodePoint((char) unit, (char) low);
    } else if (Character.isLowSurrogate((char) unit)) {
      throw malformed("half of a surrogate pair");
    }
    for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
      append(b);
    }
  }

  private int hex() throws IOException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(next(), 16);
      if (digit < 0) {
        throw malformed("unknown escape");
      }
      value = (value << 4) | digit;
    }
    return value;
  }

  private void append(byte b) {
    if (length == string.length) {
      string = Arrays.copyOf(string, 2 * length);
    }
    string[length++] = b;
  }
}
