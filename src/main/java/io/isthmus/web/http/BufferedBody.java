package io.isthmus.web.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Gathers what is written to an answer, so that heads and small pieces do not go out one by one. A
 * failed answer is left without {@link #end}.
 */
public final class BufferedBody extends OutputStream {
  private final ResponseBody body;
  private final ByteBuffer buffer;

  /**
   * Over an answer that has begun.
   *
   * @param buffer empty; the body's until its end
   */
  public BufferedBody(ResponseBody body, ByteBuffer buffer) {
    this.body = body;
    this.buffer = buffer;
  }

  @Override
  public void write(int octet) throws IOException {
    makeRoom();
    buffer.put((byte) octet);
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
  }

  /**
   * Reads once from a channel into the buffer.
   *
   * @param most bytes to be read
   * @return bytes read, -1 at the channel's end
   */
  public int transfer(ReadableByteChannel from, long most) throws IOException {
    makeRoom();
    int limit = buffer.limit();
    buffer.limit(buffer.position() + (int) Math.min(buffer.remaining(), most));
    try {
      return from.read(buffer);
    } finally {
      buffer.limit(limit);
    }
  }

  /** Sends what is gathered and waits until the connection has taken it. */
  @Override
  public void flush() throws IOException {
    if (buffer.position() > 0) {
      body.write(buffer.flip());
      buffer.clear();
    }
  }

  /** Sends the rest and ends the answer as complete. */
  public void end() throws IOException {
    flush();
    body.end();
  }

  private void makeRoom() throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
  }
}
