package io.isthmus.pool;

/**
 * A state of a {@link CircuitBreaker}: immutable, without a clock. Each method gives the state that
 * follows, which may be this one.
 */
sealed interface BreakerState permits ClosedState, OpenState, HalfOpenState {

  /**
   * Whether the attempt may be made. The breaker asks after it has {@linkplain #attempt advanced}.
   */
  boolean permits(long attempt);

  /** An attempt wishes to be made. */
  BreakerState attempt(long attempt, long nanos);

  /** The attempt led to an association. */
  BreakerState succeeded(long attempt);

  /** The attempt led to none. */
  BreakerState failed(long attempt, long nanos, String why);
}
