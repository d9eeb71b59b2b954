package io.isthmus.pixel.codec;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.SampleRows;
import io.isthmus.pixel.jpeg.JpegDecoder;

/**
 * Lossy JPEG (PS3.5 8.2.1, A.4.1). What the data set calls YBR becomes RGB, since native pixels
 * have no place for colours that several pixels share; nothing else is transformed, whatever an
 * application marker in the codestream says.
 */
final class JpegDctDecoder implements FrameDecoder {
  @Override
  public FrameDescription decoded(FrameDescription stored) {
    return stored.interleaved(isYbr(stored) ? "RGB" : stored.photometricInterpretation());
  }

  private static boolean isYbr(FrameDescription stored) {
    return stored.samplesPerPixel() == 3 && stored.photometricInterpretation().startsWith("YBR_");
  }

  @Override
  public byte[] decode(byte[] codestream, FrameDescription stored, Deadline deadline)
      throws CodecException {
    SampleRows pixels = SampleRows.blank(decoded(stored));
    JpegDecoder.decode(codestream, stored, pixels, isYbr(stored), deadline);
    return pixels.bytes();
  }
}
