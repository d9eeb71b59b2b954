package io.isthmus.pool;

/**
 * No attempt is made until the pause is over; then the next one is the probe. Attempts that began
 * before are still ending and decide nothing.
 *
 * @param openedAt when it opened, in nanoseconds
 * @param why the failure that opened it
 */
record OpenState(BreakerOptions options, long openedAt, String why) implements BreakerState {

  @Override
  public boolean permits(long attempt) {
    return false;
  }

  @Override
  public BreakerState attempt(long attempt, long nanos) {
    return nanos - openedAt < options.pause().toNanos()
        ? this
        : new HalfOpenState(options, attempt, why);
  }

  @Override
  public BreakerState succeeded(long attempt) {
    return this;
  }

  @Override
  public BreakerState failed(long attempt, long nanos, String why) {
    return this;
  }
}
