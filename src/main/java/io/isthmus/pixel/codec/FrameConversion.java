package io.isthmus.pixel.codec;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import java.util.Optional;

/**
 * How the frames of an image become frames of another transfer syntax. Safe for any number of
 * threads at once.
 */
public final class FrameConversion {
  private final TransferSyntax target;
  private final FrameDecoder decoder;
  private final Optional<FrameEncoder> encoder;
  private final FrameDescription stored;
  private final FrameDescription decoded;

  FrameConversion(
      TransferSyntax target,
      FrameDecoder decoder,
      Optional<FrameEncoder> encoder,
      FrameDescription stored) {
    this.target = target;
    this.decoder = decoder;
    this.encoder = encoder;
    this.stored = stored;
    this.decoded = decoder.decoded(stored);
  }

  /** The transfer syntax that the frames come to be in. */
  public TransferSyntax target() {
    return target;
  }

  /** Whether the frames come to be codestreams, each of a length of its own. */
  public boolean encodes() {
    return encoder.isPresent();
  }

  /** What the data set has to say about the frames when they are converted. */
  public FrameDescription given() {
    return encoder.map(into -> into.encoded(decoded)).orElse(decoded);
  }

  /** Bits of a frame of native pixels, which follow each other without padding. */
  public long nativeBits() {
    return decoded.frameBits();
  }

  /** Bytes that a conversion holds in memory, about: a frame before it and after it. */
  public long workBytes() {
    return 2 * decoded.frameBytes();
  }

  /**
   * Converts a frame.
   *
   * @param frame as {@link Frames#read} gives it
   * @throws CodecException if it cannot be done, or not in time
   */
  public byte[] convert(byte[] frame, Deadline deadline) throws CodecException {
    byte[] pixels = decoder.decode(frame, stored, deadline);
    return encoder.isPresent() ? encoder.get().encode(pixels, decoded, deadline) : pixels;
  }
}
