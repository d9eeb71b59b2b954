package io.isthmus.ul.net;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The association request, reject, release timer (PS3.8 9.1.5): a deadline that stands while bytes
 * trickle in, unlike a limit on each read.
 */
final class Artim {
  private final LongSupplier nanoTime;
  private long deadline;
  private boolean running;

  Artim(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void start(Duration limit) {
    deadline = nanoTime.getAsLong() + limit.toNanos();
    running = true;
  }

  void stop() {
    running = false;
  }

  boolean isRunning() {
    return running;
  }

  /** What is left; zero or less when the timer has expired. */
  Duration remaining() {
    return Duration.ofNanos(deadline - nanoTime.getAsLong());
  }
}
