package io.isthmus.ul.net;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Deeds at a time, for what blocking calls cannot do themselves: ending a write that is stuck, an
 * abort when a grace is over. One daemon thread that goes away when there is nothing to watch.
 */
final class Watchdog {
  /** Something scheduled. */
  interface Watch extends AutoCloseable {
    /** Calls it off; false when it is too late for that, and the deed is done or will be. */
    boolean callOff();

    @Override
    default void close() {
      callOff();
    }
  }

  private final ScheduledThreadPoolExecutor executor;

  Watchdog() {
    executor =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("association-watchdog").factory());
    executor.setRemoveOnCancelPolicy(true);
    executor.setKeepAliveTime(10, TimeUnit.SECONDS);
    executor.allowCoreThreadTimeOut(true);
  }

  Watch every(Duration period, Runnable check) {
    long nanos = period.toNanos();
    return watch(executor.scheduleWithFixedDelay(check, nanos, nanos, TimeUnit.NANOSECONDS));
  }

  Watch after(Duration delay, Runnable deed) {
    // On a thread of its own, as an abort may have to wait for others; and on one that the kernel
    // runs, as with one processor a virtual thread that always finds bytes lets no other begin.
    Runnable begin = () -> Thread.ofPlatform().daemon().name("association-end").start(deed);
    return watch(executor.schedule(begin, delay.toNanos(), TimeUnit.NANOSECONDS));
  }

  private static Watch watch(ScheduledFuture<?> future) {
    return () -> future.cancel(false);
  }
}
