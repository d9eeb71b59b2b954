package io.isthmus.pool;

import io.isthmus.pool.PoolDecision.CloseIdleAndOpen;
import io.isthmus.pool.PoolDecision.Open;
import io.isthmus.pool.PoolDecision.Reuse;
import io.isthmus.pool.PoolDecision.Wait;
import io.isthmus.pool.Slot.Phase;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The books of a pool: which association is where, and who waits. Every entry ends with the queue
 * being served, as far as {@link PoolStrategy} lets it. Opens and closes nothing and never blocks.
 * Guarded by the pool's lock.
 */
final class PoolLedger<C extends Pooled> {
  private final PoolOptions options;
  private final CircuitBreaker breaker;
  private final PoolTime time;
  private final Map<Integer, Slot<C>> slots = new LinkedHashMap<>();
  private final SequencedMap<Integer, Slot<C>> idle = new LinkedHashMap<>();
  private final Deque<Waiter<C>> waiters = new ArrayDeque<>();
  private int lastId;
  private int ceiling;
  private long ceilingSetAt;
  private boolean closed;

  PoolLedger(PoolOptions options, CircuitBreaker breaker, PoolTime time) {
    this.options = options;
    this.breaker = breaker;
    this.time = time;
    this.ceiling = options.maxAssociations();
  }

  /** Lines a request up behind all others. */
  void enqueue(Waiter<C> waiter) {
    waiters.addLast(waiter);
    serve();
  }

  /** Takes a request out of the line and settles it; {@code false} if it was settled before. */
  boolean withdraw(Waiter<C> waiter, PoolException reason) {
    if (!waiters.remove(waiter)) {
      return false;
    }
    waiter.settle(new Grant.Refused<>(reason));
    return true;
  }

  /** Whether a thread has an association, or is opening one. */
  boolean holds(Thread thread) {
    return slots.values().stream().anyMatch(slot -> thread.equals(slot.holder));
  }

  /** An association was opened for the holder of the slot. */
  void opened(Slot<C> slot, C connection) {
    move(slot, Phase.OPENING, Phase.LEASED);
    slot.connection = connection;
  }

  /**
   * The holder's association has to be opened anew in the same place; empty if the breaker is
   * against it.
   */
  Optional<CircuitBreaker.Attempt> reopen(Slot<C> slot) {
    Optional<CircuitBreaker.Attempt> attempt = breaker.attempt();
    move(slot, Phase.LEASED, attempt.isPresent() ? Phase.OPENING : Phase.CLOSING);
    slot.connection = null;
    return attempt;
  }

  /**
   * The holder is done, and the association can be lent again; {@code false} if it has to be closed
   * instead.
   */
  boolean giveBack(Slot<C> slot) {
    if (closed || slot.connection == null || !slot.connection.isOpen()) {
      discard(slot);
      return false;
    }
    move(slot, Phase.LEASED, Phase.IDLE);
    slot.holder = null;
    slot.idleSince = time.nanos();
    idle.put(slot.id, slot);
    serve();
    return true;
  }

  /** The holder is done, and the association is to be closed. */
  void discard(Slot<C> slot) {
    move(slot, Phase.LEASED, Phase.CLOSING);
    slot.holder = null;
  }

  /** Nothing is open in the place any more, or nothing could be opened: it is free. */
  void vacate(Slot<C> slot) {
    if (slots.remove(slot.id) == null) {
      throw new IllegalStateException("association " + slot.id + " is gone already");
    }
    slot.holder = null;
    serve();
  }

  /**
   * The peer had no room for one more. While there are others, no more than those are used for some
   * time, and the request waits for one of them, first in the line; {@code false} if there are
   * none.
   */
  boolean saturated(Slot<C> slot, Waiter<C> again) {
    int others = slots.size() - 1;
    if (others > 0 && !closed) {
      ceiling = others;
      ceilingSetAt = time.nanos();
      waiters.addFirst(again);
    }
    vacate(slot);
    return others > 0 && !closed;
  }

  /**
   * Takes out one that has been idle for long enough, or any idle one of a closed pool, to be
   * closed.
   */
  Optional<Slot<C>> takeExpired() {
    Long expiry = nextExpiry();
    if (expiry == null || (expiry - time.nanos() > 0 && !closed)) {
      return Optional.empty();
    }
    Slot<C> slot = idle.pollFirstEntry().getValue();
    move(slot, Phase.IDLE, Phase.CLOSING);
    return Optional.of(slot);
  }

  /**
   * When the next idle association is due, in nanoseconds of {@link PoolTime#nanos}; null if none
   * is idle.
   */
  @Nullable Long nextExpiry() {
    return idle.isEmpty()
        ? null
        : Long.valueOf(idle.firstEntry().getValue().idleSince + options.idleTimeout().toNanos());
  }

  /** Refuses all who wait and will wait. */
  void close() {
    closed = true;
    serve();
  }

  PoolStatistics statistics() {
    return new PoolStatistics(
        count(Phase.LEASED),
        count(Phase.IDLE),
        count(Phase.OPENING),
        count(Phase.CLOSING),
        waiters.size(),
        options.maxAssociations(),
        breaker.status());
  }

  private int count(Phase phase) {
    return (int) slots.values().stream().filter(slot -> slot.phase == phase).count();
  }

  /** Serves the line as far as it goes; also to be called when nothing but time has passed. */
  void serve() {
    Waiter<C> first = waiters.peekFirst();
    while (first != null) {
      Grant<C> grant = grant(first);
      if (grant == null) {
        return;
      }
      waiters.removeFirst();
      first.settle(grant);
      first = waiters.peekFirst();
    }
  }

  private @Nullable Grant<C> grant(Waiter<C> waiter) {
    if (closed) {
      return new Grant.Refused<>(new PoolClosedException());
    }
    return switch (PoolStrategy.decide(snapshot(waiter))) {
      case Reuse(int id) -> lend(id, waiter);
      case Open() -> openIn(null, waiter);
      case CloseIdleAndOpen(int id) -> openIn(idle.get(id), waiter);
      case Wait() -> null;
    };
  }

  private PoolSnapshot snapshot(Waiter<C> waiter) {
    idle.values().removeIf(this::vacateIfDead);
    return new PoolSnapshot(
        limit(),
        slots.size() - idle.size(),
        idle.values().stream()
            .map(slot -> new PoolSnapshot.Idle(slot.id, serves(slot, waiter)))
            .toList());
  }

  private boolean serves(Slot<C> slot, Waiter<C> waiter) {
    return connection(slot).covers(waiter.need, waiter.recipe);
  }

  private boolean vacateIfDead(Slot<C> slot) {
    return !connection(slot).isOpen() && slots.remove(slot.id, slot);
  }

  private int limit() {
    boolean over = time.nanos() - ceilingSetAt >= options.saturatedFor().toNanos();
    return over ? options.maxAssociations() : ceiling;
  }

  private Grant<C> lend(int id, Waiter<C> waiter) {
    Slot<C> slot = taken(id);
    move(slot, Phase.IDLE, Phase.LEASED);
    slot.holder = waiter.thread;
    boolean trusted = time.nanos() - slot.idleSince < options.trustedFor().toNanos();
    return new Grant.Existing<>(slot, connection(slot), trusted);
  }

  private Grant<C> openIn(@Nullable Slot<C> place, Waiter<C> waiter) {
    Optional<CircuitBreaker.Attempt> attempt = breaker.attempt();
    if (attempt.isEmpty()) {
      return new Grant.Refused<>(new BreakerOpenException(breaker.status()));
    }
    if (place == null) {
      Slot<C> slot = new Slot<>(++lastId);
      slot.holder = waiter.thread;
      slots.put(slot.id, slot);
      return new Grant.ToOpen<>(slot, attempt.get(), () -> {});
    }
    Slot<C> slot = taken(place.id);
    Runnable before = connection(slot)::release;
    move(slot, Phase.IDLE, Phase.OPENING);
    slot.connection = null;
    slot.holder = waiter.thread;
    return new Grant.ToOpen<>(slot, attempt.get(), before);
  }

  private Slot<C> taken(int id) {
    Slot<C> slot = idle.remove(id);
    if (slot == null) {
      throw new IllegalStateException("association " + id + " is not idle");
    }
    return slot;
  }

  private C connection(Slot<C> slot) {
    C connection = slot.connection;
    if (connection == null) {
      throw new IllegalStateException("association " + slot.id + " is not open");
    }
    return connection;
  }

  private void move(Slot<C> slot, Phase from, Phase to) {
    if (slot.phase != from) {
      throw new IllegalStateException(
          "association " + slot.id + " is " + slot.phase + ", not " + from);
    }
    slot.phase = to;
  }
}
