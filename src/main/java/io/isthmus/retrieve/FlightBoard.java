package io.isthmus.retrieve;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.retrieve.spool.SpoolFile;
import io.isthmus.retrieve.spool.SpoolReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The state of a flight: what has come, who reads it and how far each has got. Everything is
 * guarded by one lock, under which nothing is done but looking and noting; what follows from a
 * change is the caller's to do.
 */
final class FlightBoard {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<IncomingInstance> readable = new ArrayList<>();
  private final Set<String> shown = new HashSet<>();
  private final Set<SpooledArrival> underWay = new LinkedHashSet<>();
  private final Set<String> whole = new HashSet<>();
  private final Set<String> broken = new HashSet<>();
  private final Set<Retrieval> readers = new LinkedHashSet<>();
  private int arrived;
  private int freed;
  private boolean abandoned;
  private @Nullable FlightEnding ending;

  /** What the leaving of a reader leaves to be done. */
  record Departure(Optional<SpoolReader> open, boolean last) {}

  /** Adds a reader, unless it could not get everything from the start. */
  boolean join(Retrieval reader) {
    return locked(() -> ending == null && !abandoned && freed == 0 && readers.add(reader));
  }

  /** Whether nobody is left who wants what comes. */
  boolean abandoned() {
    return locked(() -> abandoned);
  }

  /** Notes an arrival under way; false when nobody wants it. */
  boolean begin(SpooledArrival arrival) {
    return locked(() -> !abandoned && ending == null && underWay.add(arrival));
  }

  /** Shows an instance to the readers; false when it is the second copy of one that they have. */
  boolean show(IncomingInstance instance) {
    return locked(() -> {
      String uid = instance.identifiers().sopInstanceUid();
      if (abandoned || ending != null || !shown.add(uid)) {
        return false;
      }
      readable.add(instance);
      changed.signalAll();
      return true;
    });
  }

  /** Notes an arrival that came to its end; one that was not shown is no copy that a reader has. */
  void completed(SpooledArrival arrival, boolean wasShown) {
    locked(() -> {
      arrived++;
      underWay.remove(arrival);
      return wasShown && whole.add(arrival.announced().sopInstanceUid());
    });
  }

  /** Notes an arrival that broke off; another copy of its instance may be shown. */
  void brokeOff(SpooledArrival arrival, boolean wasShown) {
    locked(() -> {
      String uid = arrival.announced().sopInstanceUid();
      broken.add(uid);
      return underWay.remove(arrival) && wasShown && shown.remove(uid);
    });
  }

  List<SpooledArrival> underWay() {
    return locked(() -> List.copyOf(underWay));
  }

  FlightEnding.Tally tally() {
    return locked(() -> {
      Set<String> unfinished = new HashSet<>(broken);
      underWay.forEach(arrival -> unfinished.add(arrival.announced().sopInstanceUid()));
      unfinished.removeAll(whole);
      return new FlightEnding.Tally(arrived, unfinished.size(), readable.size());
    });
  }

  void end(FlightEnding how) {
    locked(() -> {
      ending = how;
      changed.signalAll();
      return how;
    });
  }

  /** Waits for the next instance of a reader; null at the end. */
  @Nullable IncomingInstance awaitNext(Retrieval reader, String pacs) throws ArchiveException {
    lock.lock();
    try {
      while (true) {
        requireGood(reader);
        while (reader.position() < readable.size()) {
          IncomingInstance instance = readable.get(reader.position());
          reader.advance();
          if (!instance.file().gone()) {
            return instance;
          }
        }
        if (ending != null) {
          return null;
        }
        changed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ArchiveException(
          new ArchiveFailure.Cancelled(pacs, "the reader was interrupted"), e);
    } finally {
      lock.unlock();
    }
  }

  /** The reader is done with what it was given; tells whether that lets anything be freed. */
  boolean pass(Retrieval reader) {
    return locked(() -> {
      boolean moved = reader.passed() < reader.position();
      reader.pass();
      return moved;
    });
  }

  boolean isWhole() {
    return locked(() -> ending instanceof FlightEnding.Whole);
  }

  boolean ready(Retrieval reader) {
    return locked(
        () -> reader.position() < readable.size() || ending != null || reader.closed() != null);
  }

  /**
   * Notes which file the reader reads; returns what is to be closed: what it read before, or the
   * new one if it has left.
   */
  @Nullable SpoolReader reading(Retrieval reader, SpoolReader opened) {
    lock.lock();
    try {
      return reader.closed() == null ? reader.swap(opened) : opened;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a reader out; empty when it has left before. */
  Optional<Departure> leave(Retrieval reader, ArchiveFailure why) {
    return locked(() -> {
      if (!readers.remove(reader)) {
        return Optional.empty();
      }
      abandoned = readers.isEmpty();
      changed.signalAll();
      return Optional.of(new Departure(Optional.ofNullable(reader.end(why)), abandoned));
    });
  }

  /** Takes out the files, in their order, that every reader has passed. */
  List<SpoolFile> takePassed() {
    return locked(() -> {
      int passed = readers.stream().mapToInt(Retrieval::passed).min().orElse(0);
      List<SpoolFile> files = new ArrayList<>();
      while (freed < passed && !readable.get(freed).file().growing()) {
        files.add(readable.get(freed++).file());
      }
      return files;
    });
  }

  /** The readers that alone keep a file from being freed while others are ahead of them. */
  List<Retrieval> stragglers() {
    return locked(() -> {
      int last = readers.stream().mapToInt(Retrieval::passed).min().orElse(0);
      int first = readers.stream().mapToInt(Retrieval::passed).max().orElse(0);
      return last == first || readable.get(freed).file().growing()
          ? List.of()
          : readers.stream().filter(reader -> reader.passed() == last).toList();
    });
  }

  /** Every file that is not freed yet. */
  List<SpoolFile> files() {
    return locked(() ->
        readable.subList(freed, readable.size()).stream().map(IncomingInstance::file).toList());
  }

  private void requireGood(Retrieval reader) throws ArchiveException {
    ArchiveFailure closed = reader.closed();
    if (closed != null) {
      throw new ArchiveException(closed);
    }
    // Also when instances are left to be read: none of them makes the answer whole any more.
    if (ending instanceof FlightEnding.Failed failed) {
      throw new ArchiveException(failed.failure());
    }
  }

  private <T> T locked(Supplier<T> looking) {
    lock.lock();
    try {
      return looking.get();
    } finally {
      lock.unlock();
    }
  }
}
