package io.isthmus.retrieve.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads a spooled instance from its first byte, waiting for bytes that have not come yet. One
 * thread reads; any thread may close, which ends a waiting read.
 */
public final class SpoolReader implements ReadableByteChannel {
  private final SpoolGrowth growth;
  private final SpoolSource source;
  private final Runnable damaged;
  private volatile boolean open = true;
  private long position;

  SpoolReader(SpoolGrowth growth, SpoolSource source, Runnable damaged) {
    this.growth = growth;
    this.source = source;
    this.damaged = damaged;
  }

  /**
   * Reads at least one byte into a buffer that has room, waiting if none is there yet.
   *
   * @return the number of bytes read, -1 after the last byte of a complete instance
   * @throws IOException when the instance will never be complete; bytes read before are then worth
   *     nothing
   */
  @Override
  public int read(ByteBuffer target) throws IOException {
    long end = awaitMore();
    if (end <= position) {
      return -1;
    }
    int limit = target.limit();
    target.limit(target.position() + (int) Math.min(target.remaining(), end - position));
    try {
      return advance(source.read(target, position), target.hasRemaining());
    } catch (InstanceDamagedException e) {
      damaged.run();
      throw e;
    } finally {
      target.limit(limit);
    }
  }

  /**
   * Passes over bytes that are there, waiting if none is there yet.
   *
   * @return the number of bytes passed over, 0 after the last byte of a complete instance
   */
  public long skip(long count) throws IOException {
    long passed = Math.min(count, awaitMore() - position);
    position += passed;
    return passed;
  }

  /** Goes to a place, which may be one that has not been written yet. */
  public void seek(long offset) {
    position = offset;
  }

  /** Bytes that can be read without waiting. */
  public long available() {
    return growth.written() - position;
  }

  /** Whether {@link #read} would wait for bytes to come. */
  public boolean wouldWait() {
    // In this order: a file that stops growing in between has all its bytes.
    boolean growing = growth.growing();
    return growing && available() == 0;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
    growth.wake();
    try {
      source.close();
    } catch (IOException nothingWasWritten) {
      return;
    }
  }

  /** Waits for more than has been read, or for the end; returns where the bytes end. */
  private long awaitMore() throws IOException {
    long end = growth.awaitBeyond(position, this::isOpen);
    if (!open) {
      throw new ClosedChannelException();
    }
    return end;
  }

  private int advance(int count, boolean wanted) throws IOException {
    if (count < 0 || (count == 0 && wanted)) {
      throw new InstanceDamagedException("its file lacks bytes from " + position);
    }
    position += count;
    return count;
  }
}
