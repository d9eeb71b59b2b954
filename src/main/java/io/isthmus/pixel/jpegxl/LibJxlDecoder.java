package io.isthmus.pixel.jpegxl;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.CodecException.Reason;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.SampleRows;
import io.isthmus.pixel.codec.FrameDecoder;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * JPEG XL by libjxl. Colours that the codestream transforms come back as RGB.
 *
 * @param colours whether what the data set calls YBR_FULL are such colours: those of JPEG are
 */
record LibJxlDecoder(LibJxl library, boolean colours) implements FrameDecoder {
  @Override
  public FrameDescription decoded(FrameDescription stored) {
    String interpretation = stored.photometricInterpretation();
    boolean transformed =
        switch (interpretation) {
          case "XYB", "YBR_RCT", "YBR_ICT", "YBR_FULL_422" -> true;
          default -> colours && interpretation.startsWith("YBR_");
        };
    return stored.interleaved(
        transformed && stored.samplesPerPixel() == 3 ? "RGB" : interpretation);
  }

  @Override
  public byte[] decode(byte[] codestream, FrameDescription stored, Deadline deadline)
      throws CodecException {
    ImageSize.check(codestream, stored);
    SampleRows pixels = SampleRows.blank(decoded(stored));
    deadline.check();
    MemorySegment decoder = library.create.pointer(MemorySegment.NULL);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, codestream);
      library.subscribe.integer(decoder, LibJxl.BASIC_INFO | LibJxl.FULL_IMAGE);
      library.keepOrientation.integer(decoder, 1);
      library.setInput.integer(decoder, bytes, bytes.byteSize());
      library.closeInput.call(decoder);
      expect(decoder, LibJxl.BASIC_INFO);
      int bits = bits(decoder, stored, arena);
      expect(decoder, LibJxl.NEED_BUFFER);
      MemorySegment samples = buffer(decoder, bits, stored, arena);
      expect(decoder, LibJxl.FULL_IMAGE);
      copy(samples, bits, stored, pixels);
    } finally {
      library.destroy.call(decoder);
    }
    deadline.check();
    return pixels.bytes();
  }

  private void expect(MemorySegment decoder, int event) throws CodecException {
    int status = library.process.integer(decoder);
    if (status != event) {
      throw CodecException.malformed("libjxl says %d where %d is next".formatted(status, event));
    }
  }

  /** Bits of a sample in the codestream. */
  private int bits(MemorySegment decoder, FrameDescription stored, Arena arena)
      throws CodecException {
    MemorySegment info = arena.allocate(LibJxl.INFO_SIZE, Long.BYTES);
    if (library.basicInfo.integer(decoder, info) != LibJxl.SUCCESS) {
      throw CodecException.malformed("a JPEG XL picture without basic information");
    }
    int columns = info.get(JAVA_INT, LibJxl.INFO_COLUMNS);
    int rows = info.get(JAVA_INT, LibJxl.INFO_ROWS);
    int colourChannels = info.get(JAVA_INT, LibJxl.INFO_COLOURS);
    int bits = info.get(JAVA_INT, LibJxl.INFO_BITS);
    boolean plain =
        info.get(JAVA_INT, LibJxl.INFO_EXPONENT_BITS) == 0
            && info.get(JAVA_INT, LibJxl.INFO_ANIMATION) == 0
            && info.get(JAVA_INT, LibJxl.INFO_EXTRA_CHANNELS) == 0;
    if (!plain || bits > Short.SIZE) {
      throw CodecException.unsupported(
          "a JPEG XL picture that is animated, has more than colours, or more than 16 bits");
    }
    if (columns != stored.columns()
        || rows != stored.rows()
        || colourChannels != stored.samplesPerPixel()
        || bits > stored.bitsAllocated()) {
      throw new CodecException(
          Reason.CONTRADICTS_DATA_SET,
          "a JPEG XL picture of %d x %d, %d components, %d bits in an image of %s"
              .formatted(columns, rows, colourChannels, bits, stored));
    }
    return bits;
  }

  private MemorySegment buffer(
      MemorySegment decoder, int bits, FrameDescription stored, Arena arena) throws CodecException {
    MemorySegment format = arena.allocate(3 * JAVA_LONG.byteSize(), JAVA_LONG.byteSize());
    format.set(JAVA_INT, 0, stored.samplesPerPixel());
    format.set(JAVA_INT, 4, bits > Byte.SIZE ? LibJxl.UINT16 : LibJxl.UINT8);
    format.set(JAVA_INT, 8, LibJxl.LITTLE_ENDIAN);
    MemorySegment samples =
        arena.allocate(stored.samples() * (bits > Byte.SIZE ? Short.BYTES : Byte.BYTES));
    int status = library.setBuffer.integer(decoder, format, samples, samples.byteSize());
    if (status != LibJxl.SUCCESS) {
      throw new CodecException(Reason.FAILED, "libjxl takes no buffer of " + samples.byteSize());
    }
    return samples;
  }

  /**
   * The library spreads samples over the whole range of 8 or 16 bits, which is undone without loss.
   */
  private static void copy(
      MemorySegment samples, int bits, FrameDescription stored, SampleRows pixels) {
    int count = stored.samplesPerPixel();
    boolean wide = bits > Byte.SIZE;
    int range = wide ? 0xFFFF : 0xFF;
    long most = (1L << bits) - 1;
    int unused = Integer.SIZE - bits;
    int length = stored.columns() * count;
    int[] line = new int[length];
    // Rows at once: a worker compiles for a fast start, where single accesses are slow.
    byte[] bytes = new byte[wide ? 0 : length];
    short[] words = new short[wide ? length : 0];
    for (int y = 0; y < stored.rows(); y++) {
      if (wide) {
        long row = (long) y * length * Short.BYTES;
        MemorySegment.copy(samples, JAVA_SHORT, row, words, 0, length);
      } else {
        MemorySegment.copy(samples, JAVA_BYTE, (long) y * length, bytes, 0, length);
      }
      for (int i = 0; i < length; i++) {
        int spread = (wide ? words[i] : bytes[i]) & range;
        int sample = most == range ? spread : (int) ((spread * most + range / 2) / range);
        line[i] = stored.signed() ? sample << unused >> unused : sample;
      }
      for (int c = 0; c < count; c++) {
        pixels.put(y, c, line, c, count);
      }
    }
  }
}
