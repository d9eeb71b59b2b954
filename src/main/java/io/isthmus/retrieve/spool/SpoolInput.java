package io.isthmus.retrieve.spool;

import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * A spooled instance as a stream that, before it waits for more bytes, has sent on what was made of
 * those before.
 */
public final class SpoolInput extends InputStream {
  private final SpoolReader reader;
  private final Flushable sink;

  /** Over a reader, which stays the caller's to close. */
  public SpoolInput(SpoolReader reader, Flushable sink) {
    this.reader = reader;
    this.sink = sink;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    flushBeforeWaiting();
    return reader.read(ByteBuffer.wrap(target, offset, length));
  }

  /** Passes over bytes that have arrived without reading them. */
  @Override
  public long skip(long count) throws IOException {
    if (count <= 0) {
      return 0;
    }
    flushBeforeWaiting();
    return reader.skip(count);
  }

  private void flushBeforeWaiting() throws IOException {
    if (reader.wouldWait()) {
      sink.flush();
    }
  }
}
