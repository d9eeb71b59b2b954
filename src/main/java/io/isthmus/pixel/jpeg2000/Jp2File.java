package io.isthmus.pixel.jpeg2000;

import io.isthmus.pixel.CodecException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A JP2 file where PS3.5 A.4.4 wants a codestream, as some write it: what its boxes say about
 * colours is for the data set to say (T.800 I.4).
 */
final class Jp2File {
  /** The first box: its length and type. */
  private static final long SIGNATURE = 0x0000000C_6A502020L;

  private static final int CODESTREAM = 0x6A703263;
  private static final int HEADER = 8;
  private static final int LONG_HEADER = 16;

  private Jp2File() {}

  /** The codestream in a file, or the bytes themselves if they are none. */
  static byte[] codestream(byte[] bytes) throws CodecException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER || in.getLong(0) != SIGNATURE) {
      return bytes;
    }
    try {
      while (true) {
        int box = in.position();
        long length = Integer.toUnsignedLong(in.getInt());
        int type = in.getInt();
        int header = HEADER;
        if (length == 1) {
          length = in.getLong();
          header = LONG_HEADER;
        }
        long end = length == 0 ? bytes.length : box + length;
        if (end < box + header || end > bytes.length) {
          throw CodecException.malformed("a box of a JP2 file ends at " + end);
        }
        if (type == CODESTREAM) {
          return Arrays.copyOfRange(bytes, box + header, (int) end);
        }
        in.position((int) end);
      }
    } catch (BufferUnderflowException e) {
      throw CodecException.malformed("a JP2 file without a codestream");
    }
  }
}
