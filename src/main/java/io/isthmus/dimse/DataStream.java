package io.isthmus.dimse;

import io.isthmus.ul.net.FragmentSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The data set of a message as it arrives. What is not read is passed over afterwards. */
public interface DataStream extends FragmentSource {
  /** The next bytes, valid until the next call; null at the end. */
  @Override
  @Nullable ByteBuffer next() throws IOException;
}
