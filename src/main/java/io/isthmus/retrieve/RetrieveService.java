package io.isthmus.retrieve;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.ArchiveState;
import io.isthmus.archive.Archives;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.security.Access;
import io.isthmus.security.AccessDeniedException;
import io.isthmus.security.Caller;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Retrieves instances so that a PACS is asked once for what any number of readers want, at the same
 * time or soon after. Thread safe.
 */
public final class RetrieveService {
  /**
   * What makes two requests one.
   *
   * @param headless whether instances come without their bulk data
   */
  private record FlightKey(String pacs, RetrieveScope scope, boolean headless) {}

  private final PermittedArchives archives;
  private final InstanceSpool spool;
  private final Executor executor;
  private final RetrieveOptions options;
  private final Holdings holdings;
  private final ReadAhead readAhead;
  private final ConcurrentMap<FlightKey, RetrieveFlight> flights = new ConcurrentHashMap<>();

  /**
   * Makes a service that holds nothing.
   *
   * @param executor gives each retrieve a thread of its own, on which it blocks
   */
  public RetrieveService(
      Archives archives,
      Access access,
      InstanceSpool spool,
      Executor executor,
      RetrieveOptions options,
      Clock clock) {
    this.archives = new PermittedArchives(archives, access);
    this.spool = spool;
    this.executor = executor;
    this.options = options;
    this.holdings = new Holdings(spool, options, clock);
    this.readAhead = new ReadAhead(clock);
  }

  /** Opens what may be held for a while without asking the PACS about it. */
  public Retrieval open(Caller caller, String pacs, RetrieveScope scope) throws ArchiveException {
    return open(caller, pacs, scope, false);
  }

  /**
   * Gives what is held, joins a running retrieve or begins one; does not wait for the PACS.
   *
   * @param pacs opaque id of the PACS
   * @param anew whether the PACS is to be asked about what is held, however lately it was
   * @throws AccessDeniedException when the caller may not retrieve there; asked also of those who
   *     join, and of those who get what is held
   * @throws ArchiveException when there is no such PACS
   */
  public Retrieval open(Caller caller, String pacs, RetrieveScope scope, boolean anew)
      throws ArchiveException {
    return new Boarding(permitted(caller, pacs), anew, false).open(scope);
  }

  /**
   * The same for a reader that only describes instances: of those that are not held it may get them
   * without their bulk data (DIM-27).
   */
  public Retrieval openToDescribe(Caller caller, String pacs, RetrieveScope scope, boolean anew)
      throws ArchiveException {
    boolean headless = descriptions(pacs) == Descriptions.AUTO;
    return new Boarding(permitted(caller, pacs), anew, headless).open(scope);
  }

  /** What instances of a PACS are described from. */
  public Descriptions descriptions(String pacs) {
    return options.descriptions().apply(pacs);
  }

  /** Whether an instance is held, or on its way for somebody. */
  public boolean isAtHand(String pacs, RetrieveScope instance) {
    StudyHolding study = holdings.study(pacs, instance.studyInstanceUid());
    boolean held = !holdings.uids(study, instance).isEmpty();
    holdings.tidy(study);
    return held
        || flights.keySet().stream()
            .anyMatch(key ->
                key.pacs().equals(pacs) && !key.headless() && key.scope().contains(instance));
  }

  /**
   * The PACS, for a caller who may retrieve there.
   *
   * @throws AccessDeniedException when the caller may not
   * @throws ArchiveException when there is no such PACS
   */
  public Archive permitted(Caller caller, String pacs) throws ArchiveException {
    return archives.permitted(caller, pacs);
  }

  /** Bytes of what is held that nobody reads at this moment: they come free when they must. */
  public long idleBytes() {
    return holdings.idleBytes();
  }

  /** How one reader comes to a flight. */
  private final class Boarding implements Retrieval.Flights, RetrieveFlight.Listener {
    private final Archive archive;
    private final boolean descriptionsOnly;
    private final long askedSince;
    private final long notBefore;

    Boarding(Archive archive, boolean anew, boolean descriptionsOnly) {
      this.archive = archive;
      this.descriptionsOnly = descriptionsOnly;
      long now = holdings.moment();
      this.askedSince = anew ? now : now - options.askAfter().toNanos();
      this.notBefore = anew ? now : Long.MIN_VALUE;
    }

    Retrieval open(RetrieveScope scope) {
      Set<String> given = ConcurrentHashMap.newKeySet();
      Optional<Retrieval> served = served(scope, given);
      if (served.isPresent()) {
        return served.get();
      }
      Seat seat = new Seat(scope, given);
      RetrieveFlight flight = larger(seat).orElseGet(() -> board(seat, headless(scope)));
      if (flight.scope().equals(scope) && !flight.headless()) {
        readAhead(scope);
      }
      return retrieval(flight, seat, given);
    }

    /** Where the PACS would take another operation. */
    private void readAhead(RetrieveScope instance) {
      if (options.readAhead() > 0 && readAhead.isDue(archive.id(), instance) && mayOvertake()) {
        RetrieveScope series = ReadAhead.seriesOf(instance);
        try {
          executor.execute(() -> bring(series));
        } catch (RejectedExecutionException shuttingDown) {
          return;
        }
      }
    }

    private void bring(RetrieveScope series) {
      StudyHolding study = holdings.study(archive.id(), series.studyInstanceUid());
      Set<String> given = ConcurrentHashMap.newKeySet();
      given.addAll(holdings.uids(study, series));
      Seat seat = new Seat(series, given);
      RetrieveFlight flight = larger(seat).orElseGet(() -> board(seat));
      ReadAhead.read(new Retrieval(this, flight, seat, given, false), options.readAhead());
    }

    private Retrieval retrieval(RetrieveFlight flight, Seat seat, Set<String> given) {
      boolean checked = options.commit() == RetrieveOptions.Commit.CHECKED;
      return new Retrieval(this, flight, seat, given, checked);
    }

    /** From what is held alone, where that will do. */
    private Optional<Retrieval> served(RetrieveScope scope, Set<String> given) {
      StudyHolding study = holdings.study(archive.id(), scope.studyInstanceUid());
      if (plan(study, scope).isEmpty()) {
        holdings.tidy(study);
        return Optional.empty();
      }
      Seat seat = new Seat(scope, given);
      RetrieveFlight flight = flight(scope, false, study);
      flight.join(seat);
      flight.show(holdings.uids(study, scope));
      Optional<FlightEnding> ending = plan(study, scope).filter(_ -> flight.shows(study));
      if (ending.isEmpty()) {
        flight.leave(seat, new ArchiveFailure.Cancelled(archive.id(), "it was dropped meanwhile"));
        return Optional.empty();
      }
      flight.end(ending.get());
      return Optional.of(retrieval(flight, seat, given));
    }

    /** How an answer from what is held would end, where there can be one. */
    private Optional<FlightEnding> plan(StudyHolding study, RetrieveScope scope) {
      return switch (plan(study, scope, false)) {
        case RetrievePlan.Serve() -> Optional.of(new FlightEnding.Whole());
        case RetrievePlan.ServePart(Shortfall shortfall) ->
            Optional.of(new FlightEnding.Partial(shortfall));
        case RetrievePlan.Confirm _,
            RetrievePlan.AskUids _,
            RetrievePlan.Retrieve _,
            RetrievePlan.WithoutBulkData _ ->
            Optional.empty();
      };
    }

    /** Whether what is wanted is best had without bulk data. */
    private boolean headless(RetrieveScope scope) {
      StudyHolding study = holdings.study(archive.id(), scope.studyInstanceUid());
      return plan(study, scope, descriptionsOnly) instanceof RetrievePlan.WithoutBulkData;
    }

    private RetrievePlan plan(StudyHolding study, RetrieveScope scope, boolean descriptions) {
      RetrievePlan.Known known = holdings.known(study, scope, askedSince);
      return RetrievePlan.of(
          new RetrievePlan.Situation(scope, known, Optional.empty(), descriptions));
    }

    /** Joins a running flight that brings more than is wanted. */
    private Optional<RetrieveFlight> larger(Seat seat) {
      return flights.entrySet().stream()
          .filter(entry -> entry.getKey().pacs().equals(archive.id()))
          .filter(entry -> !entry.getKey().headless() || descriptionsOnly)
          .filter(entry -> entry.getKey().scope().contains(seat.wanted()))
          .map(Map.Entry::getValue)
          .filter(flight -> flight.serves(notBefore) && flight.join(seat))
          .findFirst();
    }

    @Override
    public RetrieveFlight board(Seat seat) {
      return board(seat, false);
    }

    private RetrieveFlight board(Seat seat, boolean headless) {
      FlightKey key = new FlightKey(archive.id(), seat.wanted(), headless);
      while (true) {
        RetrieveFlight running = flights.get(key);
        if (running != null && running.serves(notBefore) && running.join(seat)) {
          return running;
        }
        StudyHolding study = holdings.study(archive.id(), key.scope().studyInstanceUid());
        RetrieveFlight begun = flight(key.scope(), headless, study);
        begun.join(seat);
        boolean first =
            running == null
                ? flights.putIfAbsent(key, begun) == null
                : flights.replace(key, running, begun);
        if (first) {
          start(begun);
          return begun;
        }
      }
    }

    @Override
    public boolean mayOvertake() {
      ArchiveState state = archive.state();
      return state.associationsInUse() < state.maxAssociations();
    }

    @Override
    public Duration patience(RetrieveFlight flight, Seat seat) {
      boolean one = seat.wanted().sopInstanceUids().size() == 1;
      return one && !flight.scope().equals(seat.wanted()) ? options.overtakeAfter() : Duration.ZERO;
    }

    @Override
    public void closedToJoiners(RetrieveFlight flight) {
      flights.remove(new FlightKey(archive.id(), flight.scope(), flight.headless()), flight);
    }

    @Override
    public void cameWhole(RetrieveFlight flight, IncomingInstance instance) {
      flights.forEach((key, other) -> {
        if (other.takesFrom(flight) && key.scope().sopInstanceUids().contains(instance.uid())) {
          holdings.pin(flight.study(), instance.scope(), _ -> true).forEach(other::overtaken);
        }
      });
    }

    private RetrieveFlight flight(RetrieveScope scope, boolean headless, StudyHolding study) {
      return new RetrieveFlight(scope, headless, study, spool, holdings, notBefore, this);
    }

    private void start(RetrieveFlight flight) {
      try {
        executor.execute(new FlightCourse(archive, flight, holdings, executor, askedSince));
      } catch (RejectedExecutionException e) {
        flight.end(
            new FlightEnding.Failed(
                new ArchiveFailure.NotNow(archive.id(), "the gateway is ending")));
      }
    }
  }
}
