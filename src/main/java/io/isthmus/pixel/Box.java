package io.isthmus.pixel;

import java.nio.ByteBuffer;

/**
 * A box of the files that codestreams may stand in: its length, its type and what it holds (T.800
 * I.4, ISO/IEC 18181-2).
 *
 * @param type four letters
 * @param content where what it holds begins
 * @param end where it ends
 */
public record Box(int type, int content, int end) {
  private static final int HEADER = 8;
  private static final int LONG_HEADER = 16;

  /**
   * Reads the head of the box at the position of a file.
   *
   * @param format of the file, for the message
   * @throws CodecException if the box ends outside of the file or within its own head
   * @throws java.nio.BufferUnderflowException if the file ends within the head
   */
  public static Box read(ByteBuffer in, String format) throws CodecException {
    int begin = in.position();
    long length = Integer.toUnsignedLong(in.getInt());
    int type = in.getInt();
    int header = HEADER;
    if (length == 1) {
      length = in.getLong();
      header = LONG_HEADER;
    }
    long end = length == 0 ? in.capacity() : begin + length;
    if (end < begin + header || end > in.capacity()) {
      throw CodecException.malformed("a box of a " + format + " file ends at " + end);
    }
    return new Box(type, begin + header, (int) end);
  }
}
