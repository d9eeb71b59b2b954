package io.isthmus.web.wado;

import io.isthmus.retrieve.spool.SpoolReader;
import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * A spooled instance as a stream that, before it waits for more bytes, has sent on what was made of
 * those before.
 */
final class SpoolInput extends InputStream {
  private final SpoolReader reader;
  private final Flushable sink;

  SpoolInput(SpoolReader reader, Flushable sink) {
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
    if (reader.wouldWait()) {
      sink.flush();
    }
    return reader.read(ByteBuffer.wrap(target, offset, length));
  }
}
