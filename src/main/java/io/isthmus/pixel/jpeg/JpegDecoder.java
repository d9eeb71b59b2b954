package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.SampleRows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes a JPEG codestream of one frame (T.81 B, E.2): Huffman coded, not hierarchical. */
public final class JpegDecoder {
  private static final int NONE = -1;
  private static final int START_OF_IMAGE = 0xD8;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int START_OF_SCAN = 0xDA;
  private static final int HUFFMAN_TABLES = 0xC4;
  private static final int QUANTIZATION_TABLES = 0xDB;
  private static final int RESTART_INTERVAL = 0xDD;
  private static final int FIRST_FRAME = 0xC0;
  private static final int LAST_FRAME = 0xCF;
  private static final int ARITHMETIC_TABLES = 0xCC;
  private static final int EXTENSION = 0xC8;
  private static final int JFIF = 0xE0;
  private static final int ADOBE = 0xEE;
  private static final int FIRST_RESTART = 0xD0;
  private static final int LAST_RESTART = 0xD7;

  private final byte[] data;
  private final FrameDescription stored;
  private final SampleRows to;
  private final boolean rgb;
  private final Deadline deadline;
  private final CodingTables tables = new CodingTables();
  private final StatedColours colours = new StatedColours();
  private @Nullable FrameHeader frame;
  private @Nullable FrameProcess process;
  private int position;
  private boolean complete;

  private JpegDecoder(
      byte[] data, FrameDescription stored, SampleRows to, boolean rgb, Deadline deadline) {
    this.data = data;
    this.stored = stored;
    this.to = to;
    this.rgb = rgb;
    this.deadline = deadline;
  }

  /**
   * Decodes a frame.
   *
   * @param stored what the data set says, which the frame header has to agree with
   * @param to where the pixels go
   * @param rgb whether three components shall be red, green and blue, and are transformed where
   *     they are luminance and colour differences
   * @throws CodecException if the codestream is not such a frame, ends early or takes too long
   */
  public static void decode(
      byte[] codestream, FrameDescription stored, SampleRows to, boolean rgb, Deadline deadline)
      throws CodecException {
    new JpegDecoder(codestream, stored, to, rgb, deadline).decode();
  }

  private void decode() throws CodecException {
    if (marker() != START_OF_IMAGE) {
      throw CodecException.malformed("no start of a JPEG image");
    }
    while (position < data.length) {
      deadline.check();
      int marker = marker();
      if (marker == END_OF_IMAGE) {
        complete = true;
        break;
      }
      if (marker != NONE && (marker < FIRST_RESTART || marker > LAST_RESTART)) {
        segment(marker, Segment.at(data, position));
      }
    }
    FrameProcess frameProcess = process();
    if (!complete && frame != null && frame.process() == FrameHeader.PROGRESSIVE) {
      throw CodecException.malformed("a progressive frame without its last scans");
    }
    frameProcess.finish(to, rgb && colours.isYbr(stored));
  }

  private void segment(int marker, Segment segment) throws CodecException {
    position = segment.end();
    switch (marker) {
      case HUFFMAN_TABLES -> tables.readHuffman(segment);
      case QUANTIZATION_TABLES -> tables.readQuantization(segment);
      case RESTART_INTERVAL -> tables.readRestartInterval(segment);
      case JFIF -> colours.readJfif(segment);
      case ADOBE -> colours.readAdobe(segment);
      case START_OF_SCAN -> {
        FrameProcess frameProcess = process();
        BitReader bits = new BitReader(data, segment.end());
        frameProcess.scan(scan(segment), tables, bits, deadline);
        position = bits.end();
      }
      case ARITHMETIC_TABLES, EXTENSION ->
          throw CodecException.unsupported("arithmetic coding or an extension of JPEG");
      default -> {
        if (marker >= FIRST_FRAME && marker <= LAST_FRAME) {
          frame(marker - FIRST_FRAME, segment);
        }
      }
    }
  }

  /** The next marker, or none at the end of the data. */
  private int marker() throws CodecException {
    while (position + 1 < data.length && (data[position] & data[position + 1]) == -1) {
      position++;
    }
    if (position + 1 >= data.length) {
      position = data.length;
      return NONE;
    }
    if (data[position] != -1) {
      throw CodecException.malformed("no marker at offset " + position);
    }
    position += 2;
    return data[position - 1] & 0xFF;
  }

  private void frame(int kind, Segment segment) throws CodecException {
    if (frame != null) {
      throw CodecException.malformed("a second frame header");
    }
    int precision = segment.octet();
    int rows = segment.word();
    int columns = segment.word();
    int count = segment.octet();
    List<FrameComponent> components = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = segment.octet();
      int factors = segment.octet();
      components.add(new FrameComponent(i, id, factors >> 4, factors & 0xF, segment.octet()));
    }
    frame = new FrameHeader(kind, precision, rows, columns, List.copyOf(components));
    frame.check(stored);
    process =
        switch (kind) {
          case FrameHeader.BASELINE, FrameHeader.EXTENDED, FrameHeader.PROGRESSIVE ->
              new DctFrame(frame);
          case FrameHeader.LOSSLESS -> new LosslessFrame(frame, to);
          default -> throw CodecException.unsupported(frame.toString());
        };
  }

  private ScanHeader scan(Segment segment) throws CodecException {
    int count = segment.octet();
    List<ScanComponent> components = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FrameComponent component = component(segment.octet());
      int selectors = segment.octet();
      components.add(new ScanComponent(component, selectors >> 4, selectors & 0xF));
    }
    if (components.isEmpty()
        || components.stream().map(ScanComponent::component).distinct().count() != count) {
      throw CodecException.malformed("a scan of " + count + " components");
    }
    int first = segment.octet();
    int last = segment.octet();
    int approximation = segment.octet();
    return new ScanHeader(
        List.copyOf(components), first, last, approximation >> 4, approximation & 0xF);
  }

  private FrameComponent component(int id) throws CodecException {
    if (frame != null) {
      for (FrameComponent component : frame.components()) {
        if (component.id() == id) {
          return component;
        }
      }
    }
    throw CodecException.malformed("a scan of an unknown component " + id);
  }

  private FrameProcess process() throws CodecException {
    if (process == null) {
      throw CodecException.malformed("no frame header");
    }
    return process;
  }
}
