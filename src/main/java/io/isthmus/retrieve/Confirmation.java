package io.isthmus.retrieve;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.RetrieveScope;
import java.util.Optional;

/**
 * Asks the PACS whether what is held of a flight's study is still true. What it says is believed
 * only if nothing changed while it said so: a listing counts between two equal answers about the
 * study.
 */
final class Confirmation {
  /** A study that changes more often than that is one to be asked for later. */
  private static final int MOST_LISTINGS = 5;

  private final RetrieveFlight flight;
  private final Holdings holdings;
  private final ArchiveQuestions questions;
  private final long askedSince;
  private int listings;

  /**
   * Of one flight.
   *
   * @param askedSince a moment: what the PACS confirmed in or before it, it is asked again
   */
  Confirmation(
      RetrieveFlight flight, Holdings holdings, ArchiveQuestions questions, long askedSince) {
    this.flight = flight;
    this.holdings = holdings;
    this.questions = questions;
    this.askedSince = askedSince;
  }

  /**
   * One asks for a study, others that hold anything of it wait for the answer. Of a PACS that does
   * not answer, everything is retrieved again.
   */
  void confirm() throws ArchiveException {
    StudyHolding study = flight.study();
    study.asking.lock();
    try {
      if (study.dropped) {
        flight.study(holdings.study(study.pacs, study.uid));
      } else if (!holdings.testimony().known(study, flight.scope(), askedSince).fresh()) {
        long before = holdings.moment();
        flight.study(holdings.testimony().confirm(study, facts(study), before));
      }
    } catch (ArchiveException failed) {
      forget(study, failed);
    } finally {
      study.asking.unlock();
    }
  }

  /**
   * Which instances the PACS has of the flight's scope; lets go what it has not.
   *
   * @return empty when the study changed meanwhile, or the PACS does not answer, so that it has to
   *     be looked at again
   */
  Optional<Listing> list() throws ArchiveException {
    StudyHolding study = flight.study();
    try {
      return list(study);
    } catch (ArchiveException failed) {
      forget(study, failed);
      return Optional.empty();
    }
  }

  private Optional<Listing> list(StudyHolding study) throws ArchiveException {
    int edition = flight.edition();
    Listing told = questions.list(flight.scope());
    if (!saysTheSame(study)) {
      if (++listings == MOST_LISTINGS || gave()) {
        throw new ArchiveException(changed());
      }
      return Optional.empty();
    }
    if (!told.all().containsAll(flight.board().tally().whole())) {
      throw new ArchiveException(changed());
    }
    holdings.retain(study, edition, listed(flight.scope()), told);
    return Optional.of(told);
  }

  /** What came is about another patient than what is held: the PACS says whether that is so. */
  void requireSamePatient() throws ArchiveException {
    StudyHolding study = flight.study();
    try {
      if (!holdings.testimony().stillSays(study, facts(study))) {
        holdings.drop(study);
      }
    } catch (ArchiveException failed) {
      holdings.drop(study);
      ArchiveQuestions.requireRefusal(failed);
    }
  }

  /** The study is not what it was when the flight began. */
  ArchiveFailure changed() {
    return new ArchiveFailure.NotNow(flight.pacs(), "the study changed meanwhile");
  }

  /** Whether the PACS says of the study what it said before; where it said nothing, nobody can. */
  private boolean saysTheSame(StudyHolding study) throws ArchiveException {
    study.asking.lock();
    try {
      if (study.dropped) {
        flight.study(holdings.study(study.pacs, study.uid));
        return false;
      }
      StudyFacts said = study.facts;
      if (said == null) {
        return true;
      }
      long before = holdings.moment();
      StudyFacts now = facts(study);
      if (said.equals(now)) {
        return true;
      }
      flight.study(holdings.testimony().confirm(study, now, before));
      return false;
    } finally {
      study.asking.unlock();
    }
  }

  /**
   * A PACS that is taking an instance out may not find its study at that moment, so that it is
   * asked twice before what is held is thrown away.
   */
  private StudyFacts facts(StudyHolding study) throws ArchiveException {
    Optional<StudyFacts> facts = questions.facts(study.uid);
    if (facts.isEmpty()) {
      facts = questions.facts(study.uid);
    }
    if (facts.isPresent()) {
      return facts.get();
    }
    holdings.drop(study);
    flight.study(holdings.study(study.pacs, study.uid));
    throw new ArchiveException(
        new ArchiveFailure.NotFound(flight.pacs(), "the study is not there any more"));
  }

  /** Nobody can say which of what is held the PACS still has. */
  private void forget(StudyHolding study, ArchiveException failed) throws ArchiveException {
    ArchiveQuestions.requireRefusal(failed);
    if (gave()) {
      throw failed;
    }
    flight.study(holdings.forget(study));
  }

  private boolean gave() {
    return !flight.board().tally().whole().isEmpty();
  }

  /** What is listed for a scope: all of the series. */
  private static RetrieveScope listed(RetrieveScope scope) {
    return scope.sopInstanceUids().isEmpty() ? scope : ReadAhead.seriesOf(scope);
  }
}
