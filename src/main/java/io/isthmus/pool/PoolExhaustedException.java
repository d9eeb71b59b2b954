package io.isthmus.pool;

import java.time.Duration;

/** No association came free before the deadline (DIM-02: 503). */
public final class PoolExhaustedException extends PoolException {
  private static final long serialVersionUID = 1;

  PoolExhaustedException(Duration waited, PoolStatistics statistics) {
    super(
        "no association came free within "
            + waited.toMillis()
            + " ms: "
            + statistics.inUse()
            + " of "
            + statistics.limit()
            + " in use, "
            + statistics.waiting()
            + " requests waiting");
  }
}
