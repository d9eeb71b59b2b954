package io.isthmus.pixel;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.pixel.CodecException.Reason;
import java.util.OptionalInt;

/**
 * What a frame's pixels are, as the Image Pixel attributes say (PS3.3 C.7.6.3).
 *
 * @param rows 1 to 65535
 * @param columns 1 to 65535
 * @param samplesPerPixel 1 to 4
 * @param bitsAllocated of a sample: 1, or a multiple of 8 up to 64
 * @param bitsStored of a sample, up to {@code bitsAllocated}
 * @param highBit of a sample, below {@code bitsAllocated}
 * @param signed Pixel Representation is 1: two's complement
 * @param photometricInterpretation its defined term, or what stands there
 * @param byPlane Planar Configuration is 1: one colour after the other instead of one pixel after
 *     the other
 */
public record FrameDescription(
    int rows,
    int columns,
    int samplesPerPixel,
    int bitsAllocated,
    int bitsStored,
    int highBit,
    boolean signed,
    String photometricInterpretation,
    boolean byPlane) {
  private static final int MOST_BITS = 64;
  private static final int MOST_SAMPLES = 4;

  /**
   * Reads the description of the pixel data of a data set.
   *
   * @throws CodecException if it says what cannot be
   */
  public static FrameDescription of(DataSet image) throws CodecException {
    int allocated = image.integer(Tag.BitsAllocated).orElse(0);
    // Float pixel data have neither (PS3.3 C.7.6.24).
    int stored = image.integer(Tag.BitsStored).orElse(allocated);
    FrameDescription description =
        new FrameDescription(
            image.integer(Tag.Rows).orElse(0),
            image.integer(Tag.Columns).orElse(0),
            image.integer(Tag.SamplesPerPixel).orElse(1),
            allocated,
            stored,
            image.integer(Tag.HighBit).orElse(stored - 1),
            image.integer(Tag.PixelRepresentation).equals(OptionalInt.of(1)),
            image.string(Tag.PhotometricInterpretation).orElse(""),
            image.integer(Tag.PlanarConfiguration).equals(OptionalInt.of(1)));
    description.check();
    return description;
  }

  private void check() throws CodecException {
    boolean possible =
        rows > 0
            && columns > 0
            && samplesPerPixel > 0
            && samplesPerPixel <= MOST_SAMPLES
            && (bitsAllocated == 1 || bitsAllocated % Byte.SIZE == 0)
            && bitsAllocated <= MOST_BITS
            && bitsStored > 0
            && bitsStored <= bitsAllocated
            && highBit >= bitsStored - 1
            && highBit < bitsAllocated;
    if (!possible) {
      throw new CodecException(Reason.CONTRADICTS_DATA_SET, "no image is as described: " + this);
    }
  }

  /** Bits of a frame of native pixels, without padding. */
  public long frameBits() {
    return (long) rows * columns * samplesInMemory() * bitsAllocated;
  }

  /** Bytes of a frame of native pixels by itself; the last bits of the last one may be unused. */
  public long frameBytes() {
    return (frameBits() + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** In YBR_FULL_422 and the like two pixels share their colour (PS3.3 C.7.6.3.1.2). */
  private int samplesInMemory() {
    return samplesPerPixel == 3 && photometricInterpretation.endsWith("_422") ? 2 : samplesPerPixel;
  }

  /** Samples of a frame whose pixels share none: rows, columns and components multiplied. */
  public long samples() {
    return (long) rows * columns * samplesPerPixel;
  }

  /** Bytes of a sample in memory; 1 also of single bits. */
  public int bytesPerSample() {
    return (bitsAllocated + Byte.SIZE - 1) / Byte.SIZE;
  }

  /** The same with colours in another space, a pixel after the other. */
  public FrameDescription interleaved(String interpretation) {
    return new FrameDescription(
        rows,
        columns,
        samplesPerPixel,
        bitsAllocated,
        bitsStored,
        highBit,
        signed,
        interpretation,
        false);
  }
}
