package io.isthmus.pixel.codec;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.SampleRows;
import io.isthmus.pixel.jpeg.JpegDecoder;

/**
 * Lossy JPEG (PS3.5 8.2.1, A.4.1). Three components that the data set calls YBR or RGB become RGB,
 * since native pixels have no place for colours that several pixels share; which of both they are,
 * the codestream says where it says anything.
 */
final class JpegDctDecoder implements FrameDecoder {
  @Override
  public FrameDescription decoded(FrameDescription stored) {
    return stored.interleaved(becomesRgb(stored) ? "RGB" : stored.photometricInterpretation());
  }

  private static boolean becomesRgb(FrameDescription stored) {
    String interpretation = stored.photometricInterpretation();
    return stored.samplesPerPixel() == 3
        && (interpretation.startsWith("YBR_") || interpretation.equals("RGB"));
  }

  @Override
  public byte[] decode(byte[] codestream, FrameDescription stored, Deadline deadline)
      throws CodecException {
    SampleRows pixels = SampleRows.blank(decoded(stored));
    JpegDecoder.decode(codestream, stored, pixels, becomesRgb(stored), deadline);
    return pixels.bytes();
  }
}
