package io.isthmus.retrieve;

import io.isthmus.archive.RetrieveScope;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is held of a study, and what the PACS said of it. Guarded by the lock of {@link Holdings},
 * except for {@link #asking}.
 */
final class StudyHolding {
  final String pacs;
  final String uid;

  /** Held by the one who asks the PACS about the study, while others wait for what it says. */
  final ReentrantLock asking = new ReentrantLock();

  /** When the first instance of what is held was begun, in milliseconds. */
  final long since;

  /** Whether every series that the PACS has of the study is here. */
  boolean complete;

  /** Nothing is added to it any more, and nobody gets anything of it who does not read it. */
  volatile boolean dropped;

  /** When the PACS was last asked what it has: a moment of {@link Holdings}. */
  long askedAt;

  volatile @Nullable StudyFacts facts;

  /** Whether the facts were told before anything of what is held was asked for. */
  private final boolean foretold;

  /** Whether the facts count what is held: they may be older, or those of just what came. */
  private boolean counted;

  /** Counts how often the PACS said that instances came or went. */
  private final AtomicInteger edition = new AtomicInteger();

  private final Set<List<String>> headers = new HashSet<>();
  private boolean contradictory;
  private final Map<String, SeriesHolding> series = new HashMap<>();
  private final Map<RetrieveScope, Remembered> shortfalls = new HashMap<>();

  /** A retrieve that ended partial. */
  record Remembered(Shortfall shortfall, long at) {}

  /**
   * A study of which nothing is held.
   *
   * @param facts what the PACS said of it before now, if it was asked
   * @param since in milliseconds
   * @param moment the same as a moment of {@link Holdings}
   */
  StudyHolding(String pacs, String uid, @Nullable StudyFacts facts, long since, long moment) {
    this.pacs = pacs;
    this.uid = uid;
    this.facts = facts;
    this.foretold = facts != null;
    this.counted = foretold;
    this.since = since;
    this.askedAt = moment;
  }

  /** Something is held whose header says who and what it is about. */
  void shows(List<String> header) {
    if (headers.add(header)) {
      contradictory |= headers.stream().anyMatch(one -> StudyFacts.ofOtherPatients(one, header));
    }
  }

  /** Whether what is held speaks of more than one patient. */
  boolean contradictory() {
    return contradictory;
  }

  /**
   * What the PACS said of what is held. What it said while it sent may already be about another
   * patient than what came, and then it is none of this.
   */
  Optional<StudyFacts> vouched() {
    return Optional.ofNullable(facts)
        .filter(told ->
            foretold
                || (!contradictory
                    && headers.stream()
                        .noneMatch(one -> StudyFacts.contradict(told.identity(), one))));
  }

  /** Whether the PACS said after a moment that it is so, and nothing speaks against that. */
  boolean confirmedSince(long moment) {
    return !dropped && askedAt > moment && !doubtful();
  }

  /**
   * What the PACS says now, of the same patient. Numbers that were told while instances came may
   * lack one that had come already, and would not show that it went.
   *
   * @param moment before it was asked
   */
  void confirm(StudyFacts before, StudyFacts now, long moment) {
    if (!counted || !before.unchanged(now)) {
      markUncertain();
    }
    counted = true;
    facts = now;
    askedAt = moment;
  }

  /** A retrieve of a scope brought all that the PACS has of it, and all that is held. */
  void markWhole(RetrieveScope scope, Set<String> brought) {
    forget(scope);
    markComplete(scope);
    if (scope.equals(RetrieveScope.study(uid)) && facts != null) {
      counted = facts.instances().orElse(-1) == brought.size();
    } else {
      counted |=
          scope.sopInstanceUids().isEmpty()
              && all().stream().allMatch(held -> brought.contains(held.uid.toString()));
    }
  }

  /** Whether what the PACS said and sent does not go together. */
  private boolean doubtful() {
    return (facts != null || contradictory) && vouched().isEmpty();
  }

  Collection<SeriesHolding> series() {
    return series.values();
  }

  Optional<SeriesHolding> find(String seriesUid) {
    return Optional.ofNullable(series.get(seriesUid));
  }

  SeriesHolding findOrAdd(String seriesUid) {
    return series.computeIfAbsent(seriesUid, added -> new SeriesHolding(this, added));
  }

  /** What is held of a scope of this study. */
  Stream<HeldInstance> instances(RetrieveScope scope) {
    Stream<SeriesHolding> asked =
        scope.seriesInstanceUid().isPresent()
            ? find(scope.seriesInstanceUid().get()).stream()
            : series.values().stream();
    return scope.sopInstanceUids().isEmpty()
        ? asked.flatMap(one -> one.instances().stream())
        : asked.flatMap(
            one -> scope.sopInstanceUids().stream().flatMap(uid -> one.find(uid).stream()));
  }

  /** Whether everything that the PACS has of a scope is here. */
  boolean completeFor(RetrieveScope scope) {
    return switch (scope.level()) {
      case STUDY -> complete && series.values().stream().allMatch(one -> one.complete);
      case SERIES ->
          scope.seriesInstanceUid().flatMap(this::find).filter(one -> one.complete).isPresent();
      case IMAGE -> certain(scope) && instances(scope).count() == scope.sopInstanceUids().size();
    };
  }

  /** The PACS said that it has no more of a scope than is here. */
  void markComplete(RetrieveScope scope) {
    switch (scope.level()) {
      case STUDY -> {
        complete = true;
        series.values().forEach(one -> one.complete = true);
      }
      case SERIES ->
          scope.seriesInstanceUid().flatMap(this::find).ifPresent(one -> one.complete = true);
      case IMAGE -> {}
    }
  }

  /** What was thought to be all may be not. */
  void markIncomplete() {
    complete = false;
    series.values().forEach(one -> one.complete = false);
  }

  /** Instances may have come or gone. */
  void markUncertain() {
    edition.incrementAndGet();
    complete = false;
    series.values().forEach(SeriesHolding::markUncertain);
  }

  int edition() {
    return edition.get();
  }

  /** Whether nothing that is held of a scope may be gone from the PACS. */
  boolean certain(RetrieveScope scope) {
    return instances(scope).allMatch(held -> held.series.certain);
  }

  /** What is held of these series is what the PACS listed in an edition. */
  void markListed(Set<String> listed, int inEdition) {
    if (inEdition == edition.get()) {
      listed.forEach(uid -> find(uid).ifPresent(one -> one.certain = true));
    }
  }

  /** From the first time on: being served again does not make it last longer. */
  void remember(RetrieveScope scope, Shortfall shortfall, long now) {
    shortfalls.putIfAbsent(scope, new Remembered(shortfall, now));
  }

  void forget(RetrieveScope scope) {
    shortfalls.remove(scope);
  }

  void forgetShortfalls() {
    shortfalls.clear();
  }

  Optional<Shortfall> shortfall(RetrieveScope scope, long notBefore) {
    shortfalls.values().removeIf(remembered -> remembered.at() < notBefore);
    return Optional.ofNullable(shortfalls.get(scope)).map(Remembered::shortfall);
  }

  /** Every instance, for the end of the study. */
  List<HeldInstance> all() {
    return series.values().stream().flatMap(one -> one.instances().stream()).toList();
  }

  void removeIfEmpty(SeriesHolding one) {
    if (one.instances().isEmpty()) {
      series.remove(one.uid, one);
      complete = false;
    }
  }

  boolean isEmpty() {
    return series.isEmpty();
  }
}
