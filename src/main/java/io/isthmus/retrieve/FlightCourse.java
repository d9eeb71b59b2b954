package io.isthmus.retrieve;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;

/**
 * Carries out what {@link RetrievePlan} decides for one flight, on a thread that may block: gives
 * what is held, and asks the PACS for the rest.
 */
final class FlightCourse implements Runnable {
  private final Archive archive;
  private final RetrieveFlight flight;
  private final Holdings holdings;
  private final ArchiveQuestions questions;
  private final Confirmation confirmation;
  private final Fetch fetch;
  private final Executor executor;
  private final long askedSince;
  private Optional<Listing> listing = Optional.empty();

  /** Whether the PACS says that it has just what came. */
  private boolean proven = true;

  /**
   * Makes a course.
   *
   * @param executor runs what is asked of the PACS beside the retrieve
   * @param askedSince a moment: what the PACS confirmed in or before it, it is asked again
   */
  FlightCourse(
      Archive archive,
      RetrieveFlight flight,
      Holdings holdings,
      Executor executor,
      long askedSince) {
    this.archive = archive;
    this.flight = flight;
    this.holdings = holdings;
    this.questions = new ArchiveQuestions(archive, flight.cancellation());
    this.confirmation = new Confirmation(flight, holdings, questions, askedSince);
    this.fetch = new Fetch(archive, flight);
    this.executor = executor;
    this.askedSince = askedSince;
  }

  /** Stays until the PACS has sent everything. */
  @Override
  public void run() {
    FlightEnding ending =
        new FlightEnding.Failed(
            new ArchiveFailure.Broken(archive.id(), "the retrieve ended without an outcome"));
    try {
      if (flight.headless()) {
        ending = ofTheGateway(describe());
      } else {
        ending = ofTheGateway(follow());
        if (proven || !(ending instanceof FlightEnding.Whole)) {
          holdings
              .testimony()
              .note(flight.study(), flight.edition(), flight.scope(), ending, here());
        }
      }
    } catch (ArchiveException e) {
      ending = ofTheGateway(new FlightEnding.Failed(e.failure()));
    } finally {
      flight.end(ending);
    }
  }

  /**
   * What was given before a patient was corrected does not go with what came after; and what lacks
   * for want of room may be had when there is room again.
   */
  private FlightEnding ofTheGateway(FlightEnding ending) {
    if (!flight.current()) {
      return new FlightEnding.Failed(confirmation.changed());
    }
    return flight.arrivals().ranOutOfRoom() && !(ending instanceof FlightEnding.Whole)
        ? new FlightEnding.Failed(new ArchiveFailure.NotNow(archive.id(), "the spool had no room"))
        : ending;
  }

  /**
   * What does not come in this way is retrieved with its bulk data (DIM-27); so is everything where
   * an instance of those that were named turns out to be none of what was asked for.
   */
  private FlightEnding describe() throws ArchiveException {
    try {
      RetrieveOutcome outcome =
          archive.retrieveWithoutBulkData(flight.scope(), flight.arrivals(), flight.cancellation());
      boolean allAskedFor = outcome.completed() <= here().size();
      FlightEnding ending = judged(outcome);
      return ending instanceof FlightEnding.Whole && allAskedFor
          ? ending
          : new FlightEnding.Elsewhere();
    } catch (ArchiveException e) {
      return switch (e.failure().category()) {
        case UNSUPPORTED, UPSTREAM, DENIED, NOT_FOUND -> new FlightEnding.Elsewhere();
        case BUSY, TIMEOUT, CANCELLED -> throw e;
      };
    }
  }

  private FlightEnding follow() throws ArchiveException {
    while (true) {
      switch (plan()) {
        case RetrievePlan.Serve() -> {
          return new FlightEnding.Whole();
        }
        case RetrievePlan.ServePart(Shortfall shortfall) -> {
          return new FlightEnding.Partial(shortfall);
        }
        case RetrievePlan.Confirm() -> confirmation.confirm();
        case RetrievePlan.AskUids() -> listing = confirmation.list();
        case RetrievePlan.Retrieve(List<RetrieveScope> scopes) -> {
          return retrieve(scopes);
        }
        case RetrievePlan.WithoutBulkData() ->
            throw new IllegalStateException("instances are not descriptions");
      }
    }
  }

  /**
   * Before anything is left out of what the PACS is asked for, because it is held, it is pinned and
   * given; before it is given, the PACS has said that it is still true.
   */
  private RetrievePlan plan() {
    RetrievePlan.Known known = known();
    RetrievePlan plan = plan(known);
    return switch (plan) {
      case RetrievePlan.Confirm _, RetrievePlan.AskUids _, RetrievePlan.WithoutBulkData _ -> plan;
      case RetrievePlan.Serve _, RetrievePlan.ServePart _, RetrievePlan.Retrieve _ -> {
        flight.show(listed(known.held()));
        yield plan(known().giving(here()));
      }
    };
  }

  /** Another retrieve may bring, after the PACS listed what it has, what it had before. */
  private Set<String> listed(Set<String> held) {
    Set<String> there = new TreeSet<>(held);
    listing.ifPresent(told -> there.retainAll(told.all()));
    return there;
  }

  private RetrievePlan plan(RetrievePlan.Known known) {
    return RetrievePlan.of(new RetrievePlan.Situation(flight.scope(), known, listing, false));
  }

  private RetrievePlan.Known known() {
    return holdings.testimony().known(flight.study(), flight.scope(), askedSince);
  }

  private FlightEnding retrieve(List<RetrieveScope> scopes) throws ArchiveException {
    boolean toWhatIsHeld = !here().isEmpty() && !holdings.testimony().contradictory(flight.study());
    FlightEnding ending = retrieved(scopes);
    if (toWhatIsHeld && holdings.testimony().contradictory(flight.study())) {
      confirmation.requireSamePatient();
    }
    return ending;
  }

  private FlightEnding retrieved(List<RetrieveScope> scopes) throws ArchiveException {
    Census census = new Census(questions, holdings, flight.study(), flight.scope());
    if (listing.isEmpty()) {
      census.begin(archive, executor);
    }
    RetrieveOutcome total = fetch.all(scopes);
    FlightEnding ending = judged(total);
    if (!expected().isEmpty() || !(ending instanceof FlightEnding.Whole)) {
      census.noteFacts();
      return ending;
    }
    return census.confirms(here()) ? ending : fetchRest(total, census);
  }

  /** The PACS has more than it counts as sent: what is missing is asked for once by its name. */
  private FlightEnding fetchRest(RetrieveOutcome total, Census census) throws ArchiveException {
    listing = census.list();
    if (listing.isEmpty() && census.beyond(here()) > 0) {
      return new FlightEnding.Partial(
          new Shortfall(total.status(), census.beyond(here()), List.of()));
    }
    List<RetrieveScope> missing =
        listing.map(told -> told.missing(flight.scope(), here())).orElse(List.of());
    FlightEnding ending = judged(RetrieveOutcome.sum(List.of(total, fetch.all(missing))));
    proven = listing.isPresent() && listing.get().all().equals(here());
    return ending;
  }

  private FlightEnding judged(RetrieveOutcome total) {
    return FlightEnding.of(archive.id(), total, flight.board().tally(), expected());
  }

  private Set<String> here() {
    return flight.board().tally().whole();
  }

  /** The instances that must be there for the whole, where they are known. */
  private Collection<String> expected() {
    List<String> named = flight.scope().sopInstanceUids();
    return named.isEmpty() ? listing.map(Listing::all).orElse(Set.of()) : named;
  }
}
