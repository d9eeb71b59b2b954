package io.isthmus.retrieve.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The bounded disk spool of this process. What is in it lives no longer than the process: nothing
 * is forced to disk, and the directory goes with {@link #close} or at the next start. Thread safe.
 */
public final class InstanceSpool implements AutoCloseable {
  /** Two halves: while one is sent, the other is filled. */
  private static final int BUFFER_SIZE = 2 * 256 * 1024;

  private static final int BUFFERS_KEPT = 64;

  private final SpoolDirectory directory;
  private final SpoolStorage storage;
  private final SpoolRoom room;
  private final DirectBuffers buffers = new DirectBuffers(BUFFER_SIZE, BUFFERS_KEPT);
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicInteger files = new AtomicInteger();

  /** Files are made under its shared half, so that none is made in a directory that goes. */
  private final ReentrantReadWriteLock making = new ReentrantReadWriteLock();

  private boolean closed;

  private InstanceSpool(SpoolDirectory directory, SpoolStorage storage, SpoolRoom room) {
    this.directory = directory;
    this.storage = storage;
    this.room = room;
  }

  /**
   * What a spool is given.
   *
   * @param root directory under which each process makes its own
   * @param maxBytes the bound, at least 1
   * @param maxWait how long a writer waits for room
   * @param encrypt whether what is on disk can be read by this process alone
   */
  public record Options(Path root, long maxBytes, Duration maxWait, boolean encrypt) {
    /** Without encryption. */
    public Options(Path root, long maxBytes, Duration maxWait) {
      this(root, maxBytes, maxWait, false);
    }

    public Options {
      if (maxBytes < 1 || maxWait.isNegative()) {
        throw new IllegalArgumentException("a spool holds at least one byte and waits forward");
      }
    }
  }

  /**
   * Opens a spool in a new directory of its own, after it has removed those that dead processes
   * left behind.
   */
  public static InstanceSpool open(Options options) throws IOException {
    return open(options, Runnable::run, Disk.REAL);
  }

  /**
   * Opens a spool in a new directory of its own.
   *
   * @param cleaner removes those that dead processes left behind: a few hundred files a second
   */
  public static InstanceSpool open(Options options, Executor cleaner) throws IOException {
    return open(options, cleaner, Disk.REAL);
  }

  static InstanceSpool open(Options options, Disk disk) throws IOException {
    return open(options, Runnable::run, disk);
  }

  private static InstanceSpool open(Options options, Executor cleaner, Disk disk)
      throws IOException {
    SpoolRoom room = new SpoolRoom(options.maxBytes(), options.maxWait());
    Optional<Seal.Key> key = options.encrypt() ? Optional.of(Seal.Key.random()) : Optional.empty();
    return new InstanceSpool(
        SpoolDirectory.open(options.root(), cleaner), new SpoolStorage(disk, key), room);
  }

  /**
   * Begins an instance.
   *
   * @throws IOException when the disk refuses it or the spool is closed
   */
  public SpoolFile create() throws IOException {
    making.readLock().lock();
    try {
      if (closed) {
        throw new IOException("the spool is closed");
      }
      SpoolFile file =
          SpoolFile.create(place(numbers.incrementAndGet()), storage, room, files::decrementAndGet);
      files.incrementAndGet();
      return file;
    } finally {
      making.readLock().unlock();
    }
  }

  /** A complete file that is kept as three numbers. */
  public SpoolFile completed(KeptFile kept) {
    return SpoolFile.complete(place(kept.number()), kept, storage, room, files::decrementAndGet);
  }

  private SpoolFile.Place place(long number) {
    return new SpoolFile.Place(number, directory.path().resolve(Long.toString(number)));
  }

  /** From now on this keeper is asked for files when there is no room. */
  public void register(Reclaimable keeper) {
    room.register(keeper);
  }

  /** The keeper keeps nothing any more. */
  public void unregister(Reclaimable keeper) {
    room.unregister(keeper);
  }

  /** A keeper that freed nothing before might free something now. */
  public void reclaimableChanged() {
    room.wake();
  }

  /** Buffers for reading files. */
  public DirectBuffers buffers() {
    return buffers;
  }

  /** What is held at this moment. */
  public SpoolUsage usage() {
    return room.usage(files.get());
  }

  /** Removes everything; files still in use break, and none is made any more. */
  @Override
  public void close() throws IOException {
    making.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        directory.close();
      }
    } finally {
      making.writeLock().unlock();
    }
  }
}
