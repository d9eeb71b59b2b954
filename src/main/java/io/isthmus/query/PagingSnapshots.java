package io.isthmus.query;

import io.isthmus.query.SearchAnswer.Notice;
import io.isthmus.query.SearchAnswer.Others;
import io.isthmus.security.Caller;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whole sorted lists of which a page was answered, kept for a short while, so that the pages of a
 * caller belong to one list and cost one C-FIND (QIDO-14). A first page is always asked anew. Each
 * list is of one caller, who alone is known to be permitted to see it. Thread safe.
 */
final class PagingSnapshots {
  /** How long a page may lag behind the PACS. */
  static final Duration MAX_AGE = Duration.ofMinutes(1);

  /** Most results of all lists together: some 20 MB. */
  static final int MOST_RESULTS = 10_000;

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Snapshot> snapshots = new LinkedHashMap<>();
  private int held;

  /** A search whatever its page is. */
  private record Key(Caller caller, String pacs, Search search) {}

  private record Snapshot(List<Found> results, Set<Notice> notices, Others others, Instant taken) {}

  PagingSnapshots(Clock clock) {
    this.clock = clock;
  }

  /**
   * A page behind the first, of the list that the caller has seen a page of.
   *
   * @param maxResults most results of one answer
   */
  Optional<SearchAnswer> page(Caller caller, String pacs, Search search, int maxResults) {
    if (search.offset() == 0) {
      return Optional.empty();
    }
    lock.lock();
    try {
      dropOld();
      return Optional.ofNullable(snapshots.get(key(caller, pacs, search)))
          .map(snapshot -> page(snapshot, search, maxResults));
    } finally {
      lock.unlock();
    }
  }

  private static SearchAnswer page(Snapshot snapshot, Search search, int maxResults) {
    int size = snapshot.results.size();
    int from = (int) Math.min(search.offset(), size);
    int wanted = (int) Math.min(search.limit().orElse(maxResults), maxResults);
    int to = (int) Math.min((long) from + wanted, size);
    return new SearchAnswer(
        snapshot.results.subList(from, to),
        to < size,
        OptionalLong.of(size - to),
        snapshot.notices,
        snapshot.others);
  }

  /** Keeps the list of which an answer is a page in the place of the one before. */
  void keep(Caller caller, String pacs, Search search, List<Found> results, SearchAnswer page) {
    lock.lock();
    try {
      dropOld();
      forget(key(caller, pacs, search));
      if (results.size() <= MOST_RESULTS) {
        snapshots.put(
            key(caller, pacs, search),
            new Snapshot(List.copyOf(results), page.notices(), page.others(), clock.instant()));
        held += results.size();
      }
      while (held > MOST_RESULTS) {
        forget(snapshots.keySet().iterator().next());
      }
    } finally {
      lock.unlock();
    }
  }

  /** Forgets the list of a search whose first page turned out to be all. */
  void drop(Caller caller, String pacs, Search search) {
    lock.lock();
    try {
      forget(key(caller, pacs, search));
    } finally {
      lock.unlock();
    }
  }

  private void dropOld() {
    Instant oldest = clock.instant().minus(MAX_AGE);
    for (Iterator<Snapshot> each = snapshots.values().iterator(); each.hasNext(); ) {
      Snapshot snapshot = each.next();
      if (snapshot.taken.isBefore(oldest)) {
        each.remove();
        held -= snapshot.results.size();
      }
    }
  }

  private void forget(Key key) {
    Snapshot gone = snapshots.remove(key);
    if (gone != null) {
      held -= gone.results.size();
    }
  }

  private static Key key(Caller caller, String pacs, Search search) {
    return new Key(caller, pacs, search.unpaged());
  }
}
