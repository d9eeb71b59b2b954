package io.isthmus.ul.net;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The association request, reject, release timer (PS3.8 9.1.5): a deadline that stands while bytes
 * trickle in, unlike a limit on each read.
 */
final class Artim {
  private static final Duration FOREVER = Duration.ofDays(1);

  private final LongSupplier nanoTime;
  private volatile long deadline;
  private volatile boolean running;

  Artim(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void start(Duration limit) {
    deadline = nanoTime.getAsLong() + limit.toNanos();
    running = true;
  }

  /** From now on there is no end. */
  void stop() {
    running = false;
  }

  /** What is left; zero or less when the timer has expired. */
  Duration remaining() {
    return running ? Duration.ofNanos(deadline - nanoTime.getAsLong()) : FOREVER;
  }
}
