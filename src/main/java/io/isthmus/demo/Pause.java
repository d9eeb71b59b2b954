package io.isthmus.demo;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The slowness of an archive. */
final class Pause {
  private Pause() {}

  /** Holds up the calling thread; not at all for zero. */
  static void of(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
    }
  }
}
