package io.isthmus.retrieve;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.retrieve.spool.SpoolReader;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * One reader's way through a retrieve: the instances in the order in which they began to arrive,
 * each readable while it grows. One thread reads; any thread may close, which ends a waiting call.
 */
public final class Retrieval implements AutoCloseable {
  private final RetrieveFlight flight;

  // All guarded by the flight's lock.
  private int position;
  private int passed;
  private @Nullable ArchiveFailure closed;
  private @Nullable SpoolReader reader;

  Retrieval(RetrieveFlight flight) {
    this.flight = flight;
  }

  /**
   * Waits for the next instance, and is done with the one before.
   *
   * @return null when every instance that was asked for has been returned
   * @throws ArchiveException when something of what was asked for will not come; what was returned
   *     before is then not the whole
   */
  public @Nullable SpooledInstance next() throws ArchiveException {
    flight.pass(this);
    IncomingInstance instance = flight.awaitNext(this);
    return instance == null ? null : new SpooledInstance(instance, this);
  }

  /** Whether {@link #next} would not wait. */
  public boolean ready() {
    return flight.ready(this);
  }

  /** Whether everything that was asked for has arrived and will be returned. */
  public boolean isWhole() {
    return flight.isWhole();
  }

  /** Leaves. The last reader that leaves ends the retrieve and frees what it brought. */
  @Override
  public void close() {
    close(new ArchiveFailure.Cancelled(flight.pacs(), "the reader has left"));
  }

  void close(ArchiveFailure why) {
    flight.leave(this, why);
  }

  SpoolReader open(IncomingInstance instance) throws IOException {
    SpoolReader opened = instance.file().read();
    SpoolReader stale = flight.reading(this, opened);
    if (stale != null) {
      stale.close();
    }
    if (stale == opened) {
      throw new ClosedChannelException();
    }
    return opened;
  }

  int position() {
    return position;
  }

  void advance() {
    position++;
  }

  int passed() {
    return passed;
  }

  void pass() {
    passed = position;
  }

  @Nullable ArchiveFailure closed() {
    return closed;
  }

  /** Marks it closed and hands out the reader that is to be closed too. */
  @Nullable SpoolReader end(ArchiveFailure why) {
    closed = why;
    return reader;
  }

  @Nullable SpoolReader swap(SpoolReader opened) {
    SpoolReader before = reader;
    reader = opened;
    return before;
  }
}
