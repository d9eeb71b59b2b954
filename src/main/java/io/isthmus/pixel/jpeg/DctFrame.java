package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.SampleRows;
import java.util.ArrayList;
import java.util.List;

/** A frame of the processes that are based on the DCT, sequential or progressive (T.81 F, G). */
final class DctFrame implements FrameProcess {
  private static final int LONG_PRECISION = 12;
  private static final int MOST_BLOCKS_IN_MCU = 10;

  private final FrameHeader frame;
  private final Dct dct;
  private final List<Plane> planes = new ArrayList<>();

  DctFrame(FrameHeader frame) throws CodecException {
    int precision = frame.precision();
    boolean extended = frame.process() != FrameHeader.BASELINE;
    if (precision != Byte.SIZE && !(extended && precision == LONG_PRECISION)) {
      throw CodecException.unsupported(frame.toString());
    }
    this.frame = frame;
    this.dct = new Dct(precision);
    for (FrameComponent component : frame.components()) {
      planes.add(new Plane(frame, component));
    }
  }

  @Override
  public void scan(ScanHeader scan, CodingTables tables, BitReader bits, Deadline deadline)
      throws CodecException {
    int blocks =
        scan.components().stream()
            .map(ScanComponent::component)
            .mapToInt(component -> component.across() * component.down())
            .sum();
    if (scan.components().size() > 1 && blocks > MOST_BLOCKS_IN_MCU) {
      throw CodecException.malformed("an MCU of " + blocks + " blocks");
    }
    for (ScanComponent component : scan.components()) {
      planes.get(component.component().index()).quantize(tables);
    }
    new Scan(frame, tables.restartInterval(), bits, deadline)
        .run(
            scan.components(),
            frame.process() == FrameHeader.PROGRESSIVE
                ? ProgressiveScan.of(scan, tables, bits, planes)
                : SequentialScan.of(scan, tables, bits, planes, dct));
  }

  @Override
  public void finish(SampleRows to, boolean rgb) throws CodecException {
    List<Upsampling> upsamplings = new ArrayList<>();
    for (Plane plane : planes) {
      plane.transform(dct);
      upsamplings.add(Upsampling.of(frame, plane));
    }
    int[][] lines = new int[planes.size()][];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = new int[Math.max(upsamplings.get(i).width(), frame.columns())];
    }
    for (int y = 0; y < frame.rows(); y++) {
      for (int i = 0; i < lines.length; i++) {
        upsamplings.get(i).row(y, lines[i]);
      }
      if (rgb && lines.length == 3) {
        ColorTransform.toRgb(lines, frame.columns(), frame.precision());
      }
      to.putLines(y, lines, 0);
    }
  }
}
