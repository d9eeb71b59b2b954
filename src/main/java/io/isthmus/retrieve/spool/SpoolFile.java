package io.isthmus.retrieve.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One instance on disk: one thread appends, any number of readers read it while it grows. Ends
 * complete or failed; a failed file breaks its readers, so that none of them takes a part for the
 * whole. Every reader opens the file for itself: an interrupt closes a FileChannel for all who
 * share it.
 */
public final class SpoolFile {
  private final Place place;
  private final SpoolStorage storage;
  private final SpoolRoom room;
  private final Runnable onGone;
  private final SpoolGrowth growth;
  private final CRC32C checksums = new CRC32C();
  private volatile @Nullable SpoolSink sink;

  private SpoolFile(
      Place place,
      SpoolStorage storage,
      SpoolRoom room,
      Runnable onGone,
      SpoolGrowth growth,
      @Nullable SpoolSink sink) {
    this.place = place;
    this.storage = storage;
    this.room = room;
    this.onGone = onGone;
    this.growth = growth;
    this.sink = sink;
  }

  /** Where a file is, and the number that it is known by. */
  record Place(long number, Path path) {}

  /** Makes a new file. */
  static SpoolFile create(Place place, SpoolStorage storage, SpoolRoom room, Runnable onGone)
      throws IOException {
    return new SpoolFile(place, storage, room, onGone, new SpoolGrowth(), storage.create(place));
  }

  /** A file that was completed before. */
  static SpoolFile complete(
      Place place, KeptFile kept, SpoolStorage storage, SpoolRoom room, Runnable onGone) {
    SpoolGrowth ended = SpoolGrowth.ended(kept.size(), kept.checksum());
    return new SpoolFile(place, storage, room, onGone, ended, null);
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
      room.reserve(length, growth.written(), () -> !growth.growing());
      if (!growth.reserve(length)) {
        room.release(length);
        throw growth.broken();
      }
      checksums.update(fragment.duplicate());
      storage.write(place, () -> target.append(fragment), room);
      growth.show(growth.written() + length, (int) checksums.getValue());
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
    growth.complete();
    sink = null;
  }

  /**
   * The file will never be complete: its readers break and its room is free. Does nothing to a
   * complete file.
   */
  public void fail(String why) {
    if (growth.fail(why)) {
      dispose();
    }
  }

  /** Frees a file that nobody will read any more, complete or not. */
  public void release() {
    if (growth.end("released")) {
      dispose();
    }
  }

  /** The size in bytes once it is complete. */
  public OptionalLong size() {
    return growth.size();
  }

  /** The CRC-32C of the bytes that came: of all of them, once it is complete. */
  public int checksum() {
    return growth.checksum();
  }

  /** Whether bytes may still come. */
  public boolean growing() {
    return growth.growing();
  }

  /** Whether it failed or was released: there is nothing to read. */
  public boolean gone() {
    return growth.gone();
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
    growth.requireReadable();
    try {
      return new SpoolReader(growth, storage.open(place, sink), damaged);
    } catch (NoSuchFileException removed) {
      growth.requireReadable();
      damaged.run();
      throw new InstanceDamagedException("its file was removed");
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
      room.release(growth.reserved());
    } else {
      // The bytes may still be on the disk, so they still count; the directory's end removes them.
      room.wake();
    }
  }

  private SpoolSink requireSink() throws IOException {
    SpoolSink open = sink;
    if (open == null) {
      growth.requireReadable();
      throw new IOException("the file is complete");
    }
    return open;
  }
}
