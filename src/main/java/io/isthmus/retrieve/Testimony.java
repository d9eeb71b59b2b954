package io.isthmus.retrieve;

import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.RetrieveScope;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * What the PACS said of what is held, and how much of it that makes sure. Under the lock of {@link
 * Holdings}; thread safe.
 */
final class Testimony {
  private final Holdings holdings;
  private final RetrieveOptions options;
  private final Clock clock;

  Testimony(Holdings holdings, RetrieveOptions options, Clock clock) {
    this.holdings = holdings;
    this.options = options;
    this.clock = clock;
  }

  /**
   * What is known of a scope.
   *
   * @param askedSince a moment: what was confirmed in or before it is not fresh
   */
  RetrievePlan.Known known(StudyHolding study, RetrieveScope scope, long askedSince) {
    return holdings.locked(() ->
        new RetrievePlan.Known(
            !study.isEmpty(),
            study.confirmedSince(askedSince) && !isOld(study),
            holdings.uids(study, scope),
            study.certain(scope),
            study.completeFor(scope),
            study.shortfall(scope, clock.millis() - options.partialFor().toMillis())));
  }

  /**
   * Notes how a retrieve ended; what it brought may have been dropped since, or instances have come
   * or gone, and then that says nothing of what is held.
   *
   * @param edition of the study when it was retrieved
   * @param brought the instances that came whole
   */
  void note(
      StudyHolding study,
      int edition,
      RetrieveScope scope,
      FlightEnding ending,
      Set<String> brought) {
    holdings.locked(() -> {
      if (study.edition() != edition || !holdings.uids(study, scope).equals(brought)) {
        return study;
      }
      switch (ending) {
        case FlightEnding.Whole() -> study.markWhole(scope, brought);
        case FlightEnding.Partial(Shortfall shortfall) ->
            study.remember(scope, shortfall, clock.millis());
        case FlightEnding.Elsewhere(), FlightEnding.Failed(ArchiveFailure _) -> {}
      }
      return study;
    });
  }

  /** What the PACS said of a study for the first time; it says nothing of what came before. */
  void noteFacts(StudyHolding study, StudyFacts facts) {
    holdings.locked(() -> {
      study.markIncomplete();
      study.facts = facts;
      return study;
    });
  }

  /**
   * Compares what the PACS says now with what it said before: the study goes when it is about
   * another patient or examination, or too old, or was never described.
   *
   * @param askedAt the moment before the PACS was asked
   * @return what is held from now on
   */
  StudyHolding confirm(StudyHolding study, StudyFacts facts, long askedAt) {
    boolean same =
        holdings.locked(() -> {
          Optional<StudyFacts> before = study.vouched();
          if (before.isEmpty() || !before.get().sameStudy(facts) || isOld(study)) {
            return false;
          }
          study.confirm(before.get(), facts, askedAt);
          return true;
        });
    if (same) {
      return study;
    }
    holdings.drop(study);
    return holdings.study(study.pacs, study.uid, facts);
  }

  /** Whether what is held of a study speaks of more than one patient. */
  boolean contradictory(StudyHolding study) {
    return holdings.locked(study::contradictory);
  }

  /** Whether what the PACS says now is what it said of what is held. */
  boolean stillSays(StudyHolding study, StudyFacts facts) {
    return holdings.locked(() -> study.vouched().filter(facts::sameStudy).isPresent());
  }

  private boolean isOld(StudyHolding study) {
    return study.since < clock.millis() - options.maxAge().toMillis();
  }
}
