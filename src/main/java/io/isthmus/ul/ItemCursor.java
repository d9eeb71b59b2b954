package io.isthmus.ul;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads the fields of a PDU or item; whatever would run over its end is malformed. */
final class ItemCursor {
  private final ByteBuffer bytes;
  private final String where;

  ItemCursor(ByteBuffer bytes, String where) {
    this.bytes = bytes;
    this.where = where;
  }

  boolean hasMore() {
    return bytes.hasRemaining();
  }

  int unsigned8() throws MalformedPduException {
    need(1);
    return Byte.toUnsignedInt(bytes.get());
  }

  int unsigned16() throws MalformedPduException {
    need(2);
    return Short.toUnsignedInt(bytes.getShort());
  }

  long unsigned32() throws MalformedPduException {
    need(4);
    return Integer.toUnsignedLong(bytes.getInt());
  }

  void skip(int count) throws MalformedPduException {
    need(count);
    bytes.position(bytes.position() + count);
  }

  Octets octets(int count) throws MalformedPduException {
    return Octets.take(slice(count));
  }

  /** The rest as octets. */
  Octets rest() {
    return Octets.take(bytes);
  }

  /** Text of a fixed width; padding spaces and the NULs that some peers add are not significant. */
  String text(int count) throws MalformedPduException {
    ByteBuffer slice = slice(count);
    return trim(StandardCharsets.ISO_8859_1.decode(slice).toString());
  }

  String restAsText() {
    return trim(StandardCharsets.ISO_8859_1.decode(bytes).toString());
  }

  /** A UID behind its 16-bit length. */
  String countedText() throws MalformedPduException {
    return text(unsigned16());
  }

  Octets countedOctets() throws MalformedPduException {
    return octets(unsigned16());
  }

  ItemCursor part(int count, String name) throws MalformedPduException {
    return new ItemCursor(slice(count), name);
  }

  private ByteBuffer slice(int count) throws MalformedPduException {
    need(count);
    ByteBuffer slice = bytes.slice(bytes.position(), count);
    bytes.position(bytes.position() + count);
    return slice;
  }

  private void need(int count) throws MalformedPduException {
    if (bytes.remaining() < count) {
      throw MalformedPduException.invalid(
          where + " ends " + (count - bytes.remaining()) + " bytes before a field of it does");
    }
  }

  private static String trim(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == 0)) {
      end--;
    }
    int start = 0;
    while (start < end && text.charAt(start) == ' ') {
      start++;
    }
    return text.substring(start, end);
  }
}
