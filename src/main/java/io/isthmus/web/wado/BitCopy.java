package io.isthmus.web.wado;

import io.isthmus.retrieve.content.BitFrames.BitRange;
import io.isthmus.retrieve.spool.SpoolReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Moves a frame of single bits to the beginning of a byte (WADO-33). */
final class BitCopy {
  private static final int CHUNK = 8 * 1024;

  private final SpoolReader reader;
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).limit(0);
  private long left;

  BitCopy(SpoolReader reader) {
    this.reader = reader;
  }

  /** Writes the frame; the bits of the last byte that are not its own are zeros. */
  void copy(BitRange range, OutputStream out) throws IOException {
    reader.seek(range.stored().offset());
    left = range.stored().length();
    int current = next();
    long bits = range.bits();
    while (bits > 0) {
      int following = left > 0 || chunk.hasRemaining() ? next() : 0;
      int octet = (current | following << Byte.SIZE) >>> range.firstBit();
      out.write(bits < Byte.SIZE ? octet & ((1 << bits) - 1) : octet);
      current = following;
      bits -= Byte.SIZE;
    }
  }

  private int next() throws IOException {
    if (!chunk.hasRemaining()) {
      chunk.clear().limit((int) Math.min(CHUNK, left));
      while (chunk.hasRemaining()) {
        if (reader.read(chunk) < 0) {
          throw new EOFException("a frame reaches beyond its instance");
        }
      }
      left -= chunk.flip().limit();
    }
    return Byte.toUnsignedInt(chunk.get());
  }
}
