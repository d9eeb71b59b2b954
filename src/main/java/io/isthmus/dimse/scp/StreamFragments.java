package io.isthmus.dimse.scp;

import io.isthmus.ul.net.FragmentSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The bytes of a stream, a buffer at a time. */
final class StreamFragments implements FragmentSource {
  private static final int BUFFER_SIZE = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER_SIZE];

  StreamFragments(InputStream in) {
    this.in = in;
  }

  @Override
  public @Nullable ByteBuffer next() throws IOException {
    int count = in.readNBytes(buffer, 0, buffer.length);
    return count == 0 ? null : ByteBuffer.wrap(buffer, 0, count);
  }
}
