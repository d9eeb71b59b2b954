package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;
import java.util.Arrays;
import java.util.List;

/** The blocks of a sequential scan, each transformed as soon as it is decoded (T.81 F.2). */
final class SequentialScan implements Scan.Blocks {
  private final BitReader bits;
  private final Dct dct;
  private final Coding[] codings;
  private final int[] predictions;
  private final int[] block = new int[Dct.AREA];

  private SequentialScan(BitReader bits, Dct dct, Coding[] codings) {
    this.bits = bits;
    this.dct = dct;
    this.codings = codings;
    this.predictions = new int[codings.length];
  }

  /** The blocks of a scan into the planes of its components. */
  static SequentialScan of(
      ScanHeader scan, CodingTables tables, BitReader bits, List<Plane> planes, Dct dct)
      throws CodecException {
    Coding[] codings = new Coding[scan.components().size()];
    for (int i = 0; i < codings.length; i++) {
      ScanComponent component = scan.components().get(i);
      int index = component.component().index();
      codings[i] =
          new Coding(
              planes.get(index), tables.dc(component.dcTable()), tables.ac(component.acTable()));
    }
    return new SequentialScan(bits, dct, codings);
  }

  @Override
  public void restart() {
    Arrays.fill(predictions, 0);
  }

  @Override
  public void decode(int scanComponent, int blockRow, int blockColumn) throws CodecException {
    Coding coding = codings[scanComponent];
    predictions[scanComponent] += coding.dc.difference(bits);
    Plane plane = coding.plane;
    int[] quantization = plane.quantization();
    int first = (short) predictions[scanComponent] * quantization[0];
    int at = plane.start(blockRow, blockColumn);
    long places = bits.coefficients(coding.ac, quantization, block);
    if (places != 0) {
      block[0] = first;
      dct.inverse(block, places | 1, plane.samples(), at, plane.stride());
      Arrays.fill(block, 0);
    } else {
      dct.flat(first, plane.samples(), at, plane.stride());
    }
  }

  private record Coding(Plane plane, HuffmanTable dc, HuffmanTable ac) {}
}
