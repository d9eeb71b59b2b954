package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;
import org.jspecify.annotations.Nullable;

/** The tables that are in force at a place of a codestream (T.81 B.2.4). */
final class CodingTables {
  private static final int TABLES = 4;

  private final int[] @Nullable [] quantization = new int[TABLES][];
  private final @Nullable HuffmanTable[] dc = new HuffmanTable[TABLES];
  private final @Nullable HuffmanTable[] ac = new HuffmanTable[TABLES];
  private int restartInterval;

  /** Reads a DQT segment (B.2.4.1). */
  void readQuantization(Segment segment) throws CodecException {
    while (segment.hasMore()) {
      int head = segment.octet();
      int[] table = new int[Dct.AREA];
      for (int i = 0; i < Dct.AREA; i++) {
        table[ZigZag.at(i)] = head >> 4 == 0 ? segment.octet() : segment.word();
      }
      quantization[number(head)] = table;
    }
  }

  /** Reads a DHT segment (B.2.4.2). */
  void readHuffman(Segment segment) throws CodecException {
    while (segment.hasMore()) {
      int head = segment.octet();
      int[] counts = new int[HuffmanTable.LONGEST];
      int total = 0;
      for (int i = 0; i < counts.length; i++) {
        counts[i] = segment.octet();
        total += counts[i];
      }
      HuffmanTable table = new HuffmanTable(counts, segment.octets(total));
      (head >> 4 == 0 ? dc : ac)[number(head)] = table;
    }
  }

  /** Reads a DRI segment (B.2.4.4). */
  void readRestartInterval(Segment segment) throws CodecException {
    restartInterval = segment.word();
  }

  /** MCUs between restart markers; 0 without them. */
  int restartInterval() {
    return restartInterval;
  }

  /** A quantization table, row by row. */
  int[] quantization(int number) throws CodecException {
    return present(quantization[number(number)], "quantization", number);
  }

  /** A table for DC coefficients or lossless differences. */
  HuffmanTable dc(int number) throws CodecException {
    return present(dc[number(number)], "DC", number);
  }

  /** A table for AC coefficients. */
  HuffmanTable ac(int number) throws CodecException {
    return present(ac[number(number)], "AC", number);
  }

  private static int number(int head) throws CodecException {
    int number = head & 0xF;
    if (number >= TABLES) {
      throw CodecException.malformed("a table of number " + number);
    }
    return number;
  }

  private static <T> T present(@Nullable T table, String kind, int number) throws CodecException {
    if (table == null) {
      throw CodecException.malformed("no " + kind + " table " + number);
    }
    return table;
  }
}
