package io.isthmus.retrieve.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Gives the bytes of a file to one reader. One thread reads; any thread may close. */
sealed interface SpoolSource extends Closeable permits SpoolSource.Plain, SealedSource {

  /**
   * Reads bytes that have been appended.
   *
   * @param target no larger than what has been appended after {@code position}
   * @return the number of bytes read; none where the file lacks them
   */
  int read(ByteBuffer target, long position) throws IOException;

  /** As they lie on disk. */
  record Plain(FileChannel channel) implements SpoolSource {
    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return channel.read(target, position);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
