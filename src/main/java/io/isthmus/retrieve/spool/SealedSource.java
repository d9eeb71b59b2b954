package io.isthmus.retrieve.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Reads sealed records, and of a growing file what is not sealed yet. */
final class SealedSource implements SpoolSource {
  private final FileChannel channel;
  private final Seal seal;
  private final @Nullable SealedSink growing;
  private final byte[] sealed = new byte[Seal.RECORD + Seal.TAG];
  private final byte[] plain = new byte[Seal.RECORD];
  private int record = -1;
  private int size;

  SealedSource(FileChannel channel, Seal seal, @Nullable SealedSink growing) {
    this.channel = channel;
    this.seal = seal;
    this.growing = growing;
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    int copied = growing == null ? 0 : growing.copyTail(target, position);
    if (copied > 0) {
      return copied;
    }
    load(Math.toIntExact(position / Seal.RECORD));
    int offset = (int) (position % Seal.RECORD);
    int count = Math.clamp(size - offset, 0, target.remaining());
    target.put(plain, offset, count);
    return count;
  }

  private void load(int wanted) throws IOException {
    if (record == wanted) {
      return;
    }
    record = -1;
    ByteBuffer bytes = ByteBuffer.wrap(sealed);
    long position = (long) wanted * sealed.length;
    while (bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) >= 0) {}
    size = seal.open(wanted, sealed, bytes.position(), plain);
    record = wanted;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
