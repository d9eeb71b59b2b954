package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import java.util.List;

/** Goes through the blocks of a scan in the order in which they are coded (T.81 A.2, E.2.4). */
final class Scan {
  private static final int RESTART_NUMBERS = 8;

  private final FrameHeader frame;
  private final int restartInterval;
  private final BitReader bits;
  private final Deadline deadline;

  /** What is done with the next block of the bits. */
  interface Blocks {
    /** Decodes a block of a component of the scan. */
    void decode(int scanComponent, int blockRow, int blockColumn) throws CodecException;

    /** Predictions begin anew (F.1.1.5.1). */
    void restart();
  }

  Scan(FrameHeader frame, int restartInterval, BitReader bits, Deadline deadline) {
    this.frame = frame;
    this.restartInterval = restartInterval;
    this.bits = bits;
    this.deadline = deadline;
  }

  /** Decodes all blocks. */
  void run(List<ScanComponent> components, Blocks blocks) throws CodecException {
    boolean alone = components.size() == 1;
    FrameComponent first = components.getFirst().component();
    int across = alone ? blocks(frame.columns(), first.across(), frame.mostAcross()) : 0;
    int down = alone ? blocks(frame.rows(), first.down(), frame.mostDown()) : 0;
    int perRow = alone ? across : frame.mcusPerRow();
    int mcuRows = alone ? down : frame.mcuRows();
    blocks.restart();
    int untilRestart = restartInterval;
    int restarts = 0;
    for (int row = 0; row < mcuRows; row++) {
      bits.check();
      deadline.check();
      for (int column = 0; column < perRow; column++) {
        if (restartInterval > 0 && untilRestart-- == 0) {
          bits.restart(restarts++ % RESTART_NUMBERS);
          blocks.restart();
          untilRestart = restartInterval - 1;
        }
        if (alone) {
          blocks.decode(0, row, column);
        } else {
          interleaved(components, row, column, blocks);
        }
      }
    }
    bits.check();
  }

  private static void interleaved(
      List<ScanComponent> components, int mcuRow, int mcuColumn, Blocks blocks)
      throws CodecException {
    for (int i = 0; i < components.size(); i++) {
      FrameComponent component = components.get(i).component();
      for (int y = 0; y < component.down(); y++) {
        for (int x = 0; x < component.across(); x++) {
          blocks.decode(i, mcuRow * component.down() + y, mcuColumn * component.across() + x);
        }
      }
    }
  }

  private static int blocks(int size, int factor, int most) {
    return FrameHeader.ceiling(FrameHeader.ceiling(size * factor, most), Dct.SIZE);
  }
}
