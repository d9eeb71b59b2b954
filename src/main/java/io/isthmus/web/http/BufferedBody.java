package io.isthmus.web.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Gathers what is written to an answer, so that heads and small pieces do not go out one by one;
 * while one half of its buffer is on its way, the other is filled. A failed answer is left without
 * {@link #end}.
 */
public final class BufferedBody extends OutputStream {
  private final ResponseBody body;
  private ByteBuffer buffer;
  private ByteBuffer underWay;

  /**
   * Over an answer that has begun.
   *
   * @param buffer empty; the body's until the exchange is over
   */
  public BufferedBody(ResponseBody body, ByteBuffer buffer) {
    this.body = body;
    int half = buffer.capacity() / 2;
    this.buffer = buffer.slice(0, half);
    this.underWay = buffer.slice(half, half);
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

  /** Sends what is gathered, when the connection has taken what was sent before. */
  @Override
  public void flush() throws IOException {
    if (buffer.position() > 0) {
      ByteBuffer sent = buffer.flip();
      body.send(sent);
      buffer = underWay.clear();
      underWay = sent;
    }
  }

  /** Sends the rest and ends the answer as complete. */
  public void end() throws IOException {
    body.end(buffer.flip());
  }

  private void makeRoom() throws IOException {
    if (!buffer.hasRemaining()) {
      flush();
    }
  }
}
