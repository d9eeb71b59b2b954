package io.isthmus.pixel.codec;

import io.isthmus.dicom.data.TransferSyntax;
import java.util.Optional;

/**
 * A row of the support table: what can be done with a transfer syntax, and by whom.
 *
 * @param provider who does it, as people call it
 * @param decoder from this syntax, if it can be decoded
 * @param encoder into this syntax, if it can be encoded
 */
public record FrameCodec(
    TransferSyntax syntax,
    String provider,
    Optional<FrameDecoder> decoder,
    Optional<FrameEncoder> encoder) {

  /** A codec for both ways. */
  public static FrameCodec both(
      TransferSyntax syntax, String provider, FrameDecoder decoder, FrameEncoder encoder) {
    return new FrameCodec(syntax, provider, Optional.of(decoder), Optional.of(encoder));
  }

  /** A codec that decodes only. */
  public static FrameCodec decoding(TransferSyntax syntax, String provider, FrameDecoder decoder) {
    return new FrameCodec(syntax, provider, Optional.of(decoder), Optional.empty());
  }
}
