package io.isthmus.pool;

import java.time.Duration;

/**
 * When a circuit breaker opens.
 *
 * @param failures so many failures, 1 or more
 * @param window within so long
 * @param pause and so long it stays open
 */
public record BreakerOptions(int failures, Duration window, Duration pause) {

  /** 5 failures in 10 s; 2 s of pause. */
  public static final BreakerOptions DEFAULT =
      new BreakerOptions(5, Duration.ofSeconds(10), Duration.ofSeconds(2));

  public BreakerOptions {
    if (failures < 1) {
      throw new IllegalArgumentException(failures + " failures, not 1 or more");
    }
  }
}
