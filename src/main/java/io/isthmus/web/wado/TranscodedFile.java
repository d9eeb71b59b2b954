package io.isthmus.web.wado;

import io.isthmus.derived.FrameLine;
import io.isthmus.derived.FrameRequest;
import io.isthmus.dicom.codec.FileMeta;
import io.isthmus.dicom.codec.Part10Writer;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.codec.FrameConversion;
import io.isthmus.pixel.codec.InstanceConversion;
import io.isthmus.pixel.codec.Transcoder;
import io.isthmus.retrieve.SpooledInstance;
import io.isthmus.retrieve.content.FrameIndex;
import io.isthmus.retrieve.content.InstanceContent;
import io.isthmus.retrieve.content.InstanceContents;
import io.isthmus.retrieve.spool.SpoolReader;
import io.isthmus.web.http.BufferedBody;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A whole instance written in another transfer syntax, frame by frame as they are made. The first
 * one is made before the file is given, so that a picture that cannot be made is none.
 */
final class TranscodedFile implements InstanceFile {
  private final InstanceContent content;
  private final SpoolReader reader;
  private final InstanceConversion conversion;
  private final @Nullable FrameLine line;
  private final byte[] header;
  private byte @Nullable [] first;

  private TranscodedFile(
      SpooledInstance instance,
      InstanceContent content,
      SpoolReader reader,
      InstanceConversion conversion,
      @Nullable FrameLine line)
      throws IOException {
    this.content = content;
    this.reader = reader;
    this.conversion = conversion;
    this.line = line;
    this.header =
        Part10Writer.header(
            new FileMeta(instance.sopClassUid(), instance.sopInstanceUid(), conversion.target()));
    this.first = line == null ? null : line.next();
  }

  /** What instances are transcoded with. */
  record Means(InstanceContents contents, Transcoder transcoder, FrameRequest request) {}

  /**
   * Begins a file; waits for all of the instance.
   *
   * @return empty where the instance cannot be had in this transfer syntax
   * @throws io.isthmus.pixel.CodecException when its first frame cannot be made
   */
  static Optional<TranscodedFile> open(Means means, SpooledInstance instance, TransferSyntax target)
      throws IOException {
    InstanceContent content = means.contents().read(instance);
    @Nullable SpoolReader reader = null;
    @Nullable FrameLine line = null;
    boolean opened = false;
    try {
      Optional<InstanceConversion> conversion =
          means.transcoder().instance(content.dataSet(), content.transferSyntax(), target);
      Optional<FrameIndex> index = index(content, conversion);
      if (conversion.isEmpty() || (conversion.get().pixels().isPresent() && index.isEmpty())) {
        return Optional.empty();
      }
      reader = content.open();
      line = line(means, content, reader, conversion.get(), index);
      TranscodedFile file = new TranscodedFile(instance, content, reader, conversion.get(), line);
      opened = true;
      return Optional.of(file);
    } finally {
      if (!opened) {
        close(line, reader, content);
      }
    }
  }

  private static Optional<FrameIndex> index(
      InstanceContent content, Optional<InstanceConversion> conversion) throws IOException {
    return conversion.flatMap(InstanceConversion::pixels).isPresent()
        ? content.frames()
        : Optional.empty();
  }

  private static @Nullable FrameLine line(
      Means means,
      InstanceContent content,
      SpoolReader reader,
      InstanceConversion conversion,
      Optional<FrameIndex> index)
      throws IOException {
    Optional<FrameConversion> frames = conversion.pixels();
    if (frames.isEmpty() || index.isEmpty()) {
      return null;
    }
    PixelImage image =
        new PixelImage(content, content.transferSyntax(), index.get(), means.transcoder());
    return means
        .request()
        .line(
            image.copy(),
            frames.get(),
            number -> image.read(reader, number),
            IntStream.rangeClosed(1, image.count()).iterator());
  }

  @Override
  public String contentType() {
    return "application/dicom; transfer-syntax=" + conversion.target().uid();
  }

  @Override
  public OptionalLong length() {
    return OptionalLong.empty();
  }

  @Override
  public void write(BufferedBody out) throws IOException {
    writeTo(out);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(header);
    conversion.write(FrameIndex.reads(reader), this::nextFrame, out);
  }

  private byte @Nullable [] nextFrame() throws IOException {
    byte[] frame = first;
    first = null;
    return frame != null || line == null ? frame : line.next();
  }

  @Override
  public void close() {
    close(line, reader, content);
  }

  private static void close(
      @Nullable FrameLine line, @Nullable SpoolReader reader, InstanceContent content) {
    if (line != null) {
      line.close();
    }
    if (reader != null) {
      reader.close();
    }
    content.close();
  }
}
