package io.isthmus.retrieve;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.ArchiveState;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.spool.InstanceSpool;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * How one reader comes to a flight: from what is held, by joining one that is under way, or by
 * beginning one.
 */
final class Boarding implements Retrieval.Flights, RetrieveFlight.Listener {
  private final Archive archive;
  private final boolean descriptionsOnly;
  private final Means means;
  private final Holdings holdings;
  private final RetrieveOptions options;
  private final long askedSince;
  private final long notBefore;

  /**
   * What all requests of a service share.
   *
   * @param executor gives each retrieve a thread of its own
   */
  record Means(
      InstanceSpool spool,
      Executor executor,
      RetrieveOptions options,
      Holdings holdings,
      ReadAhead readAhead,
      RunningFlights flights) {}

  /**
   * For one request, as it comes.
   *
   * @param anew whether the PACS is to be asked about what is held
   * @param descriptionsOnly whether instances will do that come without their bulk data
   */
  Boarding(Archive archive, boolean anew, boolean descriptionsOnly, Means means) {
    this.archive = archive;
    this.descriptionsOnly = descriptionsOnly;
    this.means = means;
    this.holdings = means.holdings();
    this.options = means.options();
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
    if (options.readAhead() > 0
        && means.readAhead().isDue(archive.id(), instance)
        && mayOvertake()) {
      RetrieveScope series = ReadAhead.seriesOf(instance);
      try {
        means.executor().execute(() -> bring(series));
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
    RetrievePlan.Known known = known(study, scope);
    if (ending(scope, known).isEmpty()) {
      holdings.tidy(study);
      return Optional.empty();
    }
    Seat seat = new Seat(scope, given);
    RetrieveFlight flight = flight(scope, false, study);
    flight.join(seat);
    flight.takeOff();
    flight.show(known.held());
    Optional<FlightEnding> ending =
        ending(scope, known(study, scope).giving(flight.board().tally().whole()));
    if (ending.isEmpty()) {
      flight.leave(seat, new ArchiveFailure.Cancelled(archive.id(), "it was dropped meanwhile"));
      return Optional.empty();
    }
    flight.end(ending.get());
    return Optional.of(retrieval(flight, seat, given));
  }

  /** How an answer from what is held would end, where there can be one. */
  private static Optional<FlightEnding> ending(RetrieveScope scope, RetrievePlan.Known known) {
    return switch (plan(scope, known, false)) {
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
    return plan(scope, known(study, scope), descriptionsOnly)
        instanceof RetrievePlan.WithoutBulkData;
  }

  private RetrievePlan.Known known(StudyHolding study, RetrieveScope scope) {
    return holdings.testimony().known(study, scope, askedSince);
  }

  private static RetrievePlan plan(
      RetrieveScope scope, RetrievePlan.Known known, boolean descriptions) {
    return RetrievePlan.of(
        new RetrievePlan.Situation(scope, known, Optional.empty(), descriptions));
  }

  /** Joins a running flight that brings all that is wanted, or more. */
  private Optional<RetrieveFlight> larger(Seat seat) {
    return means
        .flights()
        .bringing(archive.id(), seat.wanted())
        .filter(flight -> !flight.headless() || descriptionsOnly)
        .filter(flight -> flight.serves(notBefore) && flight.join(seat))
        .findFirst();
  }

  @Override
  public RetrieveFlight board(Seat seat) {
    return board(seat, false);
  }

  private RetrieveFlight board(Seat seat, boolean headless) {
    while (true) {
      RetrieveFlight running = means.flights().find(archive.id(), seat.wanted(), headless);
      if (running != null && running.serves(notBefore) && running.join(seat)) {
        return running;
      }
      StudyHolding study = holdings.study(archive.id(), seat.wanted().studyInstanceUid());
      RetrieveFlight begun = flight(seat.wanted(), headless, study);
      begun.join(seat);
      if (means.flights().add(begun, running)) {
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
    means.flights().remove(flight);
  }

  @Override
  public void cameWhole(RetrieveFlight flight, IncomingInstance instance) {
    means
        .flights()
        .waitingFor(instance, flight)
        .forEach(other ->
            holdings.pin(flight.study(), instance.scope(), _ -> true).forEach(other::overtaken));
  }

  private RetrieveFlight flight(RetrieveScope scope, boolean headless, StudyHolding study) {
    return new RetrieveFlight(scope, headless, study, means.spool(), holdings, notBefore, this);
  }

  private void start(RetrieveFlight flight) {
    flight.takeOff();
    try {
      means
          .executor()
          .execute(new FlightCourse(archive, flight, holdings, means.executor(), askedSince));
    } catch (RejectedExecutionException e) {
      flight.end(
          new FlightEnding.Failed(
              new ArchiveFailure.NotNow(archive.id(), "the gateway is ending")));
    }
  }
}
