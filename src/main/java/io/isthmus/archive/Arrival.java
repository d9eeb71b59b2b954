package io.isthmus.archive;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes the bytes of one instance: some appends, then exactly one of {@link #complete} and {@link
 * #fail}. An append or complete that throws has failed the arrival, and nothing else is called.
 */
public interface Arrival {

  /**
   * Appends a fragment of the data set; the buffer is the caller's again on return. Blocks while
   * there is no room.
   */
  void append(ByteBuffer fragment) throws IOException;

  /** The last byte was appended; the PACS is told success only after this returned. */
  void complete() throws IOException;

  /** The instance will never be complete: readers of it break. */
  void fail(String reason);
}
