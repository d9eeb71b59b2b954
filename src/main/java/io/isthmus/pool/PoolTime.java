package io.isthmus.pool;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Time as a pool sees it: durations by a clock that never jumps, instants for people, and alarms.
 */
public interface PoolTime {

  /** Nanoseconds since an arbitrary moment, never going back. */
  long nanos();

  /** The time of day, to be shown. */
  Instant now();

  /** Runs a task once after a while, on a thread on which it may block; not on the calling one. */
  Alarm after(Duration delay, Runnable task);

  /** A task that is due later. */
  @FunctionalInterface
  interface Alarm {
    /** Lets it not run; without effect once it has begun. */
    void cancel();
  }

  /**
   * The system's time.
   *
   * @param alarms waits for the alarms
   * @param threads runs each one
   */
  static PoolTime system(
      InstantSource clock, ScheduledExecutorService alarms, ThreadFactory threads) {
    return new PoolTime() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public Instant now() {
        return clock.instant();
      }

      @Override
      public Alarm after(Duration delay, Runnable task) {
        Future<?> due =
            alarms.schedule(
                () -> threads.newThread(task).start(), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> due.cancel(false);
      }
    };
  }
}
