package io.isthmus.retrieve;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.StatusCategories;
import io.isthmus.retrieve.spool.SpoolReader;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One reader's way through what it asked for: what is held first, then the instances in the order
 * in which they began to arrive, each readable while it grows. One thread reads; any thread may
 * close, which ends a waiting call.
 */
public final class Retrieval implements AutoCloseable {
  private final Flights flights;
  private final boolean checked;
  private final Set<String> given;
  private RetrieveFlight flight;
  private Seat seat;
  private boolean begun;
  private boolean shortfallAllowed;
  private boolean closed;

  /** Where readers find flights. */
  interface Flights {
    /** Joins a seat to a flight of all that it wants, begun for it if there is none. */
    RetrieveFlight board(Seat seat);

    /** How long a seat should wait in a flight before it looks for another; zero for ever. */
    Duration patience(RetrieveFlight flight, Seat seat);

    /** Whether the PACS would take another operation at this moment. */
    boolean mayOvertake();
  }

  /**
   * A reader in its first flight.
   *
   * @param given the set that the seat keeps
   * @param checked whether the first instance waits for the outcome
   */
  Retrieval(Flights flights, RetrieveFlight flight, Seat seat, Set<String> given, boolean checked) {
    this.flights = flights;
    this.flight = flight;
    this.seat = seat;
    this.given = given;
    this.checked = checked;
  }

  /**
   * Waits for the next instance, and is done with the one before.
   *
   * @return null when every instance that was asked for has been returned, or all that can be had
   *     where a shortfall is allowed
   * @throws ArchiveException when something of what was asked for will not come; what was returned
   *     before is then not the whole
   */
  public @Nullable SpooledInstance next() throws ArchiveException {
    Place at = place();
    at.flight().pass(at.seat());
    if (checked && !begun) {
      awaitOutcome();
    }
    begun = true;
    while (true) {
      switch (at.flight().awaitNext(at.seat(), flights.patience(at.flight(), at.seat()))) {
        case Step.Given(IncomingInstance instance) -> {
          return new SpooledInstance(instance, this, at.flight().headless());
        }
        case Step.End() -> {
          requireNoShortfall();
          return null;
        }
        case Step.Elsewhere() -> at = move(at);
        case Step.Late() -> at = flights.mayOvertake() ? move(at) : at;
      }
    }
  }

  /** Waits until it is known how the retrieve ends, or the spool has no room to wait for that. */
  public void awaitOutcome() throws ArchiveException {
    Place at = place();
    at.flight().board().awaitSettled(at.seat(), at.flight().pacs());
  }

  /** Whether {@link #next} would not wait. */
  public boolean ready() {
    Place at = place();
    return at.flight().board().ready(at.seat());
  }

  /** Whether everything that was asked for has arrived and will be returned. */
  public boolean isWhole() {
    Place at = place();
    return at.flight().board().isWhole(at.seat());
  }

  /** What will not be returned because the PACS does not give it, once that is known. */
  public Optional<Shortfall> shortfall() {
    Place at = place();
    return at.flight().board().shortfall(at.seat());
  }

  /** From now on a shortfall is an end: the caller says that it gives less than was asked for. */
  public void allowShortfall() {
    shortfallAllowed = true;
  }

  /** Leaves. The last reader that leaves ends the retrieve. */
  @Override
  public void close() {
    Place at;
    synchronized (this) {
      closed = true;
      at = new Place(flight, seat);
    }
    at.flight().leave(at.seat(), left(at.flight().pacs()));
  }

  SpoolReader open(IncomingInstance instance) throws IOException {
    Place at = place();
    SpoolReader opened = instance.file().read(() -> at.flight().damaged(instance));
    SpoolReader stale = at.flight().board().reading(at.seat(), opened);
    if (stale != null) {
      stale.close();
    }
    if (stale == opened) {
      throw new ClosedChannelException();
    }
    return opened;
  }

  private record Place(RetrieveFlight flight, Seat seat) {}

  private synchronized Place place() {
    return new Place(flight, seat);
  }

  private Place move(Place from) throws ArchiveException {
    Seat next = new Seat(from.seat().wanted(), given);
    RetrieveFlight boarded = flights.board(next);
    boolean stays;
    synchronized (this) {
      stays = !closed;
      if (stays) {
        flight = boarded;
        seat = next;
      }
    }
    ArchiveFailure why = left(boarded.pacs());
    if (!stays) {
      boarded.leave(next, why);
      throw new ArchiveException(why);
    }
    from.flight().leave(from.seat(), why);
    return new Place(boarded, next);
  }

  private void requireNoShortfall() throws ArchiveException {
    Optional<Shortfall> lacking = shortfall();
    if (lacking.isPresent() && !shortfallAllowed) {
      int status = lacking.get().status();
      throw new ArchiveException(
          new ArchiveFailure.Failed(
              place().flight().pacs(),
              StatusCategories.ofHeld(status),
              status,
              "the retrieve left out " + lacking.get().missing() + " instances"));
    }
  }

  private static ArchiveFailure left(String pacs) {
    return new ArchiveFailure.Cancelled(pacs, "the reader has left");
  }
}
