package io.isthmus.pixel.codec;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.SampleRows;
import io.isthmus.pixel.jpeg.JpegDecoder;
import io.isthmus.pixel.jpeg.LosslessEncoder;

/** Lossless JPEG (PS3.5 8.2.1, A.4.1): components stay what they are. */
final class JpegLosslessCodec implements FrameDecoder, FrameEncoder {
  @Override
  public FrameDescription decoded(FrameDescription stored) {
    String interpretation = stored.photometricInterpretation();
    return stored.interleaved(interpretation.endsWith("_422") ? "YBR_FULL" : interpretation);
  }

  @Override
  public byte[] decode(byte[] codestream, FrameDescription stored, Deadline deadline)
      throws CodecException {
    SampleRows pixels = SampleRows.blank(decoded(stored));
    JpegDecoder.decode(codestream, stored, pixels, false, deadline);
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
    return LosslessEncoder.encode(SampleRows.of(frame, pixels), pixels, deadline);
  }
}
