package io.isthmus.archive.dimse;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What is left of the limits of one probe. For one thread. */
final class ProbeBudget {

  /** Nothing is left. */
  static final class SpentException extends Exception {
    private static final long serialVersionUID = 1;

    SpentException(String what) {
      super("the probe ended early: " + what);
    }
  }

  private final ProbeLimits limits;
  private final Clock clock;
  private final Instant end;
  private int searches;

  ProbeBudget(ProbeLimits limits, Clock clock) {
    this.limits = limits;
    this.clock = clock;
    this.end = clock.instant().plus(limits.time());
  }

  /** How long one search may take. */
  Duration patience() {
    return limits.patience();
  }

  /** Whether there is time. */
  boolean hasTime() {
    return clock.instant().isBefore(end);
  }

  void requireTime() throws SpentException {
    if (!hasTime()) {
      throw new SpentException(limits.time() + " are over");
    }
  }

  /** Takes one search. */
  void takeSearch() throws SpentException {
    requireTime();
    if (searches == limits.searches()) {
      throw new SpentException(searches + " searches were sent");
    }
    searches++;
  }
}
