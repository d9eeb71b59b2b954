package io.isthmus.pixel.codec;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.SampleRows;
import io.isthmus.pixel.jpeg.JpegDecoder;

/** Lossless JPEG (PS3.5 8.2.1, A.4.1): components stay what they are. */
final class JpegLosslessCodec implements FrameDecoder {
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
}
