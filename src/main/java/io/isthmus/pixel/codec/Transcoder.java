package io.isthmus.pixel.codec;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** What can be made of images with the codecs that there are. */
public final class Transcoder {
  private static final Duration LONGEST_FOR_ICON = Duration.ofSeconds(5);

  private final FrameCodecs codecs;
  private final LongSupplier nanoTime;

  /**
   * With these codecs.
   *
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  public Transcoder(FrameCodecs codecs, LongSupplier nanoTime) {
    this.codecs = codecs;
    this.nanoTime = nanoTime;
  }

  /**
   * How the frames of an image become frames of another transfer syntax; empty where they cannot.
   * Nothing is compressed with loss: that would be another SOP instance (WADO-06, PS3.3
   * C.7.6.1.1.5).
   *
   * @param image the attributes that describe the pixel data
   * @param from how the pixel data are encoded
   */
  public Optional<FrameConversion> conversion(
      DataSet image, TransferSyntax from, TransferSyntax to) {
    Optional<FrameDecoder> decoder = codecs.decoder(from);
    if (decoder.isEmpty() || to.lossy()) {
      return Optional.empty();
    }
    try {
      FrameDescription stored = FrameDescription.of(image);
      FrameDescription decoded = decoder.get().decoded(stored);
      Optional<FrameEncoder> encoder =
          to.encapsulated()
              ? codecs.encoder(to).filter(by -> by.accepts(decoded))
              : Optional.empty();
      return to.encapsulated() && encoder.isEmpty()
          ? Optional.empty()
          : Optional.of(new FrameConversion(to, decoder.get(), encoder, stored));
    } catch (CodecException impossible) {
      return Optional.empty();
    }
  }

  /**
   * How an instance becomes one of another transfer syntax; empty where it cannot.
   *
   * @param dataSet its binary values located
   * @param from how it is encoded
   */
  public Optional<InstanceConversion> instance(
      DataSet dataSet, TransferSyntax from, TransferSyntax to) {
    return InstanceConversion.plan(this, dataSet, from, to);
  }

  /** Whether pixels of a transfer syntax can be decoded. */
  public boolean decodes(TransferSyntax from) {
    return codecs.decoder(from).isPresent();
  }

  /** By when an icon has to be decoded that is begun now. */
  Deadline ofIcons() {
    return Deadline.in(LONGEST_FOR_ICON, nanoTime);
  }

  /** The transfer syntaxes that images can be had in beside their own, native ones first. */
  public List<TransferSyntax> targets() {
    return Stream.concat(
            Stream.of(TransferSyntax.ExplicitVRLittleEndian),
            codecs.table().stream()
                .filter(codec -> codec.encoder().isPresent())
                .map(FrameCodec::syntax)
                .filter(syntax -> syntax.encapsulated() && !syntax.lossy()))
        .toList();
  }
}
