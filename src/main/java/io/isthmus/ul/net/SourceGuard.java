package io.isthmus.ul.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Tells a failure of the source of a data set from one of the connection, and sees that its length
 * is even (PS3.5 7.1).
 */
final class SourceGuard implements FragmentSource {
  private final FragmentSource source;
  private boolean odd;
  private boolean failed;

  SourceGuard(FragmentSource source) {
    this.source = source;
  }

  boolean hasFailed() {
    return failed;
  }

  @Override
  public @Nullable ByteBuffer next() throws IOException {
    boolean done = false;
    try {
      ByteBuffer bytes = source.next();
      if (bytes == null && odd) {
        throw new IOException("the data set has an odd length");
      }
      odd ^= bytes != null && bytes.remaining() % 2 != 0;
      done = true;
      return bytes;
    } finally {
      failed |= !done;
    }
  }
}
