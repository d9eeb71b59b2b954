package io.isthmus.retrieve.content;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.pixel.codec.Frames;
import io.isthmus.pixel.codec.PositionalReads;
import io.isthmus.retrieve.spool.SpoolReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where the frames of an instance are: {@link Frames} as byte ranges of the spool. */
public final class FrameIndex {
  private final Frames frames;

  private FrameIndex(Frames frames) {
    this.frames = frames;
  }

  /** The pixel data at the top level, if the instance has any (WADO-32, WADO-35). */
  public static Optional<Element.Located> pixels(DataSet dataSet) {
    return Frames.pixels(dataSet);
  }

  /**
   * Finds the frames of pixel data; empty where they cannot be told apart.
   *
   * @param image the attributes that describe the pixel data
   */
  public static Optional<FrameIndex> of(
      InstanceContent content, DataSet image, Element.Located pixels) throws IOException {
    try (SpoolReader reader = content.open()) {
      return Frames.of(reads(reader), image, pixels).map(FrameIndex::new);
    }
  }

  /** The bytes of an instance by their place. */
  public static PositionalReads reads(SpoolReader reader) {
    return (into, offset) -> {
      reader.seek(offset);
      return reader.read(into);
    };
  }

  /** How many there are. */
  public int count() {
    return frames.count();
  }

  /**
   * The pieces of a frame, in their order; empty where it begins or ends within a byte.
   *
   * @param number from 1
   */
  public Optional<List<ByteRange>> frame(int number) {
    return frames
        .extents(number)
        .map(extents ->
            extents.stream()
                .map(extent -> new ByteRange(extent.offset(), extent.length()))
                .toList());
  }

  /**
   * Reads a frame as it is stored: its codestream, or native pixels from the first bit on.
   *
   * @param number from 1
   */
  public byte[] read(SpoolReader reader, int number) throws IOException {
    return frames.over(reads(reader)).read(number);
  }
}
