package io.isthmus.ul;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An immutable sequence of bytes, equal by content; never printed, as it may hold a credential. */
public final class Octets {
  /** No bytes at all. */
  public static final Octets EMPTY = new Octets(new byte[0]);

  private final byte[] bytes;

  private Octets(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of the given bytes. */
  public static Octets of(byte... bytes) {
    return bytes.length == 0 ? EMPTY : new Octets(bytes.clone());
  }

  /** The UTF-8 bytes of a text, as user identities carry it (PS3.7 D.3.3.7). */
  public static Octets utf8(String text) {
    return new Octets(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes all remaining bytes of the buffer. */
  static Octets take(ByteBuffer buffer) {
    byte[] taken = new byte[buffer.remaining()];
    buffer.get(taken);
    return new Octets(taken);
  }

  void put(ByteBuffer target) {
    target.put(bytes);
  }

  /** Number of bytes. */
  public int length() {
    return bytes.length;
  }

  /**
   * The byte at an index as 0..255, or 0 beyond the end: negotiation bytes that are not sent mean 0
   * (PS3.4 C.5).
   */
  public int at(int index) {
    return index < bytes.length ? Byte.toUnsignedInt(bytes[index]) : 0;
  }

  /** A copy of the bytes. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** The bytes read as UTF-8. */
  public String toUtf8() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
