package io.isthmus.retrieve.spool;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * The bytes that the spool may hold. Writers reserve as bytes come; one that finds no room has the
 * keepers free what they can, then waits, and so slows its PACS down by TCP. Thread safe; no lock
 * is held while a keeper is asked.
 */
final class SpoolRoom {
  /** A disk is looked at so often while it is full. */
  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  private final long capacity;
  private final long waitNanos;
  private final Set<Reclaimable> keepers = new CopyOnWriteArraySet<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long used;
  private long changes;
  private int waiting;
  private long refusals;

  SpoolRoom(long capacity, Duration wait) {
    this.capacity = capacity;
    this.waitNanos = wait.toNanos();
  }

  /** Keepers are asked in the order in which they registered. */
  void register(Reclaimable keeper) {
    keepers.add(keeper);
  }

  void unregister(Reclaimable keeper) {
    keepers.remove(keeper);
  }

  /**
   * Reserves bytes for a file, waiting while there is no room.
   *
   * @param held what the file has reserved before
   * @param abandoned tells that the bytes are not wanted any more; {@link #wake} makes waiters look
   * @throws SpoolFullException when no room came free in time, or the file can never fit
   * @throws IOException when the bytes are not wanted any more
   */
  void reserve(long bytes, long held, BooleanSupplier abandoned) throws IOException {
    if (held + bytes > capacity) {
      throw refused(bytes);
    }
    long deadline = System.nanoTime() + waitNanos;
    while (!abandoned.getAsBoolean()) {
      long seen = takeOrLook(bytes);
      if (seen < 0) {
        return;
      }
      freeOrWait(bytes, seen, deadline, deadline);
    }
    throw new IOException("nobody wants the instance any more");
  }

  /** What has changed so far, and until when a write may be tried, for {@link #makeRoomOnDisk}. */
  record Attempt(long changesSeen, long deadline) {}

  /** Before a write to a disk that may turn out to be full is first tried. */
  Attempt firstAttempt() {
    return new Attempt(changes(), System.nanoTime() + waitNanos);
  }

  /**
   * Frees something although the bound is not reached, as the disk is full, or waits until
   * something may have come free, which others may do unseen.
   *
   * @param failed the attempt that found no room
   * @return the next attempt
   * @throws SpoolFullException when nothing came free in time
   */
  Attempt makeRoomOnDisk(long bytes, Attempt failed) throws IOException {
    Attempt next = new Attempt(changes(), failed.deadline());
    long look = System.nanoTime() + LOOK_NANOS;
    boolean last = look - failed.deadline() >= 0;
    freeOrWait(bytes, failed.changesSeen(), last ? failed.deadline() : look, failed.deadline());
    return next;
  }

  /**
   * Returns when something was freed or changed, or it is time to look again.
   *
   * @throws SpoolFullException when nothing was, and the deadline has passed
   */
  private void freeOrWait(long bytes, long seen, long until, long deadline) throws IOException {
    if (keepers.stream().anyMatch(keeper -> keeper.reclaim(bytes))) {
      return;
    }
    boolean changedInTime = awaitChange(seen, until);
    boolean over = deadline - System.nanoTime() <= 0;
    if (!changedInTime
        && over
        && keepers.stream().noneMatch(keeper -> keeper.reclaimFromStragglers(bytes))) {
      throw refused(bytes);
    }
  }

  /** Gives reserved bytes back. */
  void release(long bytes) {
    lock.lock();
    try {
      used -= bytes;
    } finally {
      lock.unlock();
    }
    wake();
  }

  /** Makes waiting writers look again: a reader moved on, or a file was abandoned. */
  void wake() {
    lock.lock();
    try {
      changes++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  SpoolUsage usage(int files) {
    lock.lock();
    try {
      return new SpoolUsage(used, capacity, files, waiting, refusals);
    } finally {
      lock.unlock();
    }
  }

  private long changes() {
    lock.lock();
    try {
      return changes;
    } finally {
      lock.unlock();
    }
  }

  /** Takes the bytes and returns -1, or returns the number of changes seen so far. */
  private long takeOrLook(long bytes) {
    lock.lock();
    try {
      if (used + bytes > capacity) {
        return changes;
      }
      used += bytes;
      return -1;
    } finally {
      lock.unlock();
    }
  }

  private boolean awaitChange(long seen, long deadline) throws InterruptedIOException {
    lock.lock();
    waiting++;
    try {
      while (changes == seen) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        changed.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for room in the spool");
    } finally {
      waiting--;
      lock.unlock();
    }
  }

  private SpoolFullException refused(long bytes) {
    lock.lock();
    try {
      refusals++;
    } finally {
      lock.unlock();
    }
    return new SpoolFullException(bytes, capacity);
  }
}
