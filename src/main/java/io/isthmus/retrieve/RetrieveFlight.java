package io.isthmus.retrieve;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.Reclaimable;
import io.isthmus.retrieve.spool.SpoolReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One retrieve, under way or being read: the PACS is asked once, and any number of readers follow
 * what it sends. What came whole is held for later readers; the flight only pins it, until its last
 * reader leaves, or before, where the spool is full and every reader has passed it.
 */
final class RetrieveFlight implements Reclaimable {
  private final RetrieveScope scope;
  private final boolean headless;
  private final InstanceSpool spool;
  private final Holdings holdings;
  private final Listener listener;
  private final Cancellation cancellation = new Cancellation();
  private final FlightBoard board;
  private final FlightArrivals arrivals;
  private final long begun;
  private final long notBefore;
  private volatile Of of;

  /** What it is a retrieve of; of an edition that may have passed. */
  private record Of(StudyHolding study, int edition) {
    static Of now(StudyHolding study) {
      return new Of(study, study.edition());
    }
  }

  /** Is told what concerns others. */
  interface Listener {
    /** Nobody can join any more; called perhaps more than once. */
    void closedToJoiners(RetrieveFlight flight);

    /** An instance is whole, which another flight may be waiting for. */
    void cameWhole(RetrieveFlight flight, IncomingInstance instance);
  }

  /**
   * Makes a flight that has not begun.
   *
   * @param headless whether instances come without their bulk data, so that they are none to be
   *     held or given as instances
   * @param notBefore a moment of {@link Holdings}: what was asked for in or before it is not given,
   *     unless the PACS confirmed it since
   */
  RetrieveFlight(
      RetrieveScope scope,
      boolean headless,
      StudyHolding study,
      InstanceSpool spool,
      Holdings holdings,
      long notBefore,
      Listener listener) {
    this.scope = scope;
    this.headless = headless;
    this.of = Of.now(study);
    this.begun = holdings.moment();
    this.notBefore = notBefore;
    this.spool = spool;
    this.holdings = holdings;
    this.listener = listener;
    this.board = new FlightBoard(scope);
    this.arrivals = new FlightArrivals(this, spool);
  }

  String pacs() {
    return study().pacs;
  }

  RetrieveScope scope() {
    return scope;
  }

  /** Whether instances come without their bulk data. */
  boolean headless() {
    return headless;
  }

  StudyHolding study() {
    return of.study();
  }

  /** The edition of the study that it is a retrieve of. */
  int edition() {
    return of.edition();
  }

  FlightBoard board() {
    return board;
  }

  /** What the PACS sends for it. */
  FlightArrivals arrivals() {
    return arrivals;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /** The PACS was asked about it: perhaps what was held was about another patient. */
  void study(StudyHolding confirmed) {
    of = Of.now(confirmed);
  }

  /** Whether what it brings is still about the same patient. */
  boolean current() {
    return !study().dropped;
  }

  /**
   * Whether what it gives may be given to those who ask since a moment: one that was begun later
   * may give what is held and was confirmed before.
   */
  boolean serves(long since) {
    Of now = of;
    return notBefore >= since && !now.study().dropped && now.edition() == now.study().edition();
  }

  /** Whether it takes what another flight brought. */
  boolean takesFrom(RetrieveFlight other) {
    return other != this && other.study() == study() && other.begun > notBefore;
  }

  /** Adds a reader; false when this flight cannot promise everything any more. */
  boolean join(Seat reader) {
    return board.join(reader);
  }

  /**
   * It has files from now on, which the spool may want back. Before, it is not: where two are made
   * for the same, only one takes off, and nobody would ever leave the other.
   */
  void takeOff() {
    spool.register(this);
  }

  /** Gives what is held of the scope with some UIDs, pinned until it is passed. */
  void show(Set<String> held) {
    holdings.pin(study(), scope, held::contains).forEach(this::offer);
  }

  /** Gives an instance that is whole and pinned for this flight. */
  void offer(IncomingInstance instance) {
    if (!board.showWhole(instance)) {
      release(instance);
    }
  }

  /** Another flight was faster: this one is over if it waits for nothing else. */
  void overtaken(IncomingInstance pinned) {
    offer(pinned);
    if (board.broughtAllNamed()) {
      end(new FlightEnding.Whole());
      cancellation.cancel();
    }
  }

  /** The flight cannot be started or is over. */
  void end(FlightEnding ending) {
    board
        .underWay()
        .forEach(arrival -> arrival.file().fail("the retrieve ended before the instance"));
    board.end(ending);
    listener.closedToJoiners(this);
    holdings.tidy(study());
    if (board.abandoned()) {
      free();
    }
  }

  /** An instance that was shown has come whole. */
  void completed(SpooledArrival arrival, IncomingInstance instance) {
    if (!headless) {
      Of now = of;
      long size = instance.file().size().orElseThrow();
      holdings
          .hold(now.study(), now.edition(), instance, arrival.identity(), size)
          .ifPresent(instance::heldAs);
    }
    if (!board.completed(arrival, true)) {
      release(instance);
    } else if (!headless) {
      listener.cameWhole(this, instance);
    }
  }

  /** What is on disk of an instance is not what came: nobody else is given it. */
  void damaged(IncomingInstance instance) {
    HeldInstance held = instance.held();
    if (held != null) {
      listener.closedToJoiners(this);
      holdings.discard(held);
    }
  }

  void pass(Seat reader) {
    if (board.pass(reader)) {
      spool.reclaimableChanged();
    }
  }

  Step awaitNext(Seat reader, Duration patience) throws ArchiveException {
    return board.awaitNext(reader, pacs(), patience);
  }

  void leave(Seat reader, ArchiveFailure why) {
    Optional<FlightBoard.Departure> departure = board.leave(reader, why);
    departure.flatMap(FlightBoard.Departure::open).ifPresent(SpoolReader::close);
    if (departure.filter(FlightBoard.Departure::last).isPresent()) {
      listener.closedToJoiners(this);
      if (!board.broughtAllNamed()) {
        cancellation.cancel();
      }
      free();
    }
    departure.ifPresent(_ -> spool.reclaimableChanged());
  }

  @Override
  public boolean reclaim(long wanted) {
    List<IncomingInstance> passed = board.takePassed();
    if (passed.isEmpty()) {
      return false;
    }
    listener.closedToJoiners(this);
    passed.forEach(this::release);
    return true;
  }

  @Override
  public boolean reclaimFromStragglers(long wanted) {
    ArchiveFailure behind =
        new ArchiveFailure.NotNow(pacs(), "the reader fell behind in a full spool");
    board.stragglers().forEach(reader -> leave(reader, behind));
    return reclaim(wanted);
  }

  /** The arrivals belong to the threads that bring them, and fail there with the next fragment. */
  private void free() {
    spool.unregister(this);
    board.underWay().forEach(arrival -> arrival.file().fail("nobody reads any more"));
    board.takeAll().forEach(this::release);
  }

  private void release(IncomingInstance instance) {
    HeldInstance held = instance.held();
    if (held == null) {
      instance.file().release();
    } else {
      holdings.unpin(held);
    }
  }
}
