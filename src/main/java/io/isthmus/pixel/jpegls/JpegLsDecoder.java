package io.isthmus.pixel.jpegls;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.CodecException.Reason;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.SampleRows;
import io.isthmus.pixel.jpeg.Segment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes a JPEG-LS codestream (T.87 C). */
public final class JpegLsDecoder {
  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int RESTART_INTERVAL = 0xDD;
  private static final int START_OF_FRAME = 0xF7;
  private static final int PRESETS = 0xF8;
  private static final int COLOUR_TRANSFORM = 0xE8;
  private static final byte[] TRANSFORM_NAME = {'m', 'r', 'f', 'x'};
  private static final int LEAST_PRECISION = 2;
  private static final int MOST_PRECISION = 16;

  private final byte[] data;
  private final FrameDescription stored;
  private final SampleRows to;
  private final Deadline deadline;
  private final List<Integer> ids = new ArrayList<>();
  private final List<Integer> missing = new ArrayList<>();
  private @Nullable CodingParameters presets;
  private int precision;
  private int restartInterval;
  private int position;

  private JpegLsDecoder(byte[] data, FrameDescription stored, SampleRows to, Deadline deadline) {
    this.data = data;
    this.stored = stored;
    this.to = to;
    this.deadline = deadline;
  }

  /**
   * Decodes a frame.
   *
   * @param stored what the data set says, which the frame header has to agree with
   * @param to where the pixels go
   * @throws CodecException if the codestream is not such a frame, ends early or takes too long
   */
  public static void decode(
      byte[] codestream, FrameDescription stored, SampleRows to, Deadline deadline)
      throws CodecException {
    new JpegLsDecoder(codestream, stored, to, deadline).decode();
  }

  private void decode() throws CodecException {
    if (marker() != START_OF_IMAGE) {
      throw CodecException.malformed("no start of a JPEG-LS image");
    }
    for (int marker = marker(); marker != END_OF_IMAGE; marker = marker()) {
      deadline.check();
      Segment segment = Segment.at(data, position);
      position = segment.end();
      switch (marker) {
        case START_OF_FRAME -> frame(segment);
        case PRESETS -> presets(segment);
        case RESTART_INTERVAL -> restartInterval = segment.word();
        case COLOUR_TRANSFORM -> refuseTransform(segment);
        case START_OF_SCAN -> scan(segment);
        default -> refuseOtherFrames(marker);
      }
    }
    if (ids.isEmpty() || !missing.isEmpty()) {
      throw CodecException.malformed("no scan of the components " + missing);
    }
  }

  private int marker() throws CodecException {
    while (position + 1 < data.length && (data[position] & data[position + 1]) == -1) {
      position++;
    }
    if (position + 1 >= data.length) {
      return END_OF_IMAGE;
    }
    if (data[position] != -1) {
      throw CodecException.malformed("no marker at offset " + position);
    }
    position += 2;
    return data[position - 1] & 0xFF;
  }

  private void frame(Segment segment) throws CodecException {
    precision = segment.octet();
    int rows = segment.word();
    int columns = segment.word();
    int count = segment.octet();
    boolean same =
        rows == stored.rows()
            && columns == stored.columns()
            && count == stored.samplesPerPixel()
            && precision <= stored.bitsAllocated();
    if (!same) {
      throw new CodecException(
          Reason.CONTRADICTS_DATA_SET,
          "a JPEG-LS frame of %d x %d, %d components, %d bits in an image of %s"
              .formatted(columns, rows, count, precision, stored));
    }
    if (!ids.isEmpty() || precision < LEAST_PRECISION || precision > MOST_PRECISION) {
      throw CodecException.malformed("a frame of " + precision + " bits, or a second one");
    }
    for (int i = 0; i < count; i++) {
      ids.add(segment.octet());
      if (segment.octet() != 0x11) {
        throw CodecException.unsupported("JPEG-LS with components of different sizes");
      }
      segment.octet();
      missing.add(i);
    }
  }

  private void presets(Segment segment) throws CodecException {
    int kind = segment.octet();
    if (kind != 1) {
      throw CodecException.unsupported("JPEG-LS preset parameters of kind " + kind);
    }
    presets =
        new CodingParameters(
            segment.word(), 0, segment.word(), segment.word(), segment.word(), segment.word());
  }

  private static void refuseTransform(Segment segment) throws CodecException {
    for (byte letter : TRANSFORM_NAME) {
      if (!segment.hasMore() || segment.octet() != letter) {
        return;
      }
    }
    if (segment.octet() != 0) {
      throw CodecException.unsupported("JPEG-LS with a colour transform");
    }
  }

  private static void refuseOtherFrames(int marker) throws CodecException {
    if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xCC) {
      throw CodecException.unsupported("a JPEG frame of process " + (marker - 0xC0));
    }
  }

  private void scan(Segment segment) throws CodecException {
    int count = segment.octet();
    int[] components = new int[count];
    for (int i = 0; i < count; i++) {
      int id = segment.octet();
      components[i] = ids.indexOf(id);
      if (segment.octet() != 0) {
        throw CodecException.unsupported("JPEG-LS with a mapping table");
      }
      if (!missing.remove((Object) components[i])) {
        throw CodecException.malformed("a scan of the component " + id);
      }
    }
    int near = segment.octet();
    int interleave = segment.octet();
    boolean alone = count == 1;
    if (segment.octet() != 0 || interleave > 2 || count == 0 || (interleave == 0 && !alone)) {
      throw CodecException.unsupported("JPEG-LS with point transform or interleave " + interleave);
    }
    CodingParameters parameters = parameters(near);
    LsBitReader bits = new LsBitReader(data, position);
    ScanDecoder scan =
        new ScanDecoder(parameters, bits, stored, components, interleave == 2 && !alone);
    scan.decode(to, restartInterval, deadline);
    position = bits.end();
  }

  private CodingParameters parameters(int near) throws CodecException {
    int most = (1 << precision) - 1;
    CodingParameters given = presets;
    CodingParameters parameters =
        given == null
            ? CodingParameters.usual(most, near)
            : new CodingParameters(
                    given.most() == 0 ? most : Math.min(most, given.most()),
                    near,
                    given.t1(),
                    given.t2(),
                    given.t3(),
                    given.reset())
                .orUsual();
    parameters.check();
    return parameters;
  }
}
