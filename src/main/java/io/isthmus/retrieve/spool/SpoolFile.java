package io.isthmus.retrieve.spool;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One instance on disk: one thread appends, any number of readers read it while it grows. Ends
 * complete or failed; a failed file breaks its readers, so that none of them takes a part for the
 * whole. Every reader opens the file for itself: an interrupt closes a FileChannel for all who
 * share it.
 */
public final class SpoolFile {
  private enum State {
    GROWING,
    COMPLETE,
    GONE
  }

  private final Place place;
  private final SpoolStorage storage;
  private final SpoolRoom room;
  private final Runnable onGone;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile @Nullable SpoolSink sink;
  private final CRC32C checksums = new CRC32C();
  private volatile int checksum;
  private volatile long written;
  private volatile State state;
  private long reserved;
  private String reason = "";

  private SpoolFile(
      Place place,
      SpoolStorage storage,
      SpoolRoom room,
      Runnable onGone,
      @Nullable SpoolSink sink) {
    this.place = place;
    this.storage = storage;
    this.room = room;
    this.onGone = onGone;
    this.sink = sink;
    this.state = sink == null ? State.COMPLETE : State.GROWING;
  }

  /** Where a file is, and the number that it is known by. */
  record Place(long number, Path path) {}

  /** Makes a new file. */
  static SpoolFile create(Place place, SpoolStorage storage, SpoolRoom room, Runnable onGone)
      throws IOException {
    return new SpoolFile(place, storage, room, onGone, storage.create(place));
  }

  /** A file that was completed before. */
  static SpoolFile complete(
      Place place, KeptFile kept, SpoolStorage storage, SpoolRoom room, Runnable onGone) {
    SpoolFile file = new SpoolFile(place, storage, room, onGone, null);
    file.written = kept.size();
    file.checksum = kept.checksum();
    file.reserved = kept.size();
    return file;
  }

  /** What it is known by in its spool; files made later have greater numbers. */
  public long number() {
    return place.number();
  }

  /**
   * Appends the remaining bytes and shows them to the readers; blocks while the spool has no room.
   *
   * @throws SpoolFullException when no room came free in time; the file has then failed
   * @throws IOException when the disk refuses the bytes or the file has failed before
   */
  public void append(ByteBuffer fragment) throws IOException {
    int length = fragment.remaining();
    try {
      SpoolSink target = requireSink();
      room.reserve(length, written, () -> state != State.GROWING);
      keepReserved(length);
      checksums.update(fragment.duplicate());
      storage.write(place, () -> target.append(fragment), room);
      show(written + length);
    } catch (IOException e) {
      fail(e.getClass().getSimpleName() + ": " + e.getMessage());
      throw e;
    }
  }

  /** No more bytes come: readers find the end. */
  public void complete() throws IOException {
    try {
      storage.write(place, requireSink()::complete, room);
    } catch (IOException e) {
      fail("the disk did not take the last bytes");
      throw e;
    }
    lock.lock();
    try {
      requireGrowing();
      state = State.COMPLETE;
      sink = null;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The file will never be complete: its readers break and its room is free. Does nothing to a
   * complete file.
   */
  public void fail(String why) {
    if (leave(State.GROWING, why)) {
      dispose();
    }
  }

  /** Frees a file that nobody will read any more, complete or not. */
  public void release() {
    if (leave(State.COMPLETE, "released") || leave(State.GROWING, "released")) {
      dispose();
    }
  }

  /** The size in bytes once it is complete. */
  public OptionalLong size() {
    return state == State.COMPLETE ? OptionalLong.of(written) : OptionalLong.empty();
  }

  /** The CRC-32C of the bytes that came: of all of them, once it is complete. */
  public int checksum() {
    return checksum;
  }

  /** Whether bytes may still come. */
  public boolean growing() {
    return state == State.GROWING;
  }

  /** Whether it failed or was released: there is nothing to read. */
  public boolean gone() {
    return state == State.GONE;
  }

  /**
   * Opens a reader at the first byte.
   *
   * @throws InstanceDamagedException when somebody else has removed the file
   */
  public SpoolReader read() throws IOException {
    return read(() -> {});
  }

  /**
   * Opens a reader at the first byte.
   *
   * @param damaged is told when what is on disk is not what was written there
   * @throws InstanceDamagedException when somebody else has removed the file
   */
  public SpoolReader read(Runnable damaged) throws IOException {
    requireReadable();
    try {
      return new SpoolReader(this, storage.open(place, sink), damaged);
    } catch (NoSuchFileException removed) {
      requireReadable();
      damaged.run();
      throw new InstanceDamagedException("its file was removed");
    }
  }

  /**
   * Blocks until more bytes than {@code position} are there or the file is complete; returns how
   * many there are.
   */
  long awaitBeyond(long position, SpoolReader reader) throws IOException {
    if (written > position && state != State.GONE) {
      return written;
    }
    lock.lock();
    try {
      while (written <= position && state == State.GROWING && reader.isOpen()) {
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

  long written() {
    return written;
  }

  void wakeReaders() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void keepReserved(int length) throws IOException {
    lock.lock();
    try {
      if (state == State.GROWING) {
        reserved += length;
        return;
      }
    } finally {
      lock.unlock();
    }
    room.release(length);
    throw broken();
  }

  private void show(long position) throws IOException {
    lock.lock();
    try {
      requireGrowing();
      checksum = (int) checksums.getValue();
      written = position;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private boolean leave(State from, String why) {
    lock.lock();
    try {
      if (state != from) {
        return false;
      }
      reason = why;
      state = State.GONE;
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private void dispose() {
    @Nullable IOException left = null;
    try {
      SpoolSink open = sink;
      if (open != null) {
        open.discard();
        sink = null;
      }
      Files.deleteIfExists(place.path());
    } catch (IOException e) {
      left = e;
    }
    onGone.run();
    if (left == null) {
      room.release(reserved);
    } else {
      // The bytes may still be on the disk, so they still count; the directory's end removes them.
      room.wake();
    }
  }

  private SpoolSink requireSink() throws IOException {
    SpoolSink open = sink;
    if (open == null) {
      throw new InstanceBrokenException(state == State.GONE ? reason : "it is complete");
    }
    return open;
  }

  private void requireGrowing() throws IOException {
    if (state != State.GROWING) {
      throw broken();
    }
  }

  private void requireReadable() throws IOException {
    if (state == State.GONE) {
      throw broken();
    }
  }

  private InstanceBrokenException broken() {
    return new InstanceBrokenException(reason);
  }
}
