package io.isthmus.pixel.codec;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import java.util.Arrays;

/** Pixels that are stored as they are (PS3.5 8.1); {@link Frames} has cut them out already. */
final class NativeCodec implements FrameDecoder, FrameEncoder {
  @Override
  public FrameDescription decoded(FrameDescription stored) {
    return stored;
  }

  @Override
  public byte[] decode(byte[] codestream, FrameDescription stored, Deadline deadline)
      throws CodecException {
    return exact(codestream, stored);
  }

  @Override
  public boolean accepts(FrameDescription pixels) {
    return true;
  }

  @Override
  public FrameDescription encoded(FrameDescription pixels) {
    return pixels;
  }

  @Override
  public byte[] encode(byte[] frame, FrameDescription pixels, Deadline deadline)
      throws CodecException {
    return exact(frame, pixels);
  }

  /** A fragment may end with a byte of padding. */
  private static byte[] exact(byte[] frame, FrameDescription pixels) throws CodecException {
    long length = pixels.frameBytes();
    if (frame.length < length) {
      throw CodecException.malformed(
          "a native frame has " + frame.length + " bytes instead of " + length);
    }
    return frame.length == length ? frame : Arrays.copyOf(frame, (int) length);
  }
}
