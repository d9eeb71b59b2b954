package io.isthmus.retrieve;

import static java.util.stream.Collectors.toSet;

import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.spool.InstanceIdentifiers;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.Reclaimable;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The whole instances that stay in the spool for requests to come. One lock guards all of it, under
 * which nothing is done but looking and noting: files are removed after it. Thread safe.
 */
final class Holdings implements Reclaimable {
  private static final long NANOS_OF_MILLI = 1_000_000;

  private record StudyKey(String pacs, String study) {}

  private final InstanceSpool spool;
  private final Clock clock;
  private final Testimony testimony;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<StudyKey, StudyHolding> studies = new HashMap<>();
  private long uses;
  private long lastMoment;

  Holdings(InstanceSpool spool, RetrieveOptions options, Clock clock) {
    this.spool = spool;
    this.clock = clock;
    this.testimony = new Testimony(this, options, clock);
    spool.register(this);
  }

  /**
   * This moment, in nanoseconds of the clock as far as it tells them: later than every one before,
   * so that what is asked within a tick of it has an order.
   */
  long moment() {
    return locked(() -> lastMoment = Math.max(lastMoment + 1, clock.millis() * NANOS_OF_MILLI));
  }

  /** What the PACS said of what is held. */
  Testimony testimony() {
    return testimony;
  }

  /** The study as it is held now; made if nothing is. */
  StudyHolding study(String pacs, String study) {
    return study(pacs, study, null);
  }

  /**
   * The same.
   *
   * @param before what the PACS said of it before now, where nothing is held
   */
  StudyHolding study(String pacs, String study, @Nullable StudyFacts before) {
    return locked(() ->
        studies.computeIfAbsent(
            new StudyKey(pacs, study),
            key -> new StudyHolding(pacs, study, before, clock.millis(), moment())));
  }

  /** The SOP Instance UIDs that are held of a scope. */
  Set<String> uids(StudyHolding study, RetrieveScope scope) {
    return locked(() -> study.instances(scope).map(held -> held.uid.toString()).collect(toSet()));
  }

  /** Pins what is held of a scope with some UIDs, in the order in which it came. */
  List<IncomingInstance> pin(StudyHolding study, RetrieveScope scope, Predicate<String> uids) {
    return locked(() ->
        study
            .instances(scope)
            .filter(held -> uids.test(held.uid.toString()))
            .sorted(Comparator.comparingLong(held -> held.file))
            .map(this::pinned)
            .toList());
  }

  /** Lets go what was pinned; its file goes if it is not held any more. */
  void unpin(HeldInstance held) {
    boolean orphan = locked(() -> held.series.unpin(held) && !held.series.holds(held));
    if (orphan) {
      remove(held);
    }
    spool.reclaimableChanged();
  }

  /**
   * Holds a whole instance, pinned once; empty when another copy is held, or the study was dropped,
   * so that the file stays the caller's.
   *
   * @param edition of the study when it was asked for: what came and went since may be this
   * @param identity who and what its header says that it is about, as in {@link StudyFacts}
   */
  Optional<HeldInstance> hold(
      StudyHolding study,
      int edition,
      IncomingInstance instance,
      List<String> identity,
      long size) {
    InstanceIdentifiers uids = instance.identifiers();
    return locked(() -> {
      if (study.dropped || studies.computeIfAbsent(key(study), absent -> study) != study) {
        return Optional.empty();
      }
      SeriesHolding series = study.findOrAdd(uids.seriesInstanceUid());
      series.lastUsed = ++uses;
      if (series.find(uids.sopInstanceUid()).isPresent()) {
        return Optional.empty();
      }
      study.shows(identity);
      if (edition != study.edition()) {
        series.markUncertain();
      }
      return Optional.of(series.add(instance, size));
    });
  }

  /** A flight of the study is over: it goes if nothing of it came. */
  void tidy(StudyHolding study) {
    locked(() -> study.isEmpty() && studies.remove(key(study), study));
  }

  /** Nothing of the study is given to anybody any more who does not read it already. */
  void drop(StudyHolding study) {
    letGo(() -> {
      study.dropped = true;
      studies.remove(key(study), study);
      return study.all();
    });
  }

  /**
   * Holds the study anew, as nobody says what is true of it; who reads what was held, or brings
   * more of it, goes on.
   *
   * @return what is held from now on
   */
  StudyHolding forget(StudyHolding study) {
    letGo(() -> {
      studies.remove(key(study), study);
      return study.all();
    });
    return study(study.pacs, study.uid);
  }

  /**
   * Lets go what the PACS does not list any more.
   *
   * @param edition of the study before the PACS was asked
   */
  void retain(StudyHolding study, int edition, RetrieveScope scope, Listing listing) {
    letGo(() -> {
      study.markListed(listing.instances().keySet(), edition);
      return study
          .instances(scope)
          .filter(held -> !listing.contains(held.series.uid, held.uid.toString()))
          .toList();
    });
  }

  /** An instance is not given to anybody any more who does not read it already. */
  void discard(HeldInstance held) {
    letGo(() -> held.series.holds(held) ? List.of(held) : List.of());
  }

  /** Drops what was not used for the longest time. */
  @Override
  public boolean reclaim(long wanted) {
    return letGo(() -> Eviction.of(studies.values(), wanted, spool.usage().capacity()));
  }

  /** Nothing here waits for a reader. */
  @Override
  public boolean reclaimFromStragglers(long wanted) {
    return false;
  }

  /** Bytes of files that nobody reads. */
  long idleBytes() {
    return locked(() ->
        studies.values().stream()
            .flatMap(study -> study.series().stream())
            .mapToLong(SeriesHolding::unpinnedBytes)
            .sum());
  }

  /**
   * Holds no more what is chosen under the lock; the files that nobody reads go after it.
   *
   * @return whether any file went
   */
  private boolean letGo(Supplier<List<HeldInstance>> chosen) {
    List<HeldInstance> free =
        locked(() -> {
          List<HeldInstance> gone = chosen.get();
          gone.forEach(this::takeOut);
          return gone.stream().filter(held -> held.pins == 0).toList();
        });
    free.forEach(this::remove);
    return !free.isEmpty();
  }

  private void takeOut(HeldInstance held) {
    SeriesHolding series = held.series;
    series.remove(held);
    series.study.forgetShortfalls();
    series.study.removeIfEmpty(series);
    if (series.study.isEmpty()) {
      studies.remove(key(series.study), series.study);
    }
  }

  private IncomingInstance pinned(HeldInstance held) {
    held.series.pin(held);
    held.series.lastUsed = ++uses;
    return held.in(spool);
  }

  private void remove(HeldInstance held) {
    held.file(spool).release();
  }

  private static StudyKey key(StudyHolding study) {
    return new StudyKey(study.pacs, study.uid);
  }

  /** Looks and notes, and does nothing else. */
  <T> T locked(Supplier<T> looking) {
    lock.lock();
    try {
      return looking.get();
    } finally {
      lock.unlock();
    }
  }
}
