package io.isthmus.pool;

/**
 * One attempt, the probe, is under way and decides; no other is made, and what earlier ones come to
 * does not count.
 *
 * @param probe the attempt that decides
 * @param why the failure that had opened the breaker
 */
record HalfOpenState(BreakerOptions options, long probe, String why) implements BreakerState {

  @Override
  public boolean permits(long attempt) {
    return attempt == probe;
  }

  @Override
  public BreakerState attempt(long attempt, long nanos) {
    return this;
  }

  @Override
  public BreakerState succeeded(long attempt) {
    return attempt == probe ? new ClosedState(options) : this;
  }

  @Override
  public BreakerState failed(long attempt, long nanos, String why) {
    return attempt == probe ? new OpenState(options, nanos, why) : this;
  }
}
