package io.isthmus.retrieve;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveState;
import io.isthmus.archive.RetrieveScope;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;

/**
 * How much a PACS says that it has of what it is asked to send: one that counts only what it sent
 * would leave out the rest in silence (COM-10). Asked beside the retrieve where the PACS has an
 * association free for that, else after it.
 */
final class Census {
  private final ArchiveQuestions questions;
  private final Holdings holdings;
  private final StudyHolding study;
  private final RetrieveScope scope;
  private final CompletableFuture<Optional<Told>> beside = new CompletableFuture<>();
  private boolean begun;
  private OptionalInt counted = OptionalInt.empty();

  /** What it says. */
  private sealed interface Told {
    boolean isNoMoreThan(Set<String> here);
  }

  private record Count(int instances) implements Told {
    /** A count that is too small is none that can be relied on. */
    @Override
    public boolean isNoMoreThan(Set<String> here) {
      return instances == here.size();
    }
  }

  private record Names(Set<String> uids) implements Told {
    @Override
    public boolean isNoMoreThan(Set<String> here) {
      return here.containsAll(uids);
    }
  }

  private interface Question<T> {
    Optional<T> ask() throws ArchiveException;
  }

  Census(ArchiveQuestions questions, Holdings holdings, StudyHolding study, RetrieveScope scope) {
    this.questions = questions;
    this.holdings = holdings;
    this.study = study;
    this.scope = scope;
  }

  /** Asks in a thread of its own, unless that would take the place of the retrieve. */
  void begin(Archive archive, Executor executor) {
    ArchiveState state = archive.state();
    if (state.associationsInUse() + 1 >= state.maxAssociations()) {
      return;
    }
    begun = true;
    try {
      executor.execute(this::answerBeside);
    } catch (RejectedExecutionException shuttingDown) {
      begun = false;
    }
  }

  /** What fails beside the retrieve may be for want of an association. */
  private void answerBeside() {
    Optional<Told> told = Optional.empty();
    try {
      told = Optional.of(ask());
    } catch (ArchiveException later) {
      told = Optional.empty();
    } finally {
      beside.complete(told);
    }
  }

  /**
   * Whether the PACS says that it has no more than is here; one that does not answer such questions
   * is believed that it sent all.
   *
   * @throws ArchiveException when it could not be asked
   */
  boolean confirms(Set<String> here) throws ArchiveException {
    Optional<Told> told = begun ? beside.join() : Optional.empty();
    if (told.isEmpty()) {
      told = unlessRefused(() -> Optional.of(ask()));
    }
    if (told.isPresent() && told.get() instanceof Count(int instances)) {
      counted = OptionalInt.of(instances);
    }
    return told.isEmpty() || told.get().isNoMoreThan(here);
  }

  /**
   * For a retrieve whose ending needs no other proof. Without an answer what came is not held for
   * longer than until it must be confirmed.
   */
  void noteFacts() {
    if (begun && (!beside.isDone() || beside.join().isPresent())) {
      return;
    }
    try {
      facts(StudyFacts::uncounted);
    } catch (ArchiveException unknown) {
      return;
    }
  }

  /** Which instances there are now; empty where the PACS does not answer such questions. */
  Optional<Listing> list() throws ArchiveException {
    return unlessRefused(() -> Optional.of(questions.list(scope)));
  }

  /** Instances that it counts beyond those that are here; 0 where it did not count. */
  int beyond(Set<String> here) {
    return Math.max(0, counted.orElse(0) - here.size());
  }

  /** The facts first: what comes between two answers shows as a change of the facts later. */
  private Told ask() throws ArchiveException {
    Optional<StudyFacts> facts = unlessRefused(this::facts);
    return switch (scope.level()) {
      case IMAGE -> new Names(Set.copyOf(scope.sopInstanceUids()));
      case SERIES -> countOrNames(unlessRefused(() -> Optional.of(questions.count(scope))));
      case STUDY -> countOrNames(facts.map(StudyFacts::instances));
    };
  }

  private Told countOrNames(Optional<OptionalInt> counted) throws ArchiveException {
    int count = counted.orElse(OptionalInt.empty()).orElse(0);
    return count > 0 ? new Count(count) : new Names(questions.list(scope).all());
  }

  /** What the study is about, to notice later that it is not about that any more. */
  private Optional<StudyFacts> facts() throws ArchiveException {
    return facts(UnaryOperator.identity());
  }

  private Optional<StudyFacts> facts(UnaryOperator<StudyFacts> shape) throws ArchiveException {
    study.asking.lock();
    try {
      if (study.facts == null) {
        questions
            .facts(study.uid)
            .map(shape)
            .ifPresent(facts -> holdings.testimony().noteFacts(study, facts));
      }
      return Optional.ofNullable(study.facts);
    } finally {
      study.asking.unlock();
    }
  }

  private static <T> Optional<T> unlessRefused(Question<T> question) throws ArchiveException {
    try {
      return question.ask();
    } catch (ArchiveException e) {
      ArchiveQuestions.requireRefusal(e);
      return Optional.empty();
    }
  }
}
