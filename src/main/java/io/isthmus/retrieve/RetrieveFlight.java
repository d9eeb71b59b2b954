package io.isthmus.retrieve;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Arrival;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.ArrivingInstance;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.spool.InstanceIdentifiers;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.Reclaimable;
import io.isthmus.retrieve.spool.SpoolFile;
import io.isthmus.retrieve.spool.SpoolReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One retrieve, under way or being read: the PACS is asked once, and any number of readers follow
 * what it sends. What it brought is freed when its last reader leaves, or before, where the spool
 * is full and every reader has passed it.
 */
final class RetrieveFlight implements Runnable, Arrivals, Reclaimable {
  private final Archive archive;
  private final RetrieveScope scope;
  private final InstanceSpool spool;
  private final Consumer<RetrieveFlight> onClosedToJoiners;
  private final Cancellation cancellation = new Cancellation();
  private final FlightBoard board = new FlightBoard();

  /**
   * Makes a flight that has not begun.
   *
   * @param onClosedToJoiners called, perhaps more than once, when nobody can join any more
   */
  RetrieveFlight(
      Archive archive,
      RetrieveScope scope,
      InstanceSpool spool,
      Consumer<RetrieveFlight> onClosedToJoiners) {
    this.archive = archive;
    this.scope = scope;
    this.spool = spool;
    this.onClosedToJoiners = onClosedToJoiners;
  }

  String pacs() {
    return archive.id();
  }

  /**
   * Adds a reader that will get everything; empty when this flight cannot promise that any more.
   */
  Optional<Retrieval> join() {
    Retrieval reader = new Retrieval(this);
    return board.join(reader) ? Optional.of(reader) : Optional.empty();
  }

  /** Asks the PACS and stays until it has sent everything. */
  @Override
  public void run() {
    FlightEnding ending =
        new FlightEnding.Failed(
            new ArchiveFailure.Broken(pacs(), "the retrieve ended without an outcome"));
    spool.register(this);
    try {
      RetrieveOutcome outcome = archive.retrieve(scope, this, cancellation);
      ending = FlightEnding.of(pacs(), outcome, board.tally());
    } catch (ArchiveException e) {
      ending = new FlightEnding.Failed(e.failure());
    } finally {
      end(ending);
    }
  }

  /** The flight cannot be started or is over. */
  void end(FlightEnding ending) {
    failUnfinished();
    board.end(ending);
    onClosedToJoiners.accept(this);
    if (board.abandoned()) {
      free();
    }
  }

  @Override
  public Arrival begin(ArrivingInstance instance) throws IOException {
    requireReaders();
    SpooledArrival arrival = new SpooledArrival(this, instance, spool.create());
    if (!board.begin(arrival)) {
      arrival.fail("nobody reads any more");
      requireReaders();
    }
    return arrival;
  }

  /** Nobody waits for more: the PACS is told so with each C-STORE that it still sends. */
  void requireReaders() throws IOException {
    if (board.abandoned()) {
      throw new IOException("nobody reads any more");
    }
  }

  /**
   * Shows an instance to the readers; false when it is none of what was asked for, or a copy
   * (DIM-26, WADO-19).
   */
  boolean show(IncomingInstance instance) {
    InstanceIdentifiers found = instance.identifiers();
    return scope.covers(found.studyInstanceUid(), found.seriesInstanceUid(), found.sopInstanceUid())
        && board.show(instance);
  }

  void completed(SpooledArrival arrival, boolean shown) {
    board.completed(arrival, shown);
  }

  void brokeOff(SpooledArrival arrival, boolean shown) {
    board.brokeOff(arrival, shown);
  }

  void pass(Retrieval reader) {
    if (board.pass(reader)) {
      spool.reclaimableChanged();
    }
  }

  @Nullable IncomingInstance awaitNext(Retrieval reader) throws ArchiveException {
    return board.awaitNext(reader, pacs());
  }

  boolean ready(Retrieval reader) {
    return board.ready(reader);
  }

  boolean isWhole() {
    return board.isWhole();
  }

  @Nullable SpoolReader reading(Retrieval reader, SpoolReader opened) {
    return board.reading(reader, opened);
  }

  void leave(Retrieval reader, ArchiveFailure why) {
    Optional<FlightBoard.Departure> departure = board.leave(reader, why);
    departure.flatMap(FlightBoard.Departure::open).ifPresent(SpoolReader::close);
    if (departure.isEmpty()) {
      return;
    }
    if (departure.get().last()) {
      onClosedToJoiners.accept(this);
      cancellation.cancel();
      free();
    }
    spool.reclaimableChanged();
  }

  @Override
  public boolean reclaim() {
    List<SpoolFile> passed = board.takePassed();
    if (passed.isEmpty()) {
      return false;
    }
    onClosedToJoiners.accept(this);
    passed.forEach(SpoolFile::release);
    return true;
  }

  @Override
  public boolean reclaimFromStragglers() {
    board
        .stragglers()
        .forEach(reader ->
            leave(
                reader,
                new ArchiveFailure.Exhausted(pacs(), "the reader fell behind in a full spool")));
    return reclaim();
  }

  /**
   * Only the files: the arrivals belong to the threads that bring them, and fail there with the
   * next fragment.
   */
  private void failUnfinished() {
    board
        .underWay()
        .forEach(arrival -> arrival.file().fail("the retrieve ended before the instance"));
  }

  /** The one place where files are given up; what keeps them for later readers will stand here. */
  private void free() {
    spool.unregister(this);
    failUnfinished();
    board.files().forEach(SpoolFile::release);
  }
}
