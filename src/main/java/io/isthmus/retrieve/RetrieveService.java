package io.isthmus.retrieve;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Archives;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.security.Access;
import io.isthmus.security.AccessDeniedException;
import io.isthmus.security.Action;
import io.isthmus.security.Caller;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Retrieves instances so that a PACS is asked once for what any number of readers want at the same
 * time. Thread safe. Nothing is held for readers that come after a retrieve has ended.
 */
public final class RetrieveService {
  private record FlightKey(String pacs, RetrieveScope scope) {}

  private final Archives archives;
  private final Access access;
  private final InstanceSpool spool;
  private final Executor executor;
  private final ConcurrentMap<FlightKey, RetrieveFlight> flights = new ConcurrentHashMap<>();

  /**
   * Makes a service without a retrieve under way.
   *
   * @param executor gives each retrieve a thread of its own, on which it blocks
   */
  public RetrieveService(Archives archives, Access access, InstanceSpool spool, Executor executor) {
    this.archives = archives;
    this.access = access;
    this.spool = spool;
    this.executor = executor;
  }

  /**
   * Joins a running retrieve of the same scope or begins one; does not wait for the PACS.
   *
   * @param pacs opaque id of the PACS
   * @throws AccessDeniedException when the caller may not retrieve there; asked also of those who
   *     join
   * @throws ArchiveException when there is no such PACS
   */
  public Retrieval open(Caller caller, String pacs, RetrieveScope scope) throws ArchiveException {
    Archive archive =
        archives
            .find(pacs)
            .orElseThrow(
                () -> new ArchiveException(new ArchiveFailure.NotFound(pacs, "no such PACS")));
    if (!access.permits(caller, Action.RETRIEVE, pacs)) {
      throw new AccessDeniedException(caller, Action.RETRIEVE, pacs);
    }
    FlightKey key = new FlightKey(pacs, scope);
    while (true) {
      Optional<Retrieval> joined =
          Optional.ofNullable(flights.get(key)).flatMap(RetrieveFlight::join);
      if (joined.isPresent()) {
        return joined.get();
      }
      Optional<Retrieval> begun = begin(archive, key);
      if (begun.isPresent()) {
        return begun.get();
      }
    }
  }

  /** Begins a retrieve; empty when another thread was first. */
  private Optional<Retrieval> begin(Archive archive, FlightKey key) {
    RetrieveFlight flight =
        new RetrieveFlight(archive, key.scope(), spool, over -> flights.remove(key, over));
    Optional<Retrieval> first = flight.join();
    if (flights.putIfAbsent(key, flight) != null) {
      return Optional.empty();
    }
    try {
      executor.execute(flight);
    } catch (RejectedExecutionException e) {
      flight.end(
          new FlightEnding.Failed(new ArchiveFailure.Exhausted(key.pacs(), "shutting down")));
    }
    return first;
  }
}
