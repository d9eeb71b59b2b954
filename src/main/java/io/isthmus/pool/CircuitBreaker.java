package io.isthmus.pool;

import java.time.Instant;
import java.util.Optional;

/**
 * Keeps requests from trying a PACS that cannot be reached. It learns of attempts to open an
 * association and of nothing else: a PACS that answers with a failure status is reachable. Thread
 * safe; calls nothing while locked but the clock.
 */
public final class CircuitBreaker {
  private final PoolTime time;
  private BreakerState state;
  private Instant since;
  private long attempts;

  public CircuitBreaker(BreakerOptions options, PoolTime time) {
    this.time = time;
    this.state = new ClosedState(options);
    this.since = time.now();
  }

  /**
   * Asks to make an attempt; empty while none is to be made. Every attempt has to be told how it
   * ended.
   */
  synchronized Optional<Attempt> attempt() {
    long number = ++attempts;
    become(state.attempt(number, time.nanos()));
    return state.permits(number) ? Optional.of(new Attempt(number)) : Optional.empty();
  }

  /** What it does at this moment, since when, and why. */
  public synchronized BreakerStatus status() {
    return switch (state) {
      case ClosedState _ -> new BreakerStatus(BreakerStatus.Phase.CLOSED, since, Optional.empty());
      case OpenState open ->
          new BreakerStatus(BreakerStatus.Phase.OPEN, since, Optional.of(open.why()));
      case HalfOpenState half ->
          new BreakerStatus(BreakerStatus.Phase.HALF_OPEN, since, Optional.of(half.why()));
    };
  }

  private void become(BreakerState next) {
    boolean wasClosed = state instanceof ClosedState;
    if (wasClosed != next instanceof ClosedState) {
      since = time.now();
    }
    state = next;
  }

  /** An attempt under way. */
  final class Attempt {
    private final long number;

    private Attempt(long number) {
      this.number = number;
    }

    /** An association came of it, or at least an answer that shows the PACS at work. */
    void succeeded() {
      synchronized (CircuitBreaker.this) {
        become(state.succeeded(number));
      }
    }

    /** No association came of it. */
    void failed(Throwable failure) {
      String message = failure.getMessage();
      String why = message == null ? failure.getClass().getSimpleName() : message;
      synchronized (CircuitBreaker.this) {
        become(state.failed(number, time.nanos(), why));
      }
    }
  }
}
