package io.isthmus.pool;

import io.isthmus.dicom.data.InformationModel;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lends the associations with one PACS, one operation at a time each (DIM-02). {@link PoolStrategy}
 * says by which rule, {@link PoolLedger} keeps the books, and this class does what they say: it
 * waits, opens and closes.
 *
 * <ul>
 *   <li>Associations that are open, being opened or being closed are never more than the limit.
 *   <li>Requests are served in order, each within its deadline.
 *   <li>A thread has one lease at a time: who waited while holding would keep others from what they
 *       wait for.
 *   <li>An association is lent again only after its holder said that the last exchange came to its
 *       end.
 * </ul>
 *
 * <p>Thread safe, for virtual threads. Associations are opened and closed outside the lock, on the
 * thread that needs it.
 *
 * @param <C> the associations
 */
public final class AssociationPool<C extends Pooled> implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Connector<C> connector;
  private final Recipes recipes;
  private final PoolTime time;
  private final WaitingRoom<C> waitingRoom;
  private final Duration saturatedFor;
  // Both guarded by the lock.
  private final PoolLedger<C> ledger;
  private boolean sweepDue;

  public AssociationPool(
      Connector<C> connector,
      Recipes recipes,
      PoolOptions options,
      CircuitBreaker breaker,
      PoolTime time) {
    this.connector = connector;
    this.recipes = recipes;
    this.time = time;
    this.saturatedFor = options.saturatedFor();
    this.ledger = new PoolLedger<>(options, breaker, time);
    this.waitingRoom = new WaitingRoom<>(lock, ledger, time);
  }

  /**
   * Lends an association that serves an operation; blocks until there is one.
   *
   * @param wait longest wait for an association to come free; opening one takes its own time
   * @param cancel ends the wait
   * @throws PoolExhaustedException when none came free in time
   * @throws BreakerOpenException when the PACS is not tried at the moment
   * @throws LeaseCancelledException when cancelled or interrupted; the thread is then still
   *     interrupted
   * @throws PoolClosedException when the pool is closed
   * @throws IOException as the connector threw it
   * @throws IllegalStateException when the calling thread has a lease
   */
  public Lease<C> lease(ContextsNeeded need, Duration wait, CancelSignal cancel)
      throws IOException {
    Waiter<C> waiter = newWaiter(need, recipes.of(need));
    guarded(() -> lineUp(waiter));
    return take(waiter, new Patience(wait, time.nanos() + wait.toNanos(), cancel));
  }

  /** By which the PACS is searched and retrieved from. */
  public InformationModel model() {
    return recipes.model();
  }

  /** How it stands. */
  public PoolStatistics statistics() {
    return guarded(ledger::statistics);
  }

  /**
   * Releases what is idle and lends nothing any more; what is lent is released when it comes back.
   */
  @Override
  public void close() {
    guarded(ledger::close);
    releaseExpired();
  }

  private Waiter<C> newWaiter(ContextsNeeded need, Recipe recipe) {
    return new Waiter<>(need, recipe, Thread.currentThread(), lock.newCondition());
  }

  private void lineUp(Waiter<C> waiter) {
    if (ledger.holds(waiter.thread)) {
      throw new IllegalStateException(
          "this thread has an association and would wait for another while it holds the first");
    }
    ledger.enqueue(waiter);
  }

  private Lease<C> take(Waiter<C> first, Patience patience) throws IOException {
    Waiter<C> waiter = first;
    while (true) {
      switch (waitingRoom.await(waiter, patience)) {
        case Grant.Existing<C> existing -> {
          return lend(existing, waiter.recipe);
        }
        case Grant.ToOpen<C> opening -> {
          try {
            return new Lease<>(
                this, opening.slot(), waiter.recipe, open(opening, waiter.recipe), false);
          } catch (PeerSaturatedException saturated) {
            waiter = waitForOthers(opening, waiter, saturated);
          }
        }
        case Grant.Refused<C>(PoolException reason) -> throw reason;
      }
    }
  }

  private Lease<C> lend(Grant.Existing<C> existing, Recipe recipe) throws IOException {
    Slot<C> slot = existing.slot();
    C connection = existing.connection();
    return existing.trusted() || isAlive(slot, connection)
        ? new Lease<>(this, slot, recipe, connection, true)
        : new Lease<>(this, slot, recipe, replace(slot, recipe, connection), false);
  }

  private boolean isAlive(Slot<C> slot, C connection) {
    try {
      return connection.isAlive();
    } catch (RuntimeException | Error e) {
      discard(slot, connection);
      throw e;
    }
  }

  private Waiter<C> waitForOthers(
      Grant.ToOpen<C> opening, Waiter<C> before, PeerSaturatedException saturated)
      throws IOException {
    Waiter<C> again = newWaiter(before.need, before.recipe);
    if (guarded(() -> saturated(opening.slot(), again))) {
      opening.attempt().succeeded();
      return again;
    }
    opening.attempt().failed(saturated);
    throw saturated.rejection();
  }

  /** Who waits is served at the latest when the peer may have room again. */
  private boolean saturated(Slot<C> slot, Waiter<C> again) {
    boolean waits = ledger.saturated(slot, again);
    if (waits) {
      time.after(saturatedFor, () -> guarded(ledger::serve));
    }
    return waits;
  }

  private C open(Grant.ToOpen<C> opening, Recipe recipe) throws IOException {
    return open(opening.slot(), opening.attempt(), recipe, opening.before());
  }

  /**
   * Opens an association in a slot; saturation leaves slot and attempt to the caller, any other
   * failure frees both.
   */
  private C open(Slot<C> slot, CircuitBreaker.Attempt attempt, Recipe recipe, Runnable before)
      throws IOException {
    C connection;
    try {
      before.run();
      connection = connector.open(recipe);
    } catch (PeerSaturatedException e) {
      throw e;
    } catch (IOException | RuntimeException | Error e) {
      attempt.failed(e);
      vacate(slot);
      throw e;
    }
    attempt.succeeded();
    guarded(() -> ledger.opened(slot, connection));
    return connection;
  }

  /** Opens another association in the place of a dead one; on any failure the place is free. */
  C replace(Slot<C> slot, Recipe recipe, C dead) throws IOException {
    Optional<CircuitBreaker.Attempt> attempt = guarded(() -> ledger.reopen(slot));
    if (attempt.isEmpty()) {
      abortAndVacate(slot, dead);
      throw new BreakerOpenException(statistics().breaker());
    }
    try {
      return open(slot, attempt.get(), recipe, dead::abort);
    } catch (PeerSaturatedException e) {
      attempt.get().failed(e);
      vacate(slot);
      throw e.rejection();
    }
  }

  /** Takes back an association whose last exchange came to its end. */
  void giveBack(Slot<C> slot, C connection) {
    if (guarded(() -> ledger.giveBack(slot))) {
      guarded(this::scheduleSweep);
    } else {
      releaseAndVacate(slot, connection);
    }
  }

  /** Takes back an association whose state is not known. */
  void discard(Slot<C> slot, C connection) {
    guarded(() -> ledger.discard(slot));
    abortAndVacate(slot, connection);
  }

  private void releaseAndVacate(Slot<C> slot, C connection) {
    try {
      connection.release();
    } finally {
      vacate(slot);
    }
  }

  private void abortAndVacate(Slot<C> slot, C connection) {
    try {
      connection.abort();
    } finally {
      vacate(slot);
    }
  }

  private void vacate(Slot<C> slot) {
    guarded(() -> ledger.vacate(slot));
  }

  /** Has one alarm at a time, however many are idle. */
  private void scheduleSweep() {
    Long next = ledger.nextExpiry();
    if (next != null && !sweepDue) {
      sweepDue = true;
      time.after(Duration.ofNanos(Math.max(0, next - time.nanos())), this::sweep);
    }
  }

  private void sweep() {
    guarded(() -> sweepDue = false);
    releaseExpired();
    guarded(this::scheduleSweep);
  }

  /** One after the other, so that those whose turn is yet to come can still be lent. */
  private void releaseExpired() {
    Optional<Slot<C>> expired = guarded(ledger::takeExpired);
    while (expired.isPresent()) {
      Slot<C> slot = expired.get();
      releaseAndVacate(slot, Objects.requireNonNull(slot.connection));
      expired = guarded(ledger::takeExpired);
    }
  }

  private void guarded(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  private <T> T guarded(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
