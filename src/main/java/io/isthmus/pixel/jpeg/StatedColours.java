package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.FrameDescription;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a codestream of three components says that they are. A JFIF marker is for luminance and
 * colour differences alone (T.871 10.1), an Adobe marker says which (T.872 6.5.3), and both come
 * from the encoder itself; Photometric Interpretation has passed through other hands, and counts
 * where there is neither.
 */
final class StatedColours {
  private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);

  /** Version and two words of flags, of an Adobe marker. */
  private static final int BEFORE_TRANSFORM = 6;

  private boolean jfif;
  private Optional<Boolean> transformed = Optional.empty();

  /** Reads the segment of an APP0 marker. */
  void readJfif(Segment segment) throws CodecException {
    jfif |= begins(segment, JFIF);
  }

  /** Reads the segment of an APP14 marker. */
  void readAdobe(Segment segment) throws CodecException {
    if (begins(segment, ADOBE)) {
      segment.octets(BEFORE_TRANSFORM);
      transformed = Optional.of(segment.octet() != 0);
    }
  }

  private static boolean begins(Segment segment, byte[] name) throws CodecException {
    for (byte letter : name) {
      if (!segment.hasMore() || segment.octet() != letter) {
        return false;
      }
    }
    return true;
  }

  /** Whether the components are luminance and colour differences. */
  boolean isYbr(FrameDescription stored) {
    return jfif
        || transformed.orElseGet(() -> stored.photometricInterpretation().startsWith("YBR_"));
  }
}
