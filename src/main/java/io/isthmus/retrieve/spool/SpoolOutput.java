package io.isthmus.retrieve.spool;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Writes a spool file of the gateway's own making: what is derived from instances and too large for
 * the memory.
 */
public final class SpoolOutput extends OutputStream {
  private static final int BUFFER_SIZE = 32 * 1024;

  private final SpoolFile file;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE);
  private long position;

  /** Over a growing file. */
  public SpoolOutput(SpoolFile file) {
    this.file = file;
  }

  /** Bytes written so far. */
  public long position() {
    return position;
  }

  @Override
  public void write(int octet) throws IOException {
    makeRoom();
    buffer.put((byte) octet);
    position++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int written = 0;
    while (written < length) {
      makeRoom();
      int some = Math.min(length - written, buffer.remaining());
      buffer.put(bytes, offset + written, some);
      written += some;
    }
    position += length;
  }

  @Override
  public void flush() throws IOException {
    file.append(buffer.flip());
    buffer.clear();
  }

  /** Completes the file. */
  @Override
  public void close() throws IOException {
    flush();
    file.complete();
  }

  private void makeRoom() throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
  }
}
