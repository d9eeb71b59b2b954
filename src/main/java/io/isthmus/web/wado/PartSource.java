package io.isthmus.web.wado;

import io.isthmus.derived.FrameLine;
import io.isthmus.derived.FrameRequest;
import io.isthmus.pixel.codec.BitJoiner;
import io.isthmus.retrieve.content.ByteRange;
import io.isthmus.retrieve.content.InstanceContent;
import io.isthmus.retrieve.spool.SpoolReader;
import io.isthmus.web.http.BufferedBody;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gives the bytes of the parts of one instance, in their order. Frames that are made are begun
 * several at once, whichever parts they belong to.
 */
final class PartSource implements AutoCloseable {
  private final SpoolReader reader;
  private final @Nullable FrameLine line;
  private byte @Nullable [] prepared;

  /**
   * Opens an instance.
   *
   * @param parts that will be asked for, in this order
   */
  PartSource(InstanceContent content, FrameRequest request, List<BulkBytes> parts)
      throws IOException {
    SpoolReader opened = content.open();
    try {
      line = line(opened, request, parts);
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
    reader = opened;
  }

  /** All frames that are made of an instance are made of its one image, and in one way. */
  private static @Nullable FrameLine line(
      SpoolReader reader, FrameRequest request, List<BulkBytes> parts) throws IOException {
    List<BulkBytes.Made> made =
        parts.stream()
            .filter(BulkBytes.Made.class::isInstance)
            .map(BulkBytes.Made.class::cast)
            .toList();
    if (made.isEmpty()) {
      return null;
    }
    PixelImage image = made.getFirst().image();
    return request.line(
        image.copy(),
        made.getFirst().conversion(),
        number -> image.read(reader, number),
        made.stream()
            .flatMapToInt(run -> IntStream.rangeClosed(run.first(), run.last()))
            .iterator());
  }

  /**
   * Makes the first frame of the next part, so that what fails there fails before the part begins.
   *
   * @return bytes of the part, where they are known
   */
  OptionalLong prepare(BulkBytes bytes) throws IOException {
    return switch (bytes) {
      case BulkBytes.Pieces whole -> OptionalLong.of(whole.length());
      case BulkBytes.Bits bits -> OptionalLong.of(bits.range().length());
      case BulkBytes.Made made -> {
        byte[] first = nextFrame();
        prepared = first;
        yield OptionalLong.of(made.conversion().encodes() ? first.length : made.nativeLength());
      }
    };
  }

  /** Writes a part, or a range of it, that has been prepared. */
  void copy(RangedBytes wanted, BufferedBody out) throws IOException {
    switch (wanted.bytes()) {
      case BulkBytes.Bits bits -> new BitCopy(reader).copy(bits.range(), out);
      case BulkBytes.Pieces whole -> {
        for (ByteRange piece : whole.pieces()) {
          copy(piece, out);
        }
      }
      case BulkBytes.Made made -> make(made, new Window(out, wanted.skip(), wanted.length()));
    }
  }

  private void make(BulkBytes.Made made, OutputStream out) throws IOException {
    BitJoiner joiner = new BitJoiner(out, made.conversion().nativeBits());
    for (int number = made.first(); number <= made.last(); number++) {
      byte[] frame = prepared == null ? nextFrame() : prepared;
      prepared = null;
      if (made.conversion().encodes()) {
        out.write(frame);
      } else {
        joiner.add(frame);
      }
    }
    joiner.finish();
  }

  private byte[] nextFrame() throws IOException {
    byte[] frame = line == null ? null : line.next();
    if (frame == null) {
      throw new IllegalStateException("more frames are asked for than were announced");
    }
    return frame;
  }

  private void copy(ByteRange piece, BufferedBody out) throws IOException {
    reader.seek(piece.offset());
    long left = piece.length();
    while (left > 0) {
      int count = out.transfer(reader, left);
      if (count < 0) {
        throw new EOFException("a value reaches beyond its instance");
      }
      left -= count;
    }
  }

  @Override
  public void close() {
    if (line != null) {
      line.close();
    }
    reader.close();
  }
}
