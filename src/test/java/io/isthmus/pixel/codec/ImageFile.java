package io.isthmus.pixel.codec;

import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.codec.ExplicitReencoder;
import io.isthmus.dicom.codec.Part10Reader;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A DICOM file with pixel data, read into memory as the gateway's spool would have it. */
public final class ImageFile {
  private final TransferSyntax syntax;
  private final DataSet dataSet;
  private final byte[] bytes;

  private ImageFile(TransferSyntax syntax, DataSet dataSet, byte[] bytes) {
    this.syntax = syntax;
    this.dataSet = dataSet;
    this.bytes = bytes;
  }

  /** Reads a file; what is deflated or big endian is written anew. */
  public static ImageFile read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Part10Reader reader = Part10Reader.open(in);
      return of(reader.meta().transferSyntax(), reader.dataSet().readAllBytes());
    }
  }

  /** Reads a data set; what is deflated or big endian is written anew. */
  static ImageFile of(TransferSyntax stored, byte[] content) throws IOException {
    byte[] bytes = content;
    TransferSyntax syntax = stored;
    if (stored.bigEndian() || stored.deflated()) {
      ByteArrayOutputStream explicit = new ByteArrayOutputStream();
      ExplicitReencoder.reencode(new ByteArrayInputStream(content), stored, explicit);
      bytes = explicit.toByteArray();
      syntax = TransferSyntax.ExplicitVRLittleEndian;
    }
    DataSet dataSet = DataSetReader.of(syntax).locatingAbove(0).readAll(bytes);
    return new ImageFile(stored, dataSet, bytes);
  }

  /** As stored in the file. */
  public TransferSyntax syntax() {
    return syntax;
  }

  /** All attributes, the pixel data located. */
  public DataSet dataSet() {
    return dataSet;
  }

  /** What the pixels are. */
  public FrameDescription description() throws IOException {
    return FrameDescription.of(dataSet);
  }

  /** The frames of the image; empty if it has none, or none that can be told apart. */
  public Optional<Frames> frames() throws IOException {
    Optional<Element.Located> pixels = Frames.pixels(dataSet);
    if (pixels.isEmpty()) {
      return Optional.empty();
    }
    return Frames.of(
        (into, offset) -> {
          int length = (int) Math.min(into.remaining(), bytes.length - offset);
          if (length <= 0) {
            return -1;
          }
          into.put(bytes, (int) offset, length);
          return length;
        },
        dataSet,
        pixels.get());
  }

  /** The native pixels of a frame, counted from 1. */
  public byte[] decode(FrameCodecs codecs, int number) throws IOException {
    byte[] codestream = frames().orElseThrow().read(number);
    return codecs.decoder(syntax).orElseThrow().decode(codestream, description(), minute());
  }

  /** A minute from now. */
  public static Deadline minute() {
    return Deadline.in(Duration.ofMinutes(1), System::nanoTime);
  }
}
