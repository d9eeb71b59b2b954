package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;
import java.util.Arrays;

/** The parameters of a marker segment (T.81 B.1.1.4), read from the first to the last. */
public final class Segment {
  private final byte[] data;
  private final int end;
  private int position;

  private Segment(byte[] data, int position, int end) {
    this.data = data;
    this.position = position;
    this.end = end;
  }

  /** A segment whose length stands at {@code start}. */
  public static Segment at(byte[] data, int start) throws CodecException {
    int length = new Segment(data, start, data.length).word();
    if (length < 2 || length > data.length - start) {
      throw CodecException.malformed("a segment of " + length + " bytes at offset " + start);
    }
    return new Segment(data, start + 2, start + length);
  }

  /** Whether there is more. */
  public boolean hasMore() {
    return position < end;
  }

  /** Where the next segment or the entropy-coded data begin. */
  public int end() {
    return end;
  }

  /** The next byte. */
  public int octet() throws CodecException {
    if (position >= end) {
      throw CodecException.malformed("a segment ends early at offset " + position);
    }
    return data[position++] & 0xFF;
  }

  /** The next two bytes. */
  public int word() throws CodecException {
    return octet() << Byte.SIZE | octet();
  }

  /** The next bytes. */
  public byte[] octets(int count) throws CodecException {
    if (count > end - position) {
      throw CodecException.malformed("a segment ends early at offset " + position);
    }
    position += count;
    return Arrays.copyOfRange(data, position - count, position);
  }
}
