package io.isthmus.retrieve.spool;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of a spool are and how their bytes lie there.
 *
 * @param key under which they are sealed; they lie there as they came if there is none
 */
record SpoolStorage(Disk disk, Optional<Seal.Key> key) {

  private static final int SOME = 1 << 20;

  /** Something that goes to the disk; it can be done again where the disk had no room. */
  @FunctionalInterface
  interface Writing {
    void write() throws IOException;
  }

  /**
   * Writes; a disk that others have filled is a full spool, also below its bound. Ends when the
   * file is closed meanwhile.
   *
   * @throws SpoolFullException when the disk is full and nothing came free in time
   */
  void write(SpoolFile.Place place, Writing writing, SpoolRoom room) throws IOException {
    SpoolRoom.Attempt attempt = room.firstAttempt();
    while (true) {
      try {
        writing.write();
        return;
      } catch (ClosedChannelException ended) {
        throw ended;
      } catch (IOException refused) {
        if (disk.usableBytes(place.path().resolveSibling("")) >= SOME) {
          throw refused;
        }
        attempt = room.makeRoomOnDisk(SOME, attempt);
      }
    }
  }

  /** Makes a new file. */
  SpoolSink create(SpoolFile.Place place) throws IOException {
    var channel = disk.open(place.path(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return key.isPresent()
        ? new SealedSink(channel, key.get().of(place.number()))
        : new SpoolSink.Plain(channel);
  }

  /**
   * Opens a file for a reader.
   *
   * @param growing what takes its bytes, unless that has ended
   */
  SpoolSource open(SpoolFile.Place place, @Nullable SpoolSink growing) throws IOException {
    var channel = disk.open(place.path(), StandardOpenOption.READ);
    return key.isPresent()
        ? new SealedSource(
            channel,
            key.get().of(place.number()),
            growing instanceof SealedSink sealed ? sealed : null)
        : new SpoolSource.Plain(channel);
  }
}
