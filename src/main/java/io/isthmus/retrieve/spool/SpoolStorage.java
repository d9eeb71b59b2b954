package io.isthmus.retrieve.spool;

import java.io.IOException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the files of a spool are and how their bytes lie there.
 *
 * @param key under which they are sealed; they lie there as they came if there is none
 */
record SpoolStorage(Disk disk, Optional<Seal.Key> key) {

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
