package io.isthmus.pixel.jpeg2000;

import io.isthmus.pixel.Box;
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

  private Jp2File() {}

  /** The codestream in a file, or the bytes themselves if they are none. */
  static byte[] codestream(byte[] bytes) throws CodecException {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (bytes.length < Long.BYTES || in.getLong(0) != SIGNATURE) {
      return bytes;
    }
    try {
      while (true) {
        Box box = Box.read(in, "JP2");
        if (box.type() == CODESTREAM) {
          return Arrays.copyOfRange(bytes, box.content(), box.end());
        }
        in.position(box.end());
      }
    } catch (BufferUnderflowException e) {
      throw CodecException.malformed("a JP2 file without a codestream");
    }
  }
}
