package io.isthmus.retrieve.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Writes sealed records. The record that is not full yet is kept in memory, where readers find it:
 * it is sealed once, since no two texts may be sealed under one nonce.
 */
final class SealedSink implements SpoolSink {
  private final FileChannel channel;
  private final Seal seal;
  private final byte[] sealed = new byte[Seal.RECORD + Seal.TAG];
  private int sealedSize;

  /** Guards what follows; not held while bytes are sealed or written. */
  private final Object lock = new Object();

  private byte[] tail = new byte[Seal.RECORD];
  private int tailSize;
  private int records;

  SealedSink(FileChannel channel, Seal seal) {
    this.channel = channel;
    this.seal = seal;
  }

  @Override
  public void append(ByteBuffer fragment) throws IOException {
    while (fragment.hasRemaining()) {
      byte[] record;
      int size;
      synchronized (lock) {
        record = tail;
        int some = Math.min(fragment.remaining(), record.length - tailSize);
        fragment.get(record, tailSize, some);
        tailSize += some;
        size = tailSize;
      }
      if (size == record.length) {
        write(record, size);
      }
    }
  }

  /**
   * Copies bytes that are not on disk yet.
   *
   * @return the number of bytes copied, 0 where they are on disk
   */
  int copyTail(ByteBuffer target, long position) {
    synchronized (lock) {
      long offset = position - (long) records * Seal.RECORD;
      if (offset < 0 || offset >= tailSize) {
        return 0;
      }
      int count = (int) Math.min(target.remaining(), tailSize - offset);
      target.put(tail, (int) offset, count);
      return count;
    }
  }

  @Override
  public void complete() throws IOException {
    byte[] record;
    int size;
    synchronized (lock) {
      record = tail;
      size = tailSize;
    }
    if (size > 0) {
      write(record, size);
    }
    discard();
  }

  @Override
  public void discard() throws IOException {
    synchronized (lock) {
      tail = new byte[0];
      tailSize = 0;
    }
    channel.close();
  }

  private void write(byte[] record, int size) throws IOException {
    // A record that the disk refused was sealed before, and is sealed only once.
    if (sealedSize == 0) {
      sealedSize = seal.seal(records, record, size, sealed);
    }
    ByteBuffer bytes = ByteBuffer.wrap(sealed, 0, sealedSize);
    long position = (long) records * sealed.length;
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
    sealedSize = 0;
    synchronized (lock) {
      records++;
      tailSize = 0;
    }
  }
}
