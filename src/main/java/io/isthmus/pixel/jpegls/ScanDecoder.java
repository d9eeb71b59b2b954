package io.isthmus.pixel.jpegls;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.SampleRows;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Decodes a scan: one component, or several by line or by sample (T.87 B). */
final class ScanDecoder {
  private static final int RESTART_NUMBERS = 8;

  private final LsBitReader bits;
  private final Contexts contexts;
  private final LineDecoder decoder;
  private final int rows;
  private final int[] components;
  private final boolean bySample;
  private final boolean inOrder;

  /** By component the line before and the line; by sample one pair for all. */
  private final int[][][] lines;

  /** By component the line that was decoded last. */
  private final int[][] decoded;

  ScanDecoder(
      CodingParameters parameters,
      LsBitReader bits,
      FrameDescription stored,
      int[] components,
      boolean bySample) {
    this.bits = bits;
    this.rows = stored.rows();
    this.components = components;
    this.bySample = bySample;
    this.inOrder =
        Arrays.equals(components, IntStream.range(0, stored.samplesPerPixel()).toArray());
    this.contexts = new Contexts(parameters, components.length);
    this.decoder = new LineDecoder(parameters, contexts, bits, stored.columns());
    this.decoded = new int[components.length][];
    int length = (stored.columns() + 2) * (bySample ? components.length : 1);
    this.lines = new int[bySample ? 1 : components.length][2][length];
  }

  /**
   * Decodes all lines.
   *
   * @param restartInterval lines between restart markers; 0 without them
   */
  void decode(SampleRows to, int restartInterval, Deadline deadline) throws CodecException {
    for (int y = 0; y < rows; y++) {
      deadline.check();
      bits.check();
      if (restartInterval > 0 && y > 0 && y % restartInterval == 0) {
        bits.restart((y / restartInterval - 1) % RESTART_NUMBERS);
        contexts.reset();
        for (int[][] pair : lines) {
          Arrays.fill(pair[0], 0);
          Arrays.fill(pair[1], 0);
        }
      }
      line(y, to);
    }
    bits.check();
  }

  private void line(int y, SampleRows to) throws CodecException {
    int count = components.length;
    if (bySample) {
      int[] line = lines[0][y & 1];
      decoder.pixels(lines[0][~y & 1], line, count);
      if (inOrder) {
        to.putPixels(y, line, count);
        return;
      }
      for (int c = 0; c < count; c++) {
        to.put(y, components[c], line, count + c, count);
      }
      return;
    }
    for (int c = 0; c < count; c++) {
      int[] line = lines[c][y & 1];
      decoder.line(lines[c][~y & 1], line, c);
      decoded[c] = line;
      if (!inOrder) {
        to.put(y, components[c], line, 1, 1);
      }
    }
    if (inOrder) {
      to.putLines(y, decoded, 1);
    }
  }
}
