package io.isthmus.pixel.codec;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.CodecException.Reason;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The codecs that this gateway has: the support table. What is not in it is not offered; it can
 * still be received, stored and passed on.
 */
public final class FrameCodecs {
  private final Map<TransferSyntax, FrameCodec> codecs;
  private final List<String> absences;
  private final long mostBytes;

  private FrameCodecs(
      Map<TransferSyntax, FrameCodec> codecs, List<String> absences, long mostBytes) {
    this.codecs = codecs;
    this.absences = List.copyOf(absences);
    this.mostBytes = mostBytes;
  }

  /**
   * Asks each provider what it can do here. Never fails: a provider that is not there is noted and
   * left out. For a syntax the first provider that decodes it, and the first that encodes it,
   * count.
   *
   * @param mostBytes the largest frame of native pixels that is decoded
   */
  public static FrameCodecs probe(List<CodecProvider> providers, long mostBytes) {
    Map<TransferSyntax, FrameCodec> found = new LinkedHashMap<>();
    List<String> absences = new ArrayList<>();
    for (CodecProvider provider : providers) {
      try {
        provider.codecs().forEach(codec -> found.merge(codec.syntax(), codec, FrameCodecs::joined));
      } catch (CodecException | RuntimeException | LinkageError e) {
        absences.add(provider.name() + ": " + e.getMessage());
      }
    }
    return new FrameCodecs(found, absences, mostBytes);
  }

  private static FrameCodec joined(FrameCodec first, FrameCodec second) {
    boolean adds =
        (first.decoder().isEmpty() && second.decoder().isPresent())
            || (first.encoder().isEmpty() && second.encoder().isPresent());
    return new FrameCodec(
        first.syntax(),
        adds ? first.provider() + ", " + second.provider() : first.provider(),
        first.decoder().or(second::decoder),
        first.encoder().or(second::encoder));
  }

  /** The support table: a row per transfer syntax that can be decoded or encoded. */
  public List<FrameCodec> table() {
    return List.copyOf(codecs.values());
  }

  /** Which providers are not there, and why, in words for the operator. */
  public List<String> absences() {
    return absences;
  }

  /** The decoder of a transfer syntax, if there is one. */
  public Optional<FrameDecoder> decoder(TransferSyntax syntax) {
    return Optional.ofNullable(codecs.get(syntax)).flatMap(FrameCodec::decoder).map(this::capped);
  }

  /** The encoder into a transfer syntax, if there is one. */
  public Optional<FrameEncoder> encoder(TransferSyntax syntax) {
    return Optional.ofNullable(codecs.get(syntax)).flatMap(FrameCodec::encoder);
  }

  /** The decoder with the cap: no frame larger than it is begun. */
  private FrameDecoder capped(FrameDecoder decoder) {
    return new FrameDecoder() {
      @Override
      public FrameDescription decoded(FrameDescription stored) {
        return decoder.decoded(stored);
      }

      @Override
      public byte[] decode(byte[] codestream, FrameDescription stored, Deadline deadline)
          throws CodecException {
        long bytes = decoder.decoded(stored).frameBytes();
        if (bytes > mostBytes) {
          throw new CodecException(
              Reason.TOO_LARGE, "a frame of " + bytes + " bytes, more than " + mostBytes);
        }
        return decoder.decode(codestream, stored, deadline);
      }
    };
  }
}
