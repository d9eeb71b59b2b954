package io.isthmus.pixel.worker;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The workers that have nothing to do. The one that came last goes first, so that the others may
 * end.
 */
final class IdleWorkers {
  private final Deque<Idle> idle = new ArrayDeque<>();
  private final long longest;

  private record Idle(Worker worker, long since) {}

  /** Workers end when they have had nothing to do for this long. */
  IdleWorkers(Duration longest) {
    this.longest = longest.toNanos();
  }

  /** A worker has nothing to do from now on. */
  void add(Worker worker, long now) {
    idle.addLast(new Idle(worker, now));
  }

  /** A worker that lives, if there is one. */
  Optional<Worker> take() {
    while (!idle.isEmpty()) {
      Worker worker = idle.removeLast().worker();
      if (worker.alive()) {
        return Optional.of(worker);
      }
    }
    return Optional.empty();
  }

  /** Removes those whose time is up. */
  List<Worker> expired(long now) {
    List<Worker> expired = new ArrayList<>();
    while (!idle.isEmpty() && now - idle.getFirst().since() >= longest) {
      expired.add(idle.removeFirst().worker());
    }
    return expired;
  }

  /** Whether all have something to do. */
  boolean isEmpty() {
    return idle.isEmpty();
  }

  /** Removes all. */
  List<Worker> all() {
    List<Worker> all = idle.stream().map(Idle::worker).toList();
    idle.clear();
    return all;
  }
}
