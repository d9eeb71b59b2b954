package io.isthmus.retrieve.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Takes the bytes of a growing file. One thread writes; any thread may discard. */
sealed interface SpoolSink permits SpoolSink.Plain, SealedSink {

  /** Appends the remaining bytes, which a {@link SpoolSource} finds from then on. */
  void append(ByteBuffer fragment) throws IOException;

  /** No more bytes come: what is not on disk yet goes there. */
  void complete() throws IOException;

  /** Nobody will read the file. */
  void discard() throws IOException;

  /** As it comes. */
  final class Plain implements SpoolSink {
    private final FileChannel channel;
    private long position;

    Plain(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public void append(ByteBuffer fragment) throws IOException {
      while (fragment.hasRemaining()) {
        position += channel.write(fragment, position);
      }
    }

    @Override
    public void complete() throws IOException {
      channel.close();
    }

    @Override
    public void discard() throws IOException {
      channel.close();
    }
  }
}
