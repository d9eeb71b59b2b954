package io.isthmus.pool;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Time that stands still until a test moves it; alarms run on the thread that does. */
final class FakeTime implements PoolTime {
  private final List<Due> alarms = new ArrayList<>();
  private long nanos = 1_000_000_000_000L;

  private record Due(long at, Runnable task) {}

  @Override
  public synchronized long nanos() {
    return nanos;
  }

  @Override
  public synchronized Instant now() {
    return Instant.EPOCH.plusNanos(nanos);
  }

  @Override
  public synchronized Alarm after(Duration delay, Runnable task) {
    Due due = new Due(nanos + delay.toNanos(), task);
    alarms.add(due);
    return () -> cancel(due);
  }

  /** Lets time pass, and each alarm ring at its moment. */
  void advance(Duration duration) {
    long end = nanos() + duration.toNanos();
    Optional<Due> due = next(end);
    while (due.isPresent()) {
      due.get().task().run();
      due = next(end);
    }
  }

  /** Alarms that are set. */
  synchronized int alarms() {
    return alarms.size();
  }

  private synchronized void cancel(Due due) {
    alarms.remove(due);
  }

  private synchronized Optional<Due> next(long end) {
    Optional<Due> due =
        alarms.stream().filter(alarm -> alarm.at() <= end).min(Comparator.comparingLong(Due::at));
    due.ifPresent(alarms::remove);
    nanos = Math.max(nanos, due.map(Due::at).orElse(end));
    return due;
  }
}
