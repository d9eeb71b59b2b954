package io.isthmus.retrieve;

import io.isthmus.retrieve.spool.EvictionPolicy;
import io.isthmus.retrieve.spool.EvictionPolicy.Candidate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Which of the instances that nobody reads give way when room is wanted; does nothing itself. */
final class Eviction {
  /** At least this part of the spool at once. */
  private static final int LEAST_PART = 64;

  private Eviction() {}

  /**
   * The instances that were not used for the longest time.
   *
   * @param wanted bytes
   * @param capacity bytes of the spool
   */
  static List<HeldInstance> of(Collection<StudyHolding> studies, long wanted, long capacity) {
    List<Candidate<SeriesHolding>> candidates =
        studies.stream()
            .flatMap(study -> study.series().stream())
            .map(series -> new Candidate<>(series, series.unpinnedBytes(), series.lastUsed))
            .toList();
    List<HeldInstance> chosen = new ArrayList<>();
    long left = wanted;
    for (SeriesHolding series : EvictionPolicy.choose(candidates, wanted, capacity)) {
      left -= choose(series, Math.max(Math.max(left, 0), capacity / LEAST_PART), chosen);
    }
    return chosen;
  }

  private static long choose(SeriesHolding series, long wanted, List<HeldInstance> chosen) {
    List<HeldInstance> oldestFirst =
        series.instances().stream()
            .filter(held -> held.pins == 0)
            .sorted(Comparator.comparingLong(held -> held.file))
            .toList();
    long freed = 0;
    for (HeldInstance held : oldestFirst) {
      chosen.add(held);
      freed += held.size;
      if (freed >= wanted) {
        break;
      }
    }
    return freed;
  }
}
