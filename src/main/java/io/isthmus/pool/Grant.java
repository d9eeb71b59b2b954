package io.isthmus.pool;

/** What a request was given. */
sealed interface Grant<C extends Pooled> {

  /**
   * An open association.
   *
   * @param trusted whether it was in use so lately that it will be alive
   */
  record Existing<C extends Pooled>(Slot<C> slot, C connection, boolean trusted)
      implements Grant<C> {}

  /**
   * The right and the duty to open one.
   *
   * @param before what to do first: to close the one whose place it takes
   */
  record ToOpen<C extends Pooled>(Slot<C> slot, CircuitBreaker.Attempt attempt, Runnable before)
      implements Grant<C> {}

  /** Nothing, and why. */
  record Refused<C extends Pooled>(PoolException reason) implements Grant<C> {}
}
