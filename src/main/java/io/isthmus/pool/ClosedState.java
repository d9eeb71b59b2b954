package io.isthmus.pool;

import java.util.List;
import java.util.stream.Stream;

/**
 * Attempts are made; too many failures within the window open the breaker. A success does not wipe
 * out failures: a PACS that fails every other time is no better for it.
 *
 * @param failedAt when the failures within the window happened, oldest first
 */
record ClosedState(BreakerOptions options, List<Long> failedAt) implements BreakerState {

  ClosedState(BreakerOptions options) {
    this(options, List.of());
  }

  @Override
  public boolean permits(long attempt) {
    return true;
  }

  @Override
  public BreakerState attempt(long attempt, long nanos) {
    return this;
  }

  @Override
  public BreakerState succeeded(long attempt) {
    return this;
  }

  @Override
  public BreakerState failed(long attempt, long nanos, String why) {
    long window = options.window().toNanos();
    List<Long> recent =
        Stream.concat(failedAt.stream(), Stream.of(nanos))
            .filter(failure -> nanos - failure < window)
            .toList();
    return recent.size() < options.failures()
        ? new ClosedState(options, recent)
        : new OpenState(options, nanos, why);
  }
}
