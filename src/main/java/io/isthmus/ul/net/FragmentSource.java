package io.isthmus.ul.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Where the bytes of a data set to be sent come from. */
@FunctionalInterface
public interface FragmentSource {
  /** The next bytes, any number of them, taken before the next call; null at the end. */
  @Nullable ByteBuffer next() throws IOException;
}
