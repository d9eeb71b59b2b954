package io.isthmus.pool;

/** What is done about a request for an association. */
sealed interface PoolDecision {

  /** Lend an idle one. */
  record Reuse(int id) implements PoolDecision {}

  /** Open one. */
  record Open() implements PoolDecision {}

  /** Close an idle one, and then open one in its place. */
  record CloseIdleAndOpen(int id) implements PoolDecision {}

  /** Let the request wait until one comes free. */
  record Wait() implements PoolDecision {}
}
