package io.isthmus.retrieve.content;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import java.util.Optional;

/**
 * Frames of one bit for each sample that follow each other without padding, so that one may begin
 * within a byte (PS3.5 8.1.1; WADO-33).
 *
 * @param offset of the pixel data
 * @param bits of each frame
 * @param count of the frames
 */
public record BitFrames(long offset, long bits, int count) {

  /**
   * A frame within the bytes that hold it.
   *
   * @param stored those bytes
   * @param firstBit of the frame, 0 to 7, the least significant bit first
   * @param bits of the frame
   */
  public record BitRange(ByteRange stored, int firstBit, long bits) {
    /** Bytes of the frame by itself, the last filled up with zeros. */
    public long length() {
      return (bits + Byte.SIZE - 1) / Byte.SIZE;
    }
  }

  /** Finds them; empty for other pixel data, and where bytes and attributes do not agree. */
  public static Optional<BitFrames> of(DataSet image, Element.Located pixels) {
    long bits =
        image.integer(Tag.Rows).orElse(0)
            * (long) image.integer(Tag.Columns).orElse(0)
            * image.integer(Tag.SamplesPerPixel).orElse(1);
    int count = image.integer(Tag.NumberOfFrames).orElse(1);
    boolean oneBit = image.integer(Tag.BitsAllocated).orElse(0) == 1;
    boolean sane = bits > 0 && count > 0 && count <= pixels.length() * Byte.SIZE / bits;
    if (pixels.encapsulated() || !oneBit || !sane) {
      return Optional.empty();
    }
    long bytes = (bits * count + Byte.SIZE - 1) / Byte.SIZE;
    return pixels.length() == bytes || pixels.length() == bytes + bytes % 2
        ? Optional.of(new BitFrames(pixels.offset(), bits, count))
        : Optional.empty();
  }

  /** Where a frame lies; frames count from 1. */
  public BitRange frame(int number) {
    long first = (number - 1) * bits;
    long begin = first / Byte.SIZE;
    long end = (first + bits + Byte.SIZE - 1) / Byte.SIZE;
    return new BitRange(
        new ByteRange(offset + begin, end - begin), (int) (first % Byte.SIZE), bits);
  }
}
