package io.isthmus.pixel.jpeg;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** A Huffman code made for what is to be coded (T.81 K.2, C). */
final class HuffmanCode {
  private final int[] lengths;
  private final int[] codes;
  private final List<Integer> ordered;

  /** By category: the code with room for the bits that follow it << 8 | the length of both. */
  private final long[] categories = new long[HuffmanTable.LONGEST + 1];

  private HuffmanCode(int[] lengths) {
    this.lengths = lengths;
    this.codes = new int[lengths.length];
    this.ordered =
        IntStream.range(0, lengths.length)
            .filter(symbol -> lengths[symbol] > 0)
            .boxed()
            .sorted(Comparator.comparingInt(symbol -> lengths[symbol]))
            .toList();
    int code = 0;
    int length = 0;
    for (int symbol : ordered) {
      code <<= lengths[symbol] - length;
      length = lengths[symbol];
      codes[symbol] = code++;
    }
    for (int category = 0; category < categories.length; category++) {
      int size = additional(category);
      categories[category] = (long) codes[category] << size << Byte.SIZE | lengths[category] + size;
    }
  }

  /** The best code of at most 16 bits for symbols that occur so often. */
  static HuffmanCode of(long[] occurrences) {
    long[] weights = occurrences.clone();
    int[] lengths = lengths(weights);
    while (IntStream.of(lengths).max().orElse(0) > HuffmanTable.LONGEST) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = (weights[i] + 1) / 2;
      }
      lengths = lengths(weights);
    }
    return new HuffmanCode(lengths);
  }

  /** Joins the two rarest again and again. One more symbol takes the code of all ones (K.2). */
  private static int[] lengths(long[] weights) {
    int[] lengths = new int[weights.length];
    PriorityQueue<Tree> trees = new PriorityQueue<>(Comparator.comparingLong(Tree::weight));
    trees.add(new Tree(0, List.of()));
    for (int symbol = 0; symbol < weights.length; symbol++) {
      if (weights[symbol] > 0) {
        trees.add(new Tree(weights[symbol], List.of(symbol)));
      }
    }
    while (trees.size() > 1) {
      Tree first = trees.remove();
      Tree second = trees.remove();
      List<Integer> symbols = new ArrayList<>(first.symbols);
      symbols.addAll(second.symbols);
      symbols.forEach(symbol -> lengths[symbol]++);
      trees.add(new Tree(first.weight + second.weight, symbols));
    }
    return lengths;
  }

  /** The contents of a DHT segment after its first byte (B.2.4.2). */
  byte[] table() {
    byte[] table = new byte[HuffmanTable.LONGEST + ordered.size()];
    int at = HuffmanTable.LONGEST;
    for (int symbol : ordered) {
      table[lengths[symbol] - 1]++;
      table[at++] = (byte) symbol;
    }
    return table;
  }

  /** Writes a symbol, and as many bits as it announces. */
  void put(BitWriter bits, int symbol, int additional, int size) {
    bits.put(codes[symbol] << size | (additional & ((1 << size) - 1)), lengths[symbol] + size);
  }

  /** How a difference of samples is coded: the bits << 8 | their number (H.1.2.2). */
  long difference(int difference) {
    int category = category(difference);
    // Negative ones count from below.
    int bits = difference + (difference >> (Integer.SIZE - 1)) & (1 << additional(category)) - 1;
    return categories[category] + ((long) bits << Byte.SIZE);
  }

  /** The category of a difference of samples or of DC coefficients (F.1.2.1.1, H.1.2.2). */
  static int category(int difference) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(Math.abs(difference));
  }

  /** The largest category has one member, and no bits. */
  private static int additional(int category) {
    return category % HuffmanTable.LONGEST;
  }

  private record Tree(long weight, List<Integer> symbols) {}
}
