package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The blocks of a scan of a progressive frame, which adds to what is there (T.81 G.1.2, G.2). */
final class ProgressiveScan implements Scan.Blocks {
  private static final int ZERO_RUN = 15;

  private final ScanHeader scan;
  private final BitReader bits;
  private final Coding[] codings;
  private final int[] predictions;

  /** Blocks still to come of which the rest of the band is zero. */
  private int endOfBandRun;

  private ProgressiveScan(ScanHeader scan, BitReader bits, Coding[] codings) {
    this.scan = scan;
    this.bits = bits;
    this.codings = codings;
    this.predictions = new int[codings.length];
  }

  /** The blocks of a scan into the coefficients of its components. */
  static ProgressiveScan of(
      ScanHeader scan, CodingTables tables, BitReader bits, List<Plane> planes)
      throws CodecException {
    boolean dc = scan.first() == 0;
    boolean possible =
        scan.last() < Dct.AREA
            && (dc
                ? scan.last() == 0
                : scan.first() <= scan.last() && scan.components().size() == 1);
    if (!possible) {
      throw CodecException.malformed("a band from " + scan.first() + " to " + scan.last());
    }
    Coding[] codings = new Coding[scan.components().size()];
    for (int i = 0; i < codings.length; i++) {
      ScanComponent component = scan.components().get(i);
      int index = component.component().index();
      int table = dc ? component.dcTable() : component.acTable();
      // Bits that refine DC coefficients are not Huffman coded.
      @Nullable HuffmanTable huffman = null;
      if (!dc || scan.high() == 0) {
        huffman = dc ? tables.dc(table) : tables.ac(table);
      }
      codings[i] = new Coding(planes.get(index), huffman);
    }
    return new ProgressiveScan(scan, bits, codings);
  }

  @Override
  public void restart() {
    Arrays.fill(predictions, 0);
    endOfBandRun = 0;
  }

  @Override
  public void decode(int scanComponent, int blockRow, int blockColumn) throws CodecException {
    Coding coding = codings[scanComponent];
    int block = (blockRow * (coding.plane.stride() / Dct.SIZE) + blockColumn) * Dct.AREA;
    short[] values = coding.plane.coefficients();
    if (scan.first() == 0) {
      if (scan.high() == 0) {
        predictions[scanComponent] += coding.table().difference(bits);
        values[block] = (short) (predictions[scanComponent] << scan.low());
      } else {
        bits.fill();
        values[block] |= (short) (bits.take(1) << scan.low());
      }
    } else if (scan.high() == 0) {
      band(coding.table(), values, block);
    } else {
      refine(coding.table(), values, block);
    }
  }

  /** The first scan of a band (G.1.2.2). */
  private void band(HuffmanTable table, short[] values, int block) throws CodecException {
    if (endOfBandRun > 0) {
      endOfBandRun--;
      return;
    }
    for (int number = scan.first(); number <= scan.last(); number++) {
      bits.fill();
      int symbol = table.symbol(bits);
      int run = symbol >> 4;
      int size = symbol & 0xF;
      if (size == 0 && run != ZERO_RUN) {
        endOfBandRun = (1 << run) + bits.take(run) - 1;
        return;
      }
      number += run;
      if (size > 0) {
        int value = BitReader.extend(bits.take(size), size);
        values[block + ZigZag.at(number)] = (short) (value << scan.low());
      }
    }
  }

  /** A later scan of a band: a bit more of what is there, and new coefficients (G.1.2.3). */
  private void refine(HuffmanTable table, short[] values, int block) throws CodecException {
    int number = scan.first();
    while (endOfBandRun == 0 && number <= scan.last()) {
      bits.fill();
      int symbol = table.symbol(bits);
      int run = symbol >> 4;
      int size = symbol & 0xF;
      int added = 0;
      if (size > 0) {
        added = bits.take(1) == 1 ? 1 << scan.low() : -1 << scan.low();
      } else if (run != ZERO_RUN) {
        endOfBandRun = (1 << run) + bits.take(run);
        break;
      }
      number = refineUpTo(values, block, number, run);
      if (added != 0 && number <= scan.last()) {
        values[block + ZigZag.at(number)] = (short) added;
      }
      number++;
    }
    if (endOfBandRun > 0) {
      refineUpTo(values, block, number, Integer.MAX_VALUE);
      endOfBandRun--;
    }
  }

  /** Refines what is there until so many zeros are passed; where the zero after them is. */
  private int refineUpTo(short[] values, int block, int from, int zeros) {
    int left = zeros;
    int number = from;
    for (; number <= scan.last(); number++) {
      int place = block + ZigZag.at(number);
      if (values[place] != 0) {
        refine(values, place);
      } else if (left-- == 0) {
        break;
      }
    }
    return number;
  }

  private void refine(short[] values, int place) {
    int step = 1 << scan.low();
    bits.fill();
    if (bits.take(1) == 1 && (values[place] & step) == 0) {
      values[place] += (short) (values[place] > 0 ? step : -step);
    }
  }

  private record Coding(Plane plane, @Nullable HuffmanTable huffman) {
    HuffmanTable table() throws CodecException {
      if (huffman == null) {
        throw CodecException.malformed("no Huffman table");
      }
      return huffman;
    }
  }
}
