package io.isthmus.pixel.codec;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Puts native frames one after the other without padding, also where one ends within a byte (PS3.5
 * 8.1.1).
 */
public final class BitJoiner {
  private static final int CHUNK = 8 * 1024;

  private final OutputStream out;
  private final long frameBits;
  private int waiting;
  private int waitingBits;

  /**
   * Before the first frame.
   *
   * @param frameBits of each frame
   */
  public BitJoiner(OutputStream out, long frameBits) {
    this.out = out;
    this.frameBits = frameBits;
  }

  /** Adds a frame whose first bit is the lowest of its first byte. */
  public void add(byte[] frame) throws IOException {
    int whole = (int) (frameBits / Byte.SIZE);
    int rest = (int) (frameBits % Byte.SIZE);
    if (waitingBits == 0) {
      out.write(frame, 0, whole);
    } else {
      shifted(frame, whole);
    }
    if (rest > 0) {
      add(frame[whole] & ((1 << rest) - 1), rest);
    }
  }

  /** Writes the last bits, filled up with zeros. */
  public void finish() throws IOException {
    if (waitingBits > 0) {
      out.write(waiting);
      waitingBits = 0;
    }
  }

  private void shifted(byte[] frame, int whole) throws IOException {
    byte[] chunk = new byte[Math.min(whole, CHUNK)];
    for (int done = 0; done < whole; done += chunk.length) {
      int some = Math.min(chunk.length, whole - done);
      for (int i = 0; i < some; i++) {
        waiting |= (frame[done + i] & 0xFF) << waitingBits;
        chunk[i] = (byte) waiting;
        waiting >>>= Byte.SIZE;
      }
      out.write(chunk, 0, some);
    }
  }

  private void add(int bits, int count) throws IOException {
    waiting |= bits << waitingBits;
    waitingBits += count;
    if (waitingBits >= Byte.SIZE) {
      out.write(waiting);
      waiting >>>= Byte.SIZE;
      waitingBits -= Byte.SIZE;
    }
  }
}
