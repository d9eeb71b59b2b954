package io.isthmus.retrieve;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.pixel.codec.Frames;
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
   * Finds the frames of pixel data; empty where they cannot be told apart or begin within a byte.
   *
   * @param image the attributes that describe the pixel data
   */
  public static Optional<FrameIndex> of(
      InstanceContent content, DataSet image, Element.Located pixels) throws IOException {
    try (SpoolReader reader = content.open()) {
      return Frames.of(
              (into, offset) -> {
                reader.seek(offset);
                return reader.read(into);
              },
              image,
              pixels)
          .filter(frames -> frames.extents(1).isPresent())
          .map(FrameIndex::new);
    }
  }

  /** How many there are. */
  public int count() {
    return frames.count();
  }

  /** The pieces of a frame, in their order; frames count from 1. */
  public List<ByteRange> frame(int number) {
    return frames.extents(number).orElseThrow().stream()
        .map(extent -> new ByteRange(extent.offset(), extent.length()))
        .toList();
  }
}
