package io.isthmus.ul.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Where the bytes of a data set to be sent come from. */
@FunctionalInterface
public interface FragmentSource {
  /**
   * The next bytes; null at the end.
   *
   * @return a buffer whose bytes are all taken, its position moved, before the next call
   */
  @Nullable ByteBuffer next() throws IOException;
}
