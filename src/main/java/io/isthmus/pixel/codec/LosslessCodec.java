package io.isthmus.pixel.codec;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.SampleRows;

/**
 * Lossless JPEG and JPEG-LS (PS3.5 8.2.1 and 8.2.3, A.4.1 and A.4.3): components stay what they
 * are.
 */
record LosslessCodec(Decoding decoding, Encoding encoding) implements FrameDecoder, FrameEncoder {

  /** Makes the samples of a codestream. */
  @FunctionalInterface
  interface Decoding {
    void decode(byte[] codestream, FrameDescription stored, SampleRows pixels, Deadline deadline)
        throws CodecException;
  }

  /** Makes a codestream of samples. */
  @FunctionalInterface
  interface Encoding {
    byte[] encode(SampleRows from, FrameDescription pixels, Deadline deadline)
        throws CodecException;
  }

  @Override
  public FrameDescription decoded(FrameDescription stored) {
    String interpretation = stored.photometricInterpretation();
    return stored.interleaved(interpretation.endsWith("_422") ? "YBR_FULL" : interpretation);
  }

  @Override
  public byte[] decode(byte[] codestream, FrameDescription stored, Deadline deadline)
      throws CodecException {
    SampleRows pixels = SampleRows.blank(decoded(stored));
    decoding.decode(codestream, stored, pixels, deadline);
    return pixels.bytes();
  }

  @Override
  public boolean accepts(FrameDescription pixels) {
    return pixels.bitsAllocated() > 1
        && pixels.bitsAllocated() <= Short.SIZE
        && !pixels.photometricInterpretation().endsWith("_422");
  }

  @Override
  public FrameDescription encoded(FrameDescription pixels) {
    return decoded(pixels);
  }

  @Override
  public byte[] encode(byte[] frame, FrameDescription pixels, Deadline deadline)
      throws CodecException {
    return encoding.encode(SampleRows.of(frame, pixels), pixels, deadline);
  }
}
