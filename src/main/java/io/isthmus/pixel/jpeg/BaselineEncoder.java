package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.SampleRows;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * Encodes a frame of 8 bits per sample, grey or RGB, in baseline JPEG with a JFIF header, for
 * people to look at (T.81 F.1, T.871). Colours are not subsampled.
 */
public final class BaselineEncoder {
  private static final byte[] JFIF = {'J', 'F', 'I', 'F', 0, 1, 2, 0, 0, 1, 0, 1, 0, 0};
  private static final int ZERO_RUN = 0xF0;
  private static final int LONGEST_ZEROS = 15;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
  private final FrameDescription pixels;
  private final Deadline deadline;
  private final int components;
  private final int perRow;
  private final int blockRows;
  private final int[][] quantization;

  /** By component, block and coefficient in the order of coding. */
  private final short[][] coefficients;

  private BaselineEncoder(FrameDescription pixels, int quality, Deadline deadline) {
    this.pixels = pixels;
    this.deadline = deadline;
    this.components = pixels.samplesPerPixel();
    this.perRow = FrameHeader.ceiling(pixels.columns(), Dct.SIZE);
    this.blockRows = FrameHeader.ceiling(pixels.rows(), Dct.SIZE);
    this.quantization =
        new int[][] {Quantization.table(true, quality), Quantization.table(false, quality)};
    this.coefficients = new short[components][perRow * blockRows * Dct.AREA];
  }

  /**
   * Encodes a frame.
   *
   * @param quality 1 to 100, as the Independent JPEG Group counts
   */
  public static byte[] encode(
      SampleRows from, FrameDescription pixels, int quality, Deadline deadline)
      throws CodecException {
    int samples = pixels.samplesPerPixel();
    if (pixels.bitsAllocated() != Byte.SIZE || (samples != 1 && samples != 3)) {
      throw CodecException.unsupported("baseline JPEG of " + pixels);
    }
    BaselineEncoder encoder = new BaselineEncoder(pixels, quality, deadline);
    encoder.transform(from);
    return encoder.codestream();
  }

  /** What is done with each symbol and its additional bits. */
  private interface Symbols {
    void put(int table, int symbol, int additional, int size);
  }

  private void transform(SampleRows from) throws CodecException {
    int width = perRow * Dct.SIZE;
    int[][][] lines = new int[Dct.SIZE][components][width];
    for (int blockRow = 0; blockRow < blockRows; blockRow++) {
      deadline.check();
      for (int i = 0; i < Dct.SIZE; i++) {
        int y = Math.min(blockRow * Dct.SIZE + i, pixels.rows() - 1);
        for (int c = 0; c < components; c++) {
          int[] line = lines[i][c];
          from.get(y, c, line, 0, 1);
          Arrays.fill(line, pixels.columns(), width, line[pixels.columns() - 1]);
        }
        if (components > 1) {
          ColorTransform.fromRgb(lines[i], width);
        }
      }
      for (int c = 0; c < components; c++) {
        for (int column = 0; column < perRow; column++) {
          block(lines, c, blockRow, column);
        }
      }
    }
  }

  private void block(int[][][] lines, int component, int blockRow, int blockColumn) {
    int[] block = new int[Dct.AREA];
    for (int i = 0; i < Dct.AREA; i++) {
      block[i] = lines[i / Dct.SIZE][component][blockColumn * Dct.SIZE + i % Dct.SIZE] - 128;
    }
    ForwardDct.transform(block);
    int[] table = quantization[Math.min(component, 1)];
    int start = (blockRow * perRow + blockColumn) * Dct.AREA;
    for (int number = 0; number < Dct.AREA; number++) {
      int place = ZigZag.at(number);
      int divisor = table[place] * Dct.SIZE;
      int value = block[place];
      int rounded = (Math.abs(value) + divisor / 2) / divisor;
      coefficients[component][start + number] = (short) (value < 0 ? -rounded : rounded);
    }
  }

  private byte[] codestream() throws CodecException {
    // The tables of luminance and then of the colours, DC before AC.
    int tables = components > 1 ? 4 : 2;
    long[][] occurrences = new long[tables][256];
    symbols((table, symbol, additional, size) -> occurrences[table][symbol]++);
    HuffmanCode[] codes = new HuffmanCode[tables];
    for (int i = 0; i < tables; i++) {
      codes[i] = HuffmanCode.of(occurrences[i]);
    }
    headers(codes);
    BitWriter bits = new BitWriter(out);
    symbols((table, symbol, additional, size) -> codes[table].put(bits, symbol, additional, size));
    bits.end();
    word(0xFFD9);
    if (out.size() % 2 != 0) {
      out.write(0);
    }
    return out.toByteArray();
  }

  private void symbols(Symbols symbols) throws CodecException {
    int[] predictions = new int[components];
    for (int block = 0; block < perRow * blockRows; block++) {
      if (block % perRow == 0) {
        deadline.check();
      }
      for (int c = 0; c < components; c++) {
        short[] values = coefficients[c];
        int start = block * Dct.AREA;
        int table = 2 * Math.min(c, 1);
        int difference = values[start] - predictions[c];
        predictions[c] = values[start];
        symbol(symbols, table, 0, difference);
        ac(symbols, table + 1, values, start);
      }
    }
  }

  private static void ac(Symbols symbols, int table, short[] values, int start) {
    int zeros = 0;
    for (int number = 1; number < Dct.AREA; number++) {
      int value = values[start + number];
      if (value == 0) {
        zeros++;
        continue;
      }
      for (; zeros > LONGEST_ZEROS; zeros -= LONGEST_ZEROS + 1) {
        symbols.put(table, ZERO_RUN, 0, 0);
      }
      symbol(symbols, table, zeros, value);
      zeros = 0;
    }
    if (zeros > 0) {
      symbols.put(table, 0, 0, 0);
    }
  }

  private static void symbol(Symbols symbols, int table, int zeros, int value) {
    int size = Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(value));
    symbols.put(table, zeros << 4 | size, value < 0 ? value - 1 : value, size);
  }

  private void headers(HuffmanCode[] codes) {
    word(0xFFD8);
    segment(0xFFE0, JFIF);
    for (int i = 0; i < codes.length / 2; i++) {
      byte[] table = new byte[1 + Dct.AREA];
      table[0] = (byte) i;
      for (int number = 0; number < Dct.AREA; number++) {
        table[1 + number] = (byte) quantization[i][ZigZag.at(number)];
      }
      segment(0xFFDB, table);
    }
    word(0xFFC0);
    word(8 + 3 * components);
    out.write(Byte.SIZE);
    word(pixels.rows());
    word(pixels.columns());
    out.write(components);
    for (int c = 0; c < components; c++) {
      out.write(c + 1);
      out.write(0x11);
      out.write(Math.min(c, 1));
    }
    for (int i = 0; i < codes.length; i++) {
      byte[] code = codes[i].table();
      byte[] table = new byte[1 + code.length];
      table[0] = (byte) (i % 2 << 4 | i / 2);
      System.arraycopy(code, 0, table, 1, code.length);
      segment(0xFFC4, table);
    }
    word(0xFFDA);
    word(6 + 2 * components);
    out.write(components);
    for (int c = 0; c < components; c++) {
      out.write(c + 1);
      out.write(0x11 * Math.min(c, 1));
    }
    out.write(0);
    out.write(Dct.AREA - 1);
    out.write(0);
  }

  private void segment(int marker, byte[] contents) {
    word(marker);
    word(contents.length + 2);
    out.writeBytes(contents);
  }

  private void word(int value) {
    out.write(value >> Byte.SIZE);
    out.write(value);
  }
}
