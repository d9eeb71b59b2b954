package io.isthmus.archive.dimse;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Remembers how the last dealing with a PACS ended. Thread safe. */
final class ArchiveMonitor {
  private final Clock clock;
  private Outcome outcome = new Outcome(Optional.empty(), Optional.empty(), Optional.empty());

  ArchiveMonitor(Clock clock) {
    this.clock = clock;
  }

  /** The PACS answered, whatever it answered. */
  synchronized void answered() {
    if (!outcome.reachable().equals(Optional.of(true))) {
      outcome = new Outcome(Optional.of(true), Optional.of(clock.instant()), Optional.empty());
    }
  }

  /** The PACS could not be reached, or did not answer. */
  synchronized void failed(String why) {
    Optional<Instant> since =
        outcome.reachable().equals(Optional.of(false))
            ? outcome.since()
            : Optional.of(clock.instant());
    outcome = new Outcome(Optional.of(false), since, Optional.of(why));
  }

  synchronized Outcome outcome() {
    return outcome;
  }

  /** See {@link io.isthmus.archive.ArchiveState}. */
  record Outcome(
      Optional<Boolean> reachable, Optional<Instant> since, Optional<String> lastFailure) {}
}
