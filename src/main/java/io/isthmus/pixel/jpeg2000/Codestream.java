package io.isthmus.pixel.jpeg2000;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.CodecException.Reason;
import io.isthmus.pixel.FrameDescription;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * The main header of a codestream, read before C code sees any of it (T.800 A.4 to A.6).
 *
 * @param columns of the image area
 * @param rows of the image area
 * @param components how many
 * @param precision bits of a sample, the same in every component
 * @param tiles how many
 */
record Codestream(int columns, int rows, int components, int precision, long tiles) {
  private static final int SOC = 0xFF4F;
  private static final int SIZ = 0xFF51;
  private static final int COD = 0xFF52;
  private static final int COC = 0xFF53;
  private static final int SOT = 0xFF90;

  /** The library keeps some kilobytes for every tile, present or not. */
  private static final int MOST_TILES = 4096;

  /** And for every precinct and layer. */
  private static final long MOST_PACKETS = 1 << 20;

  /** Wavelets and colours take some bits more, and the library counts in 32 bits. */
  private static final int MOST_BITS = 24;

  private static final int COLOURS = 3;

  /** In Rsiz: needs more than T.800 and T.814 (T.801 A.2.1). */
  private static final int PART_2 = 0x8000;

  /**
   * Reads a codestream's header and holds it against the data set.
   *
   * @throws CodecException if there is no such header, or if it is of another picture, or of one
   *     that takes more memory than such pictures do
   */
  static Codestream of(byte[] bytes, FrameDescription stored) throws CodecException {
    try {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      if (word(in) != SOC || word(in) != SIZ) {
        throw CodecException.malformed("no JPEG 2000 codestream");
      }
      Codestream codestream = size(segment(in));
      codestream.check(stored);
      codestream.checkCoding(in, stored);
      return codestream;
    } catch (BufferUnderflowException e) {
      throw CodecException.malformed("the header of a codestream ends early");
    }
  }

  private static Codestream size(ByteBuffer siz) throws CodecException {
    if ((word(siz) & PART_2) != 0) {
      throw CodecException.unsupported("a codestream with extensions of T.801");
    }
    long[] grid = new long[Byte.SIZE];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = Integer.toUnsignedLong(siz.getInt());
    }
    int components = word(siz);
    int precision = 0;
    for (int i = 0; i < components; i++) {
      int bits = (siz.get() & 0x7F) + 1;
      if (siz.getShort() != 0x0101) {
        throw CodecException.unsupported("a codestream of subsampled components");
      }
      if (i > 0 && bits != precision) {
        throw CodecException.unsupported("a codestream of components that differ in precision");
      }
      precision = bits;
    }
    long tileColumns = tiles(grid[0], grid[4], grid[6]);
    long tileRows = tiles(grid[1], grid[5], grid[7]);
    return new Codestream(
        (int) Math.min(grid[0] - grid[2], Integer.MAX_VALUE),
        (int) Math.min(grid[1] - grid[3], Integer.MAX_VALUE),
        components,
        precision,
        tileColumns * tileRows);
  }

  private static long tiles(long end, long size, long offset) throws CodecException {
    if (size == 0 || end <= offset) {
      throw CodecException.malformed("a codestream without tiles");
    }
    return Math.ceilDiv(end - offset, size);
  }

  private void check(FrameDescription stored) throws CodecException {
    boolean same =
        columns == stored.columns()
            && rows == stored.rows()
            && components == stored.samplesPerPixel()
            && precision <= stored.bitsAllocated();
    if (!same) {
      throw new CodecException(Reason.CONTRADICTS_DATA_SET, this + " in an image of " + stored);
    }
    if (tiles > MOST_TILES) {
      throw new CodecException(Reason.TOO_LARGE, this + " has more than " + MOST_TILES + " tiles");
    }
    if (precision > MOST_BITS) {
      throw CodecException.unsupported(this + " has more than " + MOST_BITS + " bits");
    }
  }

  /** The segments that follow, up to the first tile: how finely it is cut. */
  private void checkCoding(ByteBuffer in, FrameDescription stored) throws CodecException {
    boolean found = false;
    for (int marker = word(in); marker != SOT; marker = word(in)) {
      if (marker < 0xFF00) {
        throw CodecException.malformed("no marker in the header of a codestream");
      }
      ByteBuffer segment = segment(in);
      if (marker == COD) {
        found = true;
        boolean precincts = (segment.get() & 1) != 0;
        segment.get();
        int layers = word(segment);
        checkColours(segment.get() != 0, stored);
        checkPackets(segment, precincts, layers);
      } else if (marker == COC) {
        segment.get();
        checkPackets(segment, (segment.get() & 1) != 0, 1);
      }
    }
    if (!found) {
      throw CodecException.malformed("a codestream without COD");
    }
  }

  /** What the library transforms back is RGB, and what it does not is what it was (PS3.5 8.2.4). */
  private void checkColours(boolean transformed, FrameDescription stored) throws CodecException {
    String interpretation = stored.photometricInterpretation();
    boolean agree =
        switch (interpretation) {
          case "YBR_RCT", "YBR_ICT" -> transformed;
          default -> !transformed || !interpretation.startsWith("YBR_");
        };
    if (components == COLOURS && !agree) {
      throw new CodecException(
          Reason.CONTRADICTS_DATA_SET,
          this + (transformed ? " that are transformed" : "") + " in an image of " + stored);
    }
  }

  /** A.6.1, table A.15 and A.21. */
  private void checkPackets(ByteBuffer coding, boolean precincts, int layers)
      throws CodecException {
    int levels = coding.get() & 0xFF;
    if (levels > Integer.SIZE || layers == 0) {
      throw CodecException.malformed(levels + " decompositions and " + layers + " layers");
    }
    coding.position(coding.position() + 4);
    long packets = 0;
    for (int level = levels; level >= 0; level--) {
      int size = precincts ? coding.get() & 0xFF : 0xFF;
      packets += cut(columns, level, size & 0xF) * cut(rows, level, size >> 4);
    }
    packets = Math.max(packets, tiles * (levels + 1)) * layers * components;
    if (packets > MOST_PACKETS) {
      throw new CodecException(Reason.TOO_LARGE, this + " is cut into " + packets + " packets");
    }
  }

  private static long cut(int length, int level, int exponent) {
    return Math.ceilDiv(Math.ceilDiv((long) length, 1L << level), 1L << exponent);
  }

  private static int word(ByteBuffer in) {
    return in.getShort() & 0xFFFF;
  }

  private static ByteBuffer segment(ByteBuffer in) throws CodecException {
    int length = word(in) - Short.BYTES;
    if (length < 0 || length > in.remaining()) {
      throw CodecException.malformed("the header of a codestream ends early");
    }
    ByteBuffer segment = in.slice(in.position(), length);
    in.position(in.position() + length);
    return segment;
  }

  @Override
  public String toString() {
    return "a JPEG 2000 codestream of %d x %d, %d components, %d bits"
        .formatted(columns, rows, components, precision);
  }
}
