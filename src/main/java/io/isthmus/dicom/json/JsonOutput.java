package io.isthmus.dicom.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** JSON text as UTF-8 bytes, through one buffer. */
final class JsonOutput {
  private static final int BUFFER = 32 * 1024;
  private static final int MAX_PIECE = 64;
  private static final byte[] HEX = ascii("0123456789ABCDEF");
  private static final byte[] DIGITS =
      ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
  private static final int SIX_BITS = 0x3F;
  private static final char REPLACEMENT = '\uFFFD';

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER];
  private int count;

  JsonOutput(OutputStream out) {
    this.out = out;
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  void drain() throws IOException {
    out.write(buffer, 0, count);
    count = 0;
  }

  void put(char ascii) throws IOException {
    room(1);
    buffer[count++] = (byte) ascii;
  }

  /** Writes a few bytes of JSON as they are. */
  void put(byte[] ascii) throws IOException {
    room(ascii.length);
    System.arraycopy(ascii, 0, buffer, count, ascii.length);
    count += ascii.length;
  }

  /** Writes eight hexadecimal digits. */
  void hex(int value) throws IOException {
    room(8);
    for (int shift = 28; shift >= 0; shift -= 4) {
      buffer[count++] = HEX[(value >>> shift) & 0xF];
    }
  }

  /** Writes text that needs no escape as it is. */
  void plain(String text) throws IOException {
    for (int i = 0; i < text.length(); i++) {
      put(text.charAt(i));
    }
  }

  void number(long value) throws IOException {
    if (value < 0) {
      plain(Long.toString(value));
      return;
    }
    room(20);
    int digits = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      digits++;
    }
    long rest = value;
    for (int i = count + digits - 1; i >= count; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    count += digits;
  }

  /** Writes bytes of printable ASCII, without quotes and backslashes, as a string. */
  void quotedPlain(byte[] bytes, int from, int to) throws IOException {
    put('"');
    int at = from;
    while (at < to) {
      if (count == BUFFER) {
        drain();
      }
      int piece = Math.min(to - at, BUFFER - count);
      System.arraycopy(bytes, at, buffer, count, piece);
      count += piece;
      at += piece;
    }
    put('"');
  }

  /** Writes a string with the escapes of RFC 8259; half of a surrogate pair becomes U+FFFD. */
  void quoted(String text) throws IOException {
    put('"');
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      room(6);
      if (c < 0x80) {
        ascii(c);
      } else if (c < 0x800) {
        buffer[count++] = (byte) (0xC0 | (c >> 6));
        buffer[count++] = (byte) (0x80 | (c & SIX_BITS));
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        fourBytes(Character.toCodePoint(c, text.charAt(i)));
      } else {
        threeBytes(Character.isSurrogate(c) ? REPLACEMENT : c);
      }
    }
    put('"');
  }

  private void ascii(char c) {
    if (c >= ' ' && c != '"' && c != '\\') {
      buffer[count++] = (byte) c;
      return;
    }
    buffer[count++] = '\\';
    switch (c) {
      case '"', '\\' -> buffer[count++] = (byte) c;
      case '\n' -> buffer[count++] = 'n';
      case '\r' -> buffer[count++] = 'r';
      case '\t' -> buffer[count++] = 't';
      case '\f' -> buffer[count++] = 'f';
      case '\b' -> buffer[count++] = 'b';
      default -> {
        buffer[count++] = 'u';
        buffer[count++] = '0';
        buffer[count++] = '0';
        buffer[count++] = HEX[c >> 4];
        buffer[count++] = HEX[c & 0xF];
      }
    }
  }

  private void threeBytes(char c) {
    buffer[count++] = (byte) (0xE0 | (c >> 12));
    buffer[count++] = (byte) (0x80 | ((c >> 6) & SIX_BITS));
    buffer[count++] = (byte) (0x80 | (c & SIX_BITS));
  }

  private void fourBytes(int point) {
    buffer[count++] = (byte) (0xF0 | (point >> 18));
    buffer[count++] = (byte) (0x80 | ((point >> 12) & SIX_BITS));
    buffer[count++] = (byte) (0x80 | ((point >> 6) & SIX_BITS));
    buffer[count++] = (byte) (0x80 | (point & SIX_BITS));
  }

  /** Writes bytes as a string of base64 with padding (RFC 4648 4). */
  void base64(byte[] bytes) throws IOException {
    put('"');
    int whole = bytes.length - bytes.length % 3;
    int at = 0;
    while (at < whole) {
      room(MAX_PIECE);
      int groups = Math.min((whole - at) / 3, (BUFFER - count) / 4);
      int to = count;
      for (int end = at + 3 * groups; at < end; at += 3) {
        int bits =
            ((bytes[at] & 0xFF) << 16) | ((bytes[at + 1] & 0xFF) << 8) | (bytes[at + 2] & 0xFF);
        buffer[to++] = DIGITS[bits >>> 18];
        buffer[to++] = DIGITS[(bits >>> 12) & SIX_BITS];
        buffer[to++] = DIGITS[(bits >>> 6) & SIX_BITS];
        buffer[to++] = DIGITS[bits & SIX_BITS];
      }
      count = to;
    }
    base64Rest(bytes, whole);
    put('"');
  }

  private void base64Rest(byte[] bytes, int at) throws IOException {
    int left = bytes.length - at;
    if (left == 0) {
      return;
    }
    int bits = ((bytes[at] & 0xFF) << 16) | (left == 2 ? (bytes[at + 1] & 0xFF) << 8 : 0);
    room(4);
    buffer[count++] = DIGITS[bits >>> 18];
    buffer[count++] = DIGITS[(bits >>> 12) & SIX_BITS];
    buffer[count++] = left == 2 ? DIGITS[(bits >>> 6) & SIX_BITS] : (byte) '=';
    buffer[count++] = '=';
  }

  private void room(int bytes) throws IOException {
    if (BUFFER - count < bytes) {
      drain();
    }
  }
}
