package io.isthmus.retrieve;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.retrieve.spool.SpoolReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where the frames of an instance are (PS3.5 8 and A.4). Made only where the frames are beyond
 * doubt: a place that is guessed would be another picture.
 */
public final class FrameIndex {
  private static final List<Integer> PIXELS =
      List.of(Tag.PixelData, Tag.FloatPixelData, Tag.DoubleFloatPixelData);

  private final List<List<ByteRange>> frames;

  private FrameIndex(List<List<ByteRange>> frames) {
    this.frames = List.copyOf(frames);
  }

  /** The pixel data at the top level, if the instance has any (WADO-32, WADO-35). */
  public static Optional<Element.Located> pixels(DataSet dataSet) {
    return PIXELS.stream()
        .flatMap(tag -> dataSet.get(tag).stream())
        .filter(Element.Located.class::isInstance)
        .map(Element.Located.class::cast)
        .findFirst();
  }

  /**
   * Finds the frames of pixel data; empty where they cannot be told apart.
   *
   * @param image the attributes that describe the pixel data
   */
  public static Optional<FrameIndex> of(
      InstanceContent content, DataSet image, Element.Located pixels) throws IOException {
    int count = image.integer(Tag.NumberOfFrames).orElse(1);
    if (count < 1) {
      return Optional.empty();
    }
    if (!pixels.encapsulated()) {
      return NativeFrames.of(image, pixels, count).map(FrameIndex::new);
    }
    try (SpoolReader reader = content.open()) {
      return FragmentTable.read(reader, pixels, count).frames(image, reader).map(FrameIndex::new);
    }
  }

  /** How many there are. */
  public int count() {
    return frames.size();
  }

  /** The pieces of a frame, in their order; frames count from 1. */
  public List<ByteRange> frame(int number) {
    return frames.get(number - 1);
  }

  /** Frames of one size that follow each other without padding. */
  private static final class NativeFrames {
    private NativeFrames() {}

    static Optional<List<List<ByteRange>>> of(DataSet dataSet, Element.Located pixels, int count) {
      long bits =
          value(dataSet, Tag.Rows)
              * value(dataSet, Tag.Columns)
              * value(dataSet, Tag.BitsAllocated)
              * samples(dataSet);
      long size = bits / Byte.SIZE;
      // Of one bit each, frames may begin within a byte; more or fewer bytes than the attributes
      // say have no sure frames.
      boolean sure = bits > 0 && bits % Byte.SIZE == 0 && isFilled(pixels.length(), size * count);
      return sure
          ? Optional.of(
              IntStream.range(0, count)
                  .mapToObj(i -> List.of(new ByteRange(pixels.offset() + i * size, size)))
                  .toList())
          : Optional.empty();
    }

    private static boolean isFilled(long length, long wanted) {
      return length == wanted || length == wanted + wanted % 2;
    }

    /** In YBR_FULL_422 and the like two pixels share their colour (PS3.3 C.7.6.3.1.2). */
    private static long samples(DataSet dataSet) {
      boolean shared =
          dataSet
              .string(Tag.PhotometricInterpretation)
              .filter(name -> name.endsWith("_422"))
              .isPresent();
      return shared ? 2 : dataSet.integer(Tag.SamplesPerPixel).orElse(1);
    }

    private static long value(DataSet dataSet, int tag) {
      return dataSet.integer(tag).orElse(0);
    }
  }

  /** One frame of several fragments each, from the numbers of the fragments that begin a frame. */
  static List<List<ByteRange>> grouped(List<ByteRange> fragments, List<Integer> starts) {
    List<List<ByteRange>> frames = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : fragments.size();
      frames.add(List.copyOf(fragments.subList(starts.get(i), end)));
    }
    return frames;
  }
}
