package io.isthmus.web.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An answer of unknown length as a stream. It begins when the first buffer is full, so that a short
 * answer carries its length, and what fails before is still a status.
 */
public final class BodyOutputStream extends OutputStream {
  private static final int BUFFER_SIZE = 32 * 1024;

  private final Exchange exchange;
  private final int status;
  private final String contentType;
  private final byte[] buffer = new byte[BUFFER_SIZE];
  private int size;
  private @Nullable ResponseBody body;

  public BodyOutputStream(Exchange exchange, int status, String contentType) {
    this.exchange = exchange;
    this.status = status;
    this.contentType = contentType;
  }

  @Override
  public void write(int octet) throws IOException {
    if (size == buffer.length) {
      drain(OptionalLong.empty());
    }
    buffer[size++] = (byte) octet;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (size == buffer.length) {
        drain(OptionalLong.empty());
      }
      int some = Math.min(left, buffer.length - size);
      System.arraycopy(bytes, from, buffer, size, some);
      size += some;
      from += some;
      left -= some;
    }
  }

  /** Ends the answer as complete. An answer that failed is not to be closed. */
  @Override
  public void close() throws IOException {
    drain(OptionalLong.of(size)).end();
  }

  private ResponseBody drain(OptionalLong lengthIfFirst) throws IOException {
    ResponseBody begun = body;
    if (begun == null) {
      begun = exchange.begin(status, contentType, lengthIfFirst);
      body = begun;
    }
    if (size > 0) {
      begun.write(ByteBuffer.wrap(buffer, 0, size));
      size = 0;
    }
    return begun;
  }
}
