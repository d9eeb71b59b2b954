package io.isthmus.archive.dimse;

import io.isthmus.archive.dimse.DimseOptions.Method;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses between C-GET and C-MOVE at one PACS. What C-GET could not bring and C-MOVE could is
 * asked for by C-MOVE from then on, and after a while by C-GET again (DIM-10). Thread safe.
 */
final class MethodChoice {
  /** How long a choice stands before it is tried anew. */
  static final Duration MEMORY = Duration.ofMinutes(10);

  private final Method configured;
  private final Clock clock;
  private final Map<String, Instant> movedClasses = new HashMap<>();
  private Instant moveUntil = Instant.MIN;

  MethodChoice(Method configured, Clock clock) {
    this.configured = configured;
    this.clock = clock;
  }

  /** Whether everything is had by C-MOVE, so that nothing has to be known for C-GET. */
  synchronized boolean movesAll() {
    return configured == Method.MOVE
        || (configured == Method.AUTO && clock.instant().isBefore(moveUntil));
  }

  /** Whether instances of these classes are had by C-MOVE. */
  synchronized boolean moves(Collection<String> sopClasses) {
    Instant now = clock.instant();
    return movesAll()
        || (configured == Method.AUTO
            && sopClasses.stream()
                .anyMatch(uid -> now.isBefore(movedClasses.getOrDefault(uid, Instant.MIN))));
  }

  /** What may be tried when a method has not brought everything. */
  Optional<Method> other(Method used) {
    return switch (configured) {
      case AUTO -> Optional.of(used == Method.MOVE ? Method.GET : Method.MOVE);
      case GET, MOVE -> Optional.empty();
    };
  }

  /** C-GET brings nothing from this PACS, and C-MOVE does. */
  synchronized void onlyMoveWorks() {
    moveUntil = clock.instant().plus(MEMORY);
  }

  /** C-MOVE does not work either, or not any more. */
  synchronized void moveFailed() {
    moveUntil = Instant.MIN;
    movedClasses.clear();
  }

  /** C-GET brings nothing of these classes, and C-MOVE does. */
  synchronized void onlyMoveBrings(Collection<String> sopClasses) {
    Instant until = clock.instant().plus(MEMORY);
    sopClasses.forEach(uid -> movedClasses.put(uid, until));
  }
}
