package io.isthmus.retrieve.spool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Decides what goes when the spool is full: what was not used for the longest time, first. */
public final class EvictionPolicy {
  /** At least this part of the capacity is freed at once, so that not every fragment has to ask. */
  private static final long SHARE = 64;

  private EvictionPolicy() {}

  /**
   * What could go.
   *
   * @param subject what it is
   * @param bytes that would come free: of a file that is being read none
   * @param lastUsed any time that grows
   */
  public record Candidate<T>(T subject, long bytes, long lastUsed) {}

  /**
   * Chooses as few as will do, in the order in which they should go; all that would free anything
   * when even they are not enough.
   *
   * @param wanted bytes that are lacking
   * @param capacity of the spool
   */
  public static <T> List<T> choose(
      Collection<Candidate<T>> candidates, long wanted, long capacity) {
    long target = Math.max(wanted, capacity / SHARE);
    List<Candidate<T>> oldestFirst =
        candidates.stream()
            .filter(candidate -> candidate.bytes() > 0)
            .sorted(Comparator.comparingLong(Candidate::lastUsed))
            .toList();
    List<T> chosen = new ArrayList<>();
    long freed = 0;
    for (Candidate<T> candidate : oldestFirst) {
      if (freed >= target) {
        break;
      }
      chosen.add(candidate.subject());
      freed += candidate.bytes();
    }
    return chosen;
  }
}
