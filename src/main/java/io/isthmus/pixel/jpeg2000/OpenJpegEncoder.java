package io.isthmus.pixel.jpeg2000;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.CodecException.Reason;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.SampleRows;
import io.isthmus.pixel.codec.FrameEncoder;
import io.isthmus.pixel.foreign.Foreign;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Reversible JPEG 2000 by OpenJPEG, RGB by the reversible colour transform (PS3.5 A.4.4). */
final class OpenJpegEncoder implements FrameEncoder {
  private static final long RATE_ALLOCATION = 20;
  private static final long LAYERS = 4796;
  private static final long RATES = 4800;
  private static final long RESOLUTIONS = 5600;
  private static final long IRREVERSIBLE = 5616;
  private static final long COLOUR_TRANSFORM = 18698;

  /** {@code opj_image_cmptparm_t}: dx, dy, w, h, x0, y0, prec, bpp, sgnd. */
  private static final int COMPONENT_PARAMETERS = 9;

  private static final int SRGB = 1;
  private static final int GREY = 2;
  private static final int MOST_RESOLUTIONS = 6;
  private static final int HEADERS = 1 << 16;

  private final OpenJpeg library;

  OpenJpegEncoder(OpenJpeg library) {
    this.library = library;
  }

  @Override
  public boolean accepts(FrameDescription pixels) {
    return (pixels.bitsAllocated() == Byte.SIZE || pixels.bitsAllocated() == Short.SIZE)
        && !pixels.photometricInterpretation().endsWith("_422");
  }

  @Override
  public FrameDescription encoded(FrameDescription pixels) {
    return pixels.interleaved(transformed(pixels) ? "YBR_RCT" : pixels.photometricInterpretation());
  }

  private static boolean transformed(FrameDescription pixels) {
    return pixels.samplesPerPixel() == 3 && pixels.photometricInterpretation().equals("RGB");
  }

  @Override
  public byte[] encode(byte[] frame, FrameDescription pixels, Deadline deadline)
      throws CodecException {
    SampleRows from = SampleRows.of(frame, pixels);
    deadline.check();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment out = arena.allocate(2L * frame.length + HEADERS);
      MemorySegment state = MemoryStream.over(out, arena);
      MemorySegment stream = library.open(state, out.byteSize(), OpenJpeg.OUTPUT);
      MemorySegment image = image(from, pixels, arena);
      try {
        encode(stream, image, pixels, arena);
      } finally {
        library.imageDestroy.call(image);
        library.close(stream);
      }
      deadline.check();
      byte[] codestream = out.asSlice(0, MemoryStream.position(state)).toArray(JAVA_BYTE);
      return Arrays.copyOf(codestream, codestream.length + codestream.length % 2);
    }
  }

  private void encode(
      MemorySegment stream, MemorySegment image, FrameDescription pixels, Arena arena)
      throws CodecException {
    MemorySegment codec = library.createCompress.pointer(OpenJpeg.CODESTREAM);
    try {
      MemorySegment complaint = library.listen(codec, arena);
      MemorySegment parameters = OpenJpeg.parameters(arena);
      library.encoderParameters.call(parameters);
      parameters.set(JAVA_INT, RATE_ALLOCATION, 1);
      parameters.set(JAVA_INT, LAYERS, 1);
      parameters.set(JAVA_FLOAT, RATES, 0);
      parameters.set(JAVA_INT, RESOLUTIONS, resolutions(pixels));
      parameters.set(JAVA_INT, IRREVERSIBLE, 0);
      parameters.set(JAVA_BYTE, COLOUR_TRANSFORM, (byte) (transformed(pixels) ? 1 : 0));
      boolean done =
          library.setupEncoder.integer(codec, parameters, image) != 0
              && library.startCompress.integer(codec, image, stream) != 0
              && library.encode.integer(codec, stream) != 0
              && library.endCompress.integer(codec, stream) != 0;
      if (!done) {
        throw new CodecException(Reason.FAILED, "OpenJPEG: " + complaint.getString(0));
      }
    } finally {
      library.destroyCodec.call(codec);
    }
  }

  /** No more than leave a sample of the smaller side. */
  private static int resolutions(FrameDescription pixels) {
    int smaller = Math.min(pixels.rows(), pixels.columns());
    return Math.min(MOST_RESOLUTIONS, Integer.SIZE - Integer.numberOfLeadingZeros(smaller));
  }

  private MemorySegment image(SampleRows from, FrameDescription pixels, Arena arena) {
    int count = pixels.samplesPerPixel();
    int precision = precision(from, pixels);
    int[] component = {
      1, 1, pixels.columns(), pixels.rows(), 0, 0, precision, precision, pixels.signed() ? 1 : 0
    };
    MemorySegment parameters = arena.allocate(JAVA_INT, (long) COMPONENT_PARAMETERS * count);
    for (int c = 0; c < count; c++) {
      long at = (long) c * COMPONENT_PARAMETERS * Integer.BYTES;
      MemorySegment.copy(component, 0, parameters, JAVA_INT, at, COMPONENT_PARAMETERS);
    }
    MemorySegment image =
        Foreign.sized(
            library.imageCreate.pointer(count, parameters, count == 1 ? GREY : SRGB),
            OpenJpeg.IMAGE_SIZE);
    image.set(JAVA_INT, OpenJpeg.IMAGE_X1, pixels.columns());
    image.set(JAVA_INT, OpenJpeg.IMAGE_Y1, pixels.rows());
    MemorySegment components =
        Foreign.sized(
            image.get(ADDRESS, OpenJpeg.IMAGE_COMPONENTS), OpenJpeg.COMPONENT_SIZE * count);
    long rowBytes = (long) pixels.columns() * Integer.BYTES;
    for (int c = 0; c < count; c++) {
      MemorySegment samples =
          Foreign.sized(
              components.get(ADDRESS, OpenJpeg.COMPONENT_SIZE * c + OpenJpeg.COMPONENT_SAMPLES),
              rowBytes * pixels.rows());
      rows(
          from,
          c,
          pixels,
          (line, y) -> MemorySegment.copy(line, 0, samples, JAVA_INT, y * rowBytes, line.length));
    }
    return image;
  }

  /** That of the data set, unless a sample has more bits. */
  private static int precision(SampleRows from, FrameDescription pixels) {
    if (!pixels.signed()) {
      return Math.max(pixels.bitsStored(), from.usedBits());
    }
    int[] used = {0};
    for (int c = 0; c < pixels.samplesPerPixel(); c++) {
      rows(
          from,
          c,
          pixels,
          (line, y) -> {
            for (int sample : line) {
              used[0] |= sample ^ (sample >> (Integer.SIZE - 1));
            }
          });
    }
    return Math.max(pixels.bitsStored(), Integer.SIZE + 1 - Integer.numberOfLeadingZeros(used[0]));
  }

  /** Takes the rows of a component, in their order. */
  private interface Rows {
    void take(int[] line, int y);
  }

  private static void rows(SampleRows from, int component, FrameDescription pixels, Rows rows) {
    int unused = pixels.signed() ? Integer.SIZE - pixels.bitsAllocated() : 0;
    int[] line = new int[pixels.columns()];
    for (int y = 0; y < pixels.rows(); y++) {
      from.get(y, component, line, 0, 1);
      for (int x = 0; x < line.length && unused > 0; x++) {
        line[x] = line[x] << unused >> unused;
      }
      rows.take(line, y);
    }
  }
}
