package io.isthmus.pixel.jpeg;

import io.isthmus.pixel.CodecException;

/**
 * A Huffman table for decoding (T.81 C and F.2.2.3). Codes of up to {@value #AHEAD} bits are looked
 * up at once.
 */
final class HuffmanTable {
  static final int AHEAD = 11;
  static final int LONGEST = 16;

  /** The longest code and the bits that may follow it. */
  static final int LONGEST_WITH_BITS = 2 * LONGEST;

  /** The zeros before a coefficient, or {@link Dct#AREA} at the end of a block. */
  static final int RUN = 0x7F;

  private static final int ZERO_RUN = 0xF0;

  /** By the next bits: length of the code << 8 | symbol; 0 where the code is longer. */
  private final short[] ahead = new short[1 << AHEAD];

  /**
   * By the next bits, where code and difference both fit into them (H.1.2.2): difference << 8 |
   * length of both; 0 where they do not.
   */
  private final int[] differences = new int[1 << AHEAD];

  /**
   * By the next bits, where code and coefficient both fit into them: coefficient << 16 | zeros
   * before it << 8 | length of both; 0 where they do not.
   */
  private final int[] coefficients = new int[1 << AHEAD];

  /** By length: beyond the largest code of it, left-aligned to 16 bits. */
  private final int[] limits = new int[LONGEST + 2];

  /** By length: what to add to a code to find its symbol. */
  private final int[] shifts = new int[LONGEST + 1];

  private final byte[] symbols;

  /**
   * Makes the table of a DHT segment.
   *
   * @param counts how many codes there are of 1 bit, of 2 bits and so on
   */
  HuffmanTable(int[] counts, byte[] symbols) throws CodecException {
    this.symbols = symbols;
    int code = 0;
    int at = 0;
    for (int length = 1; length <= LONGEST; length++) {
      shifts[length] = at - code;
      for (int i = 0; i < counts[length - 1]; i++) {
        if (length <= AHEAD && code >>> length == 0) {
          look(code, length, symbols[at] & 0xFF);
        }
        code++;
        at++;
      }
      if (code > 1 << length) {
        throw CodecException.malformed("a Huffman table with too many codes");
      }
      limits[length] = code << (LONGEST - length);
      code <<= 1;
    }
    limits[LONGEST + 1] = Integer.MAX_VALUE;
  }

  private void look(int code, int length, int symbol) {
    int free = AHEAD - length;
    int start = code << free;
    for (int rest = 0; rest < 1 << free; rest++) {
      ahead[start + rest] = (short) (length << Byte.SIZE | symbol);
      if (symbol <= free) {
        int bits = rest >> (free - symbol);
        differences[start + rest] = BitReader.extend(bits, symbol) << Byte.SIZE | length + symbol;
      }
      int size = symbol & 0xF;
      if (size <= free) {
        int value = BitReader.extend(rest >> (free - size), size);
        coefficients[start + rest] =
            value << Short.SIZE | zeros(symbol) << Byte.SIZE | length + size;
      }
    }
  }

  /** Decodes a symbol; at least 16 bits have been filled in. */
  int symbol(BitReader bits) throws CodecException {
    int found = ahead[bits.peek(AHEAD)];
    if (found != 0) {
      bits.skip(found >> Byte.SIZE);
      return found & 0xFF;
    }
    int next = bits.peek(LONGEST);
    int length = AHEAD + 1;
    while (next >= limits[length]) {
      length++;
    }
    if (length > LONGEST) {
      throw CodecException.malformed("no Huffman code");
    }
    bits.skip(length);
    return symbols[(next >> (LONGEST - length)) + shifts[length]] & 0xFF;
  }

  /**
   * A coefficient << 16 | the zeros before it << 8 | the length of its code and bits, by the next
   * bits; 0 if they are few. The end of a block is many zeros.
   */
  int lookUpCoefficient(int next) {
    return coefficients[next];
  }

  /** Decodes what {@link #lookUpCoefficient} could not; the length is left out. */
  int coefficient(BitReader bits) throws CodecException {
    int symbol = symbol(bits);
    int size = symbol & 0xF;
    return BitReader.extend(bits.take(size), size) << Short.SIZE | zeros(symbol) << Byte.SIZE;
  }

  /** The zeros that a symbol stands for (F.2.2.2): 15, or as many as there are. */
  private static int zeros(int symbol) {
    boolean end = (symbol & 0xF) == 0 && symbol != ZERO_RUN;
    return end ? Dct.AREA : symbol >> 4;
  }

  /** A difference << 8 | the length of its code and bits, by the next bits; 0 if they are few. */
  int lookUpDifference(int next) {
    return differences[next];
  }

  /** Decodes a difference of DC coefficients or of lossless samples (F.2.2.1, H.2.1). */
  int difference(BitReader bits) throws CodecException {
    bits.fill();
    int found = differences[bits.peek(AHEAD)];
    if (found != 0) {
      bits.skip(found & 0xFF);
      return found >> Byte.SIZE;
    }
    int size = symbol(bits);
    if (size >= LONGEST) {
      if (size > LONGEST) {
        throw CodecException.malformed("a difference of " + size + " bits");
      }
      return 1 << (LONGEST - 1);
    }
    return BitReader.extend(bits.take(size), size);
  }
}
