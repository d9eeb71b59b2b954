package io.isthmus.pool;

import io.isthmus.pool.PoolDecision.CloseIdleAndOpen;
import io.isthmus.pool.PoolDecision.Open;
import io.isthmus.pool.PoolDecision.Reuse;
import io.isthmus.pool.PoolDecision.Wait;

/**
 * The rule by which associations are lent. Pure.
 *
 * <ol>
 *   <li>An idle association that serves is lent; of several the one used last, which is the least
 *       likely to be dead, so that the others can time out.
 *   <li>Else one is opened, below the limit.
 *   <li>Else the longest idle one is closed and one is opened in its place.
 *   <li>Else the request waits.
 * </ol>
 *
 * <p>A request waits only while nothing is idle. So the first in the queue never keeps from the
 * second what only the second could use, and the queue can be served strictly in order.
 */
final class PoolStrategy {
  private PoolStrategy() {}

  static PoolDecision decide(PoolSnapshot pool) {
    var serving = pool.idle().stream().filter(PoolSnapshot.Idle::covers).toList();
    if (!serving.isEmpty()) {
      return new Reuse(serving.getLast().id());
    }
    if (pool.busy() + pool.idle().size() < pool.limit()) {
      return new Open();
    }
    if (!pool.idle().isEmpty()) {
      return new CloseIdleAndOpen(pool.idle().getFirst().id());
    }
    return new Wait();
  }
}
