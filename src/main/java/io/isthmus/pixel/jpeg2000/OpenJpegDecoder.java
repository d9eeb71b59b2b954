package io.isthmus.pixel.jpeg2000;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.SampleRows;
import io.isthmus.pixel.codec.FrameDecoder;
import io.isthmus.pixel.foreign.Foreign;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * JPEG 2000 by OpenJPEG. What the codestream transforms comes back as RGB (PS3.3 C.7.6.3.1.2);
 * whether a sample is signed says the data set, whatever the codestream says.
 */
final class OpenJpegDecoder implements FrameDecoder {
  private final OpenJpeg library;

  OpenJpegDecoder(OpenJpeg library) {
    this.library = library;
  }

  @Override
  public FrameDescription decoded(FrameDescription stored) {
    return switch (stored.photometricInterpretation()) {
      case "YBR_RCT", "YBR_ICT" -> stored.interleaved("RGB");
      default -> stored.interleaved(stored.photometricInterpretation());
    };
  }

  @Override
  public byte[] decode(byte[] frame, FrameDescription stored, Deadline deadline)
      throws CodecException {
    byte[] codestream = Jp2File.codestream(frame);
    Codestream header = Codestream.of(codestream, stored);
    SampleRows pixels = SampleRows.blank(SingleBits.unpacked(decoded(stored)));
    deadline.check();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, codestream);
      MemorySegment stream =
          library.open(MemoryStream.over(bytes, arena), bytes.byteSize(), OpenJpeg.INPUT);
      try {
        decode(stream, header, stored, pixels, arena);
      } finally {
        library.close(stream);
      }
    }
    deadline.check();
    return SingleBits.packed(pixels.bytes(), stored);
  }

  private void decode(
      MemorySegment stream,
      Codestream header,
      FrameDescription stored,
      SampleRows pixels,
      Arena arena)
      throws CodecException {
    MemorySegment codec = library.createDecompress.pointer(OpenJpeg.CODESTREAM);
    MemorySegment image = arena.allocate(ADDRESS);
    try {
      MemorySegment complaint = library.listen(codec, arena);
      MemorySegment parameters = OpenJpeg.parameters(arena);
      library.decoderParameters.call(parameters);
      boolean begun = library.setupDecoder.integer(codec, parameters) != 0;
      library.refuseTruncated(codec);
      boolean done =
          begun
              && library.readHeader.integer(stream, codec, image) != 0
              && library.decode.integer(codec, stream, image.get(ADDRESS, 0)) != 0
              && library.endDecompress.integer(codec, stream) != 0;
      if (!done) {
        throw CodecException.malformed(header + ": " + complaint.getString(0));
      }
      copy(Foreign.sized(image.get(ADDRESS, 0), OpenJpeg.IMAGE_SIZE), header, stored, pixels);
    } finally {
      if (image.get(ADDRESS, 0).address() != 0) {
        library.imageDestroy.call(image.get(ADDRESS, 0));
      }
      library.destroyCodec.call(codec);
    }
  }

  private static void copy(
      MemorySegment image, Codestream header, FrameDescription stored, SampleRows pixels)
      throws CodecException {
    int count = image.get(JAVA_INT, OpenJpeg.IMAGE_COMPONENT_COUNT);
    if (count != header.components()) {
      throw CodecException.malformed(header + " gave " + count + " components");
    }
    MemorySegment components =
        Foreign.sized(
            image.get(ADDRESS, OpenJpeg.IMAGE_COMPONENTS), OpenJpeg.COMPONENT_SIZE * count);
    for (int c = 0; c < count; c++) {
      copy(components.asSlice(OpenJpeg.COMPONENT_SIZE * c), c, header, stored, pixels);
    }
  }

  private static void copy(
      MemorySegment component,
      int number,
      Codestream header,
      FrameDescription stored,
      SampleRows pixels)
      throws CodecException {
    int columns = component.get(JAVA_INT, OpenJpeg.COMPONENT_COLUMNS);
    int rows = component.get(JAVA_INT, OpenJpeg.COMPONENT_ROWS);
    MemorySegment samples = component.get(ADDRESS, OpenJpeg.COMPONENT_SAMPLES);
    if (columns != header.columns() || rows != header.rows() || samples.address() == 0) {
      throw CodecException.malformed(header + " gave " + columns + " x " + rows);
    }
    samples = Foreign.sized(samples, (long) columns * rows * Integer.BYTES);
    int unused = Integer.SIZE - header.precision();
    int[] line = new int[columns];
    for (int y = 0; y < rows; y++) {
      MemorySegment.copy(samples, JAVA_INT, (long) y * columns * Integer.BYTES, line, 0, columns);
      for (int x = 0; x < columns; x++) {
        int high = line[x] << unused;
        line[x] = stored.signed() ? high >> unused : high >>> unused;
      }
      pixels.put(y, number, line, 0, 1);
    }
  }
}
