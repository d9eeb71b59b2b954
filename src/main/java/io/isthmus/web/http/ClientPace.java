package io.isthmus.web.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Waits for a client to take what is sent to it, but not for one that takes less than a rate. Only
 * the time counts in which it had bytes to take: what the gateway itself waits for does not. One
 * per answer; not thread safe.
 */
public final class ClientPace {
  private final Rule rule;
  private long waited;
  private long taken;

  ClientPace(Rule rule) {
    this.rule = rule;
  }

  /**
   * What is too slow.
   *
   * @param bytesPerSecond less than this is; 0 when nothing is
   * @param window time of waiting after which it is looked at, above zero
   * @param nanos a clock that only goes forward, in nanoseconds
   */
  public record Rule(long bytesPerSecond, Duration window, LongSupplier nanos) {}

  /**
   * Waits until something has been taken.
   *
   * @param bytes of it
   * @throws SlowClientException when the client takes too little, perhaps nothing
   * @throws ExecutionException when it cannot be taken any more
   */
  void await(Future<?> sent, int bytes)
      throws SlowClientException, ExecutionException, InterruptedException {
    while (true) {
      long begin = rule.nanos().getAsLong();
      boolean done = isDone(sent, rule.window().toNanos() - waited);
      waited += rule.nanos().getAsLong() - begin;
      taken += done ? bytes : 0;
      requirePace();
      if (done) {
        return;
      }
    }
  }

  private boolean isDone(Future<?> sent, long patience)
      throws ExecutionException, InterruptedException {
    if (rule.bytesPerSecond() == 0) {
      sent.get();
      return true;
    }
    try {
      sent.get(Math.max(patience, 0), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    }
  }

  private void requirePace() throws SlowClientException {
    if (waited < rule.window().toNanos()) {
      return;
    }
    double seconds = waited / 1e9;
    if (taken < rule.bytesPerSecond() * seconds) {
      throw new SlowClientException(taken, seconds);
    }
    waited = 0;
    taken = 0;
  }

  /** The client takes less than it must. */
  static final class SlowClientException extends IOException {
    private static final long serialVersionUID = 1;

    SlowClientException(long bytes, double seconds) {
      super("the client took " + bytes + " bytes in " + Math.round(seconds) + " s");
    }
  }
}
