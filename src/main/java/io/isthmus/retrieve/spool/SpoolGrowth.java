package io.isthmus.retrieve.spool;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * How far a file has come, and who waits for more of it: it grows until it is complete or gone, and
 * what is complete goes in the end. Does nothing to the file. Thread safe.
 */
final class SpoolGrowth {
  private enum State {
    GROWING,
    COMPLETE,
    GONE
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile State state = State.GROWING;
  private volatile long written;
  private volatile int checksum;
  private long reserved;
  private String reason = "";

  /** Of a file that was completed before. */
  static SpoolGrowth ended(long size, int checksum) {
    SpoolGrowth growth = new SpoolGrowth();
    growth.written = size;
    growth.checksum = checksum;
    growth.reserved = size;
    growth.state = State.COMPLETE;
    return growth;
  }

  /** Notes bytes that are set aside for it; false when it grows no more. */
  boolean reserve(int bytes) {
    lock.lock();
    try {
      boolean grows = growing();
      reserved += grows ? bytes : 0;
      return grows;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Shows bytes to the readers.
   *
   * @param end of them all
   * @param checksumOfAll of them all
   */
  void show(long end, int checksumOfAll) throws InstanceBrokenException {
    lock.lock();
    try {
      requireGrowing();
      checksum = checksumOfAll;
      written = end;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** No more bytes come. */
  void complete() throws InstanceBrokenException {
    lock.lock();
    try {
      requireGrowing();
      state = State.COMPLETE;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Ends it unless it is complete; tells whether this call did. */
  boolean fail(String why) {
    lock.lock();
    try {
      return growing() && end(why);
    } finally {
      lock.unlock();
    }
  }

  /** Ends it, complete or not; tells whether this call did. */
  boolean end(String why) {
    lock.lock();
    try {
      boolean there = !gone();
      if (there) {
        reason = why;
        state = State.GONE;
        changed.signalAll();
      }
      return there;
    } finally {
      lock.unlock();
    }
  }

  /** Bytes that the readers find. */
  long written() {
    return written;
  }

  /** Bytes once they are all there. */
  OptionalLong size() {
    return state == State.COMPLETE ? OptionalLong.of(written) : OptionalLong.empty();
  }

  int checksum() {
    return checksum;
  }

  /** Bytes that are set aside for it. */
  long reserved() {
    lock.lock();
    try {
      return reserved;
    } finally {
      lock.unlock();
    }
  }

  boolean growing() {
    return state == State.GROWING;
  }

  boolean gone() {
    return state == State.GONE;
  }

  /**
   * Blocks until more bytes than {@code position} are there or it is complete; returns how many
   * there are.
   *
   * @param wanted whether anybody still waits; {@link #wake} makes waiters look
   */
  long awaitBeyond(long position, BooleanSupplier wanted) throws IOException {
    if (written > position && !gone()) {
      return written;
    }
    lock.lock();
    try {
      while (written <= position && growing() && wanted.getAsBoolean()) {
        changed.await();
      }
      requireReadable();
      return written;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for more of an instance");
    } finally {
      lock.unlock();
    }
  }

  /** Makes those that wait look again. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void requireReadable() throws InstanceBrokenException {
    if (gone()) {
      throw broken();
    }
  }

  /** Why there is nothing to read. */
  InstanceBrokenException broken() {
    lock.lock();
    try {
      return new InstanceBrokenException(reason);
    } finally {
      lock.unlock();
    }
  }

  private void requireGrowing() throws InstanceBrokenException {
    if (!growing()) {
      throw broken();
    }
  }
}
