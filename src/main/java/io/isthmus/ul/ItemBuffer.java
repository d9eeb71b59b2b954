package io.isthmus.ul;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Collects the big endian fields of a PDU or item; nested items get their length by themselves. */
final class ItemBuffer {
  private static final int MAX_LENGTH = 0xFFFF;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ItemBuffer unsigned8(int value) {
    out.write(value);
    return this;
  }

  ItemBuffer unsigned16(int value) {
    if (value < 0 || value > MAX_LENGTH) {
      throw new IllegalArgumentException(value + " does not fit into 16 bits");
    }
    return unsigned8(value >>> 8).unsigned8(value);
  }

  ItemBuffer unsigned32(long value) {
    return unsigned16((int) (value >>> 16) & MAX_LENGTH).unsigned16((int) value & MAX_LENGTH);
  }

  ItemBuffer octets(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  ItemBuffer zeros(int count) {
    return octets(new byte[count]);
  }

  ItemBuffer text(String text) {
    return octets(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Text of a fixed width, padded with spaces. */
  ItemBuffer text(String text, int width) {
    if (text.length() > width) {
      throw new IllegalArgumentException("text of " + text.length() + " characters for " + width);
    }
    return text(text).text(" ".repeat(width - text.length()));
  }

  ItemBuffer countedText(String text) {
    return unsigned16(text.length()).text(text);
  }

  ItemBuffer countedOctets(Octets octets) {
    return unsigned16(octets.length()).octets(octets.toByteArray());
  }

  /** An item: type, reserved byte, length, content. */
  ItemBuffer item(int type, Consumer<ItemBuffer> content) {
    ItemBuffer inner = new ItemBuffer();
    content.accept(inner);
    byte[] bytes = inner.toByteArray();
    return unsigned8(type).unsigned8(0).unsigned16(bytes.length).octets(bytes);
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
