package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.SampleRows;

/** How the scans of a frame become pixels. */
sealed interface FrameProcess permits DctFrame, LosslessFrame {
  /** Decodes a scan. */
  void scan(ScanHeader scan, CodingTables tables, BitReader bits, Deadline deadline)
      throws CodecException;

  /**
   * Gives the pixels after the last scan.
   *
   * @throws CodecException if a component was in no scan
   */
  void finish(SampleRows to, boolean rgb) throws CodecException;
}
