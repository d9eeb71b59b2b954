package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.SampleRows;
import java.util.BitSet;

/** A frame of the lossless process: each scan goes straight into the pixels (T.81 H). */
final class LosslessFrame implements FrameProcess {
  private final FrameHeader frame;
  private final SampleRows to;
  private final BitSet decoded = new BitSet();

  LosslessFrame(FrameHeader frame, SampleRows to) throws CodecException {
    boolean even =
        frame.components().stream()
            .allMatch(component -> component.across() == 1 && component.down() == 1);
    if ((!even && frame.components().size() > 1) || frame.precision() < 2) {
      throw CodecException.unsupported(frame.toString());
    }
    this.frame = frame;
    this.to = to;
  }

  @Override
  public void scan(ScanHeader scan, CodingTables tables, BitReader bits, Deadline deadline)
      throws CodecException {
    int count = scan.components().size();
    HuffmanTable[] huffman = new HuffmanTable[count];
    for (int i = 0; i < count; i++) {
      huffman[i] = tables.dc(scan.components().get(i).dcTable());
      decoded.set(scan.components().get(i).component().index());
    }
    int interval = tables.restartInterval();
    if (interval % frame.columns() != 0 || scan.low() >= frame.precision()) {
      throw CodecException.malformed(
          "restarts every " + interval + " samples, point transform " + scan.low());
    }
    LosslessRows rows = new LosslessRows(scan.first(), frame.columns(), huffman, bits);
    int start = 1 << (frame.precision() - scan.low() - 1);
    boolean inOrder = inOrder(scan);
    int restartRows = interval / frame.columns();
    for (int y = 0; y < frame.rows(); y++) {
      deadline.check();
      bits.check();
      boolean restarts = restartRows > 0 && y % restartRows == 0;
      if (restarts && y > 0) {
        bits.restart((y / restartRows - 1) % 8);
      }
      int[] row = y == 0 || restarts ? rows.first(start) : rows.next();
      put(y, row, scan, inOrder);
    }
    bits.check();
  }

  private void put(int y, int[] row, ScanHeader scan, boolean inOrder) {
    int[] line = row;
    if (scan.low() > 0) {
      line = row.clone();
      for (int i = 0; i < line.length; i++) {
        line[i] <<= scan.low();
      }
    }
    if (inOrder) {
      to.putPixels(y, line, 0);
      return;
    }
    int count = scan.components().size();
    for (int i = 0; i < count; i++) {
      to.put(y, scan.components().get(i).component().index(), line, i, count);
    }
  }

  /** Whether a scan has all components, as they follow in a pixel. */
  private boolean inOrder(ScanHeader scan) {
    return scan.components().stream()
        .map(ScanComponent::component)
        .toList()
        .equals(frame.components());
  }

  @Override
  public void finish(SampleRows pixels, boolean rgb) throws CodecException {
    if (decoded.cardinality() != frame.components().size()) {
      throw CodecException.malformed("scans of " + decoded.cardinality() + " components only");
    }
    if (rgb) {
      throw CodecException.unsupported("colour differences in a lossless frame");
    }
  }
}
