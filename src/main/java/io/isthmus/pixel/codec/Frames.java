package io.isthmus.pixel.codec;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.CodecException.Reason;
import io.isthmus.pixel.FrameDescription;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The frames of an image's pixel data, in a data set in little endian (PS3.5 8 and A.4). Made only
 * where the frames are beyond doubt: a place that is guessed would be another picture.
 */
public final class Frames {
  private static final List<Integer> PIXELS =
      List.of(Tag.PixelData, Tag.FloatPixelData, Tag.DoubleFloatPixelData);

  private final PositionalReads bytes;
  private final int count;
  private final Layout layout;

  private Frames(PositionalReads bytes, int count, Layout layout) {
    this.bytes = bytes;
    this.count = count;
    this.layout = layout;
  }

  /** The pixel data at the top level, if the data set has any. */
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
   * @throws io.isthmus.dicom.codec.MalformedDicomException if the fragments are none
   */
  public static Optional<Frames> of(PositionalReads bytes, DataSet image, Element.Located pixels)
      throws IOException {
    int count = image.integer(Tag.NumberOfFrames).orElse(1);
    if (count < 1) {
      return Optional.empty();
    }
    Optional<Layout> layout =
        pixels.encapsulated()
            ? Fragments.read(bytes, pixels, count).frames(image).map(Encapsulated::new)
            : packed(image, pixels, count);
    return layout.map(found -> new Frames(bytes, count, found));
  }

  /** The same frames, read from another opening of the same bytes. */
  public Frames over(PositionalReads other) {
    return new Frames(other, count, layout);
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /**
   * The pieces of a frame, in their order; empty if it begins or ends within a byte.
   *
   * @param number from 1
   */
  public Optional<List<Extent>> extents(int number) {
    return switch (layout) {
      case Encapsulated(var frames) -> Optional.of(frames.get(number - 1));
      case Packed packed -> packed.extent(number).map(List::of);
    };
  }

  /**
   * Reads a frame: its codestream, or native pixels that begin with the first bit.
   *
   * @param number from 1
   * @throws CodecException if it is too large for an array
   */
  public byte[] read(int number) throws IOException {
    return switch (layout) {
      case Encapsulated(var frames) -> joined(frames.get(number - 1));
      case Packed packed -> {
        Optional<Extent> whole = packed.extent(number);
        yield whole.isPresent() ? joined(List.of(whole.get())) : shifted(packed, number);
      }
    };
  }

  private byte[] joined(List<Extent> extents) throws IOException {
    ByteBuffer frame =
        ByteBuffer.allocate(length(extents.stream().mapToLong(Extent::length).sum()));
    for (Extent extent : extents) {
      frame.limit(frame.position() + (int) extent.length());
      Fragments.fill(bytes, frame, extent.offset());
    }
    return frame.array();
  }

  /** Bits follow each other without padding between the frames, the first one lowest (8.1.1). */
  private byte[] shifted(Packed packed, int number) throws IOException {
    long first = packed.frameBits() * (number - 1);
    long last = first + packed.frameBits() - 1;
    long from = first / Byte.SIZE;
    byte[] covering =
        joined(List.of(new Extent(packed.offset() + from, last / Byte.SIZE - from + 1)));
    byte[] frame = new byte[length((packed.frameBits() + Byte.SIZE - 1) / Byte.SIZE)];
    int shift = (int) (first % Byte.SIZE);
    for (int i = 0; i < frame.length; i++) {
      int next = i + 1 < covering.length ? covering[i + 1] & 0xFF : 0;
      frame[i] = (byte) (((covering[i] & 0xFF) | next << Byte.SIZE) >> shift);
    }
    int used = (int) (packed.frameBits() % Byte.SIZE);
    if (used > 0) {
      frame[frame.length - 1] &= (byte) ((1 << used) - 1);
    }
    return frame;
  }

  private static int length(long bytes) throws CodecException {
    if (bytes > Integer.MAX_VALUE - Long.BYTES) {
      throw new CodecException(Reason.TOO_LARGE, "a frame of " + bytes + " bytes");
    }
    return (int) bytes;
  }

  /** More or fewer bytes than the attributes say have no sure frames. */
  private static Optional<Layout> packed(DataSet image, Element.Located pixels, int count) {
    long bits;
    try {
      bits = FrameDescription.of(wholeSamples(image)).frameBits();
    } catch (CodecException impossible) {
      return Optional.empty();
    }
    long wanted = (Math.multiplyHigh(bits, count) == 0 ? bits * count + Byte.SIZE - 1 : -1) >> 3;
    boolean filled = pixels.length() == wanted || pixels.length() == wanted + wanted % 2;
    return filled ? Optional.of(new Packed(pixels.offset(), bits)) : Optional.empty();
  }

  /** Which bits of its samples count makes no difference to where a frame is. */
  private static DataSet wholeSamples(DataSet image) {
    int allocated = image.integer(Tag.BitsAllocated).orElse(0);
    return image.toBuilder()
        .us(Tag.BitsStored, allocated)
        .us(Tag.HighBit, Math.max(0, allocated - 1))
        .build();
  }

  private sealed interface Layout {}

  private record Encapsulated(List<List<Extent>> frames) implements Layout {}

  /** Frames of one size that follow each other without padding. */
  private record Packed(long offset, long frameBits) implements Layout {
    Optional<Extent> extent(int number) {
      return frameBits % Byte.SIZE == 0
          ? Optional.of(
              new Extent(offset + frameBits / Byte.SIZE * (number - 1), frameBits / Byte.SIZE))
          : Optional.empty();
    }
  }
}
