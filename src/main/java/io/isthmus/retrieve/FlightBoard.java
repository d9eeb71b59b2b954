package io.isthmus.retrieve;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.spool.SpoolReader;
import java.time.Duration;
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
  private final RetrieveScope scope;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Manifest manifest = new Manifest();
  private final Set<Seat> readers = new LinkedHashSet<>();
  private final Shelf shelf = new Shelf(manifest, readers);
  private boolean abandoned;
  private boolean givenUp;
  private boolean spoolFull;
  private @Nullable FlightEnding ending;

  FlightBoard(RetrieveScope scope) {
    this.scope = scope;
  }

  /** What the leaving of a reader leaves to be done. */
  record Departure(Optional<SpoolReader> open, boolean last) {}

  /** Adds a reader, unless it could not get everything from the start. */
  boolean join(Seat reader) {
    return locked(() -> ending == null && !abandoned && shelf.hasAll() && readers.add(reader));
  }

  /** Whether all that was asked for by name has come, so that the PACS has nothing left to send. */
  boolean broughtAllNamed() {
    return locked(
        () -> !scope.sopInstanceUids().isEmpty() && manifest.areWhole(scope.sopInstanceUids()));
  }

  /** Whether nobody is left who wants what comes. */
  boolean abandoned() {
    return locked(() -> abandoned);
  }

  /** Notes an arrival under way; false when nobody wants it. */
  boolean begin(SpooledArrival arrival) {
    return locked(() -> !abandoned && ending == null && manifest.begin(arrival));
  }

  /** Shows an instance to the readers; false when it is the second copy of one that they have. */
  boolean show(IncomingInstance instance) {
    return locked(() -> {
      if (abandoned || ending != null || !manifest.show(instance)) {
        return false;
      }
      shelf.add(instance);
      changed.signalAll();
      return true;
    });
  }

  /** Shows an instance that is whole; false when the readers have it, or nobody reads. */
  boolean showWhole(IncomingInstance instance) {
    return locked(() -> show(instance) && manifest.addWhole(instance));
  }

  /**
   * Notes an arrival that came to its end; one that was not shown is no copy that a reader has.
   *
   * @return false when the flight's files have been given up, so that this one is the caller's
   */
  boolean completed(SpooledArrival arrival, boolean wasShown) {
    return locked(() -> {
      manifest.completed(arrival, wasShown);
      changed.signalAll();
      // Abandoned is not enough: who gives up the files takes this one with them, if not yet done.
      return !givenUp;
    });
  }

  /** Notes an arrival that broke off; another copy of its instance may be shown. */
  void brokeOff(SpooledArrival arrival, boolean wasShown) {
    locked(() -> manifest.brokeOff(arrival, wasShown));
  }

  List<SpooledArrival> underWay() {
    return locked(manifest::underWay);
  }

  FlightEnding.Tally tally() {
    return locked(manifest::tally);
  }

  /** Ends it, unless it has ended. */
  void end(FlightEnding how) {
    locked(() -> {
      ending = ending == null ? how : ending;
      changed.signalAll();
      return ending;
    });
  }

  /** Waits for the next instance of a reader; one that reads only a part may have to look on. */
  Step awaitNext(Seat reader, String pacs, Duration patience) throws ArchiveException {
    return await(pacs, patience, () -> step(reader));
  }

  /** Waits until it is known how the flight ends, or the spool cannot wait for that (DIM-33). */
  void awaitSettled(Seat reader, String pacs) throws ArchiveException {
    await(
        pacs,
        Duration.ZERO,
        () -> {
          requireGood(reader);
          return ending != null || spoolFull || allNamedWhole(reader) ? new Step.End() : null;
        });
  }

  private interface Look {
    @Nullable Step look() throws ArchiveException;
  }

  /** Looks again after each change, for as long as the patience lasts, if it is not zero. */
  private Step await(String pacs, Duration patience, Look look) throws ArchiveException {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean late = false;
    lock.lock();
    try {
      for (Step step = look.look(); ; step = look.look()) {
        if (step != null || late) {
          return step == null ? new Step.Late() : step;
        }
        if (patience.isZero()) {
          changed.await();
        } else {
          late = changed.awaitNanos(deadline - System.nanoTime()) <= 0;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ArchiveException(
          new ArchiveFailure.Cancelled(pacs, "the reader was interrupted"), e);
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Step step(Seat reader) throws ArchiveException {
    requireGood(reader);
    while (reader.position() < shelf.size()) {
      IncomingInstance instance = shelf.get(reader.position());
      reader.advance();
      if (reader.wants(instance) && !instance.gone()) {
        reader.give(instance);
        return new Step.Given(instance);
      }
    }
    if (reader.satisfied() && manifest.isNoted(reader)) {
      return new Step.End();
    }
    if (ending == null) {
      return null;
    }
    return isEndFor(reader, ending) ? new Step.End() : new Step.Elsewhere();
  }

  private boolean isEndFor(Seat reader, FlightEnding how) {
    return switch (how) {
      case FlightEnding.Elsewhere() -> false;
      case FlightEnding.Whole() -> readsAll(reader) || reader.hasAllOfASeries();
      case FlightEnding.Partial _, FlightEnding.Failed _ -> readsAll(reader);
    };
  }

  private void requireGood(Seat reader) throws ArchiveException {
    if (reader.closed() != null) {
      throw new ArchiveException(reader.closed());
    }
    // Also when instances are left to be read: none of them makes the answer whole any more.
    if (ending instanceof FlightEnding.Failed failed
        && readsAll(reader)
        && !allNamedWhole(reader)) {
      throw new ArchiveException(failed.failure());
    }
  }

  private boolean readsAll(Seat reader) {
    return reader.wanted().equals(scope);
  }

  /** The reader is done with what it was given; tells whether that lets anything be freed. */
  boolean pass(Seat reader) {
    return locked(() -> {
      boolean moved = reader.passed() < reader.position();
      reader.pass();
      return moved;
    });
  }

  /** Whether everything that the reader wants is whole and will be given. */
  boolean isWhole(Seat reader) {
    return locked(
        () -> allNamedWhole(reader) || (ending instanceof FlightEnding.Whole && readsAll(reader)));
  }

  /** What the reader will not get, once that is known. */
  Optional<Shortfall> shortfall(Seat reader) {
    return locked(() ->
        ending instanceof FlightEnding.Partial(Shortfall lacking)
                && readsAll(reader)
                && !allNamedWhole(reader)
            ? Optional.of(lacking)
            : Optional.empty());
  }

  boolean ready(Seat reader) {
    return locked(
        () -> reader.position() < shelf.size() || ending != null || reader.closed() != null);
  }

  /**
   * Notes which file the reader reads; returns what is to be closed: what it read before, or the
   * new one if it has left.
   */
  @Nullable SpoolReader reading(Seat reader, SpoolReader opened) {
    lock.lock();
    try {
      return reader.closed() == null ? reader.swap(opened) : opened;
    } finally {
      lock.unlock();
    }
  }

  /** Takes a reader out; empty when it has left before. */
  Optional<Departure> leave(Seat reader, ArchiveFailure why) {
    return locked(() -> {
      if (!readers.remove(reader)) {
        return Optional.empty();
      }
      abandoned = readers.isEmpty();
      changed.signalAll();
      return Optional.of(new Departure(Optional.ofNullable(reader.end(why)), abandoned));
    });
  }

  /** Takes out, in their order, the instances that no reader needs any more. */
  List<IncomingInstance> takePassed() {
    return locked(() -> {
      spoolFull = true;
      changed.signalAll();
      return shelf.takePassed();
    });
  }

  /** The readers that alone keep a file from being freed while others are ahead of them. */
  List<Seat> stragglers() {
    return locked(shelf::stragglers);
  }

  /** Takes out everything that has come to its end; nothing is given any more. */
  List<IncomingInstance> takeAll() {
    return locked(() -> {
      givenUp = true;
      return shelf.takeAll();
    });
  }

  private boolean allNamedWhole(Seat reader) {
    List<String> named = reader.wanted().sopInstanceUids();
    return !named.isEmpty()
        && named.stream().allMatch(uid -> manifest.isWhole(uid) || reader.has(uid));
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
