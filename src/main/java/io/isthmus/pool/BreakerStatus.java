package io.isthmus.pool;

import java.time.Instant;
import java.util.Optional;

/**
 * What a circuit breaker does, since when, and why.
 *
 * @param since when it opened, and an attempt in between that failed does not count anew; or when
 *     it closed
 * @param why the failure that opened it; empty while closed
 */
public record BreakerStatus(Phase phase, Instant since, Optional<String> why) {

  /** Phases of a circuit breaker. */
  public enum Phase {
    /** Attempts are made. */
    CLOSED,
    /** No attempt is made for a while. */
    OPEN,
    /** One attempt is under way that decides. */
    HALF_OPEN
  }
}
