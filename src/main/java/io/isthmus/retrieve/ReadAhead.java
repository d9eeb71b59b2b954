package io.isthmus.retrieve;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.RetrieveScope;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Notices when the instances of a series are asked for one after the other, as a viewer does that
 * steps through it: then the rest will be asked for too. Thread safe.
 */
final class ReadAhead {
  /** Two may be a coincidence. */
  private static final int STEPS = 3;

  private static final long LONGEST_PAUSE_MILLIS = 10_000;
  private static final int MOST_SERIES = 256;

  private final Clock clock;
  private final Map<Series, Steps> walked = new LinkedHashMap<>(16, 0.75f, true);

  private record Series(String pacs, RetrieveScope scope) {}

  /** Instances that had to be asked of the PACS. */
  private static final class Steps {
    private final Set<String> instances = new HashSet<>();
    private long lastAt;
  }

  ReadAhead(Clock clock) {
    this.clock = clock;
  }

  /**
   * Notes that one instance has to be had from a PACS.
   *
   * @return whether the rest of its series should follow; told once
   */
  synchronized boolean isDue(String pacs, RetrieveScope instance) {
    if (instance.sopInstanceUid().isEmpty()) {
      return false;
    }
    Series series = new Series(pacs, seriesOf(instance));
    Steps steps = walked.computeIfAbsent(series, first -> new Steps());
    long now = clock.millis();
    if (now - steps.lastAt > LONGEST_PAUSE_MILLIS) {
      steps.instances.clear();
    }
    steps.lastAt = now;
    steps.instances.add(instance.sopInstanceUid().get());
    if (walked.size() > MOST_SERIES) {
      walked.remove(walked.keySet().iterator().next());
    }
    if (steps.instances.size() < STEPS) {
      return false;
    }
    walked.remove(series);
    return true;
  }

  /**
   * Reads what nobody has asked for yet, and leaves.
   *
   * @param most bytes after which no further instance is read
   */
  static void read(Retrieval retrieval, long most) {
    long bytes = 0;
    try (retrieval) {
      SpooledInstance before = retrieval.next();
      while (before != null && bytes < most) {
        SpooledInstance next = retrieval.next();
        bytes += before.size().orElse(0);
        before = next;
      }
    } catch (ArchiveException toldByTheirOwnRetrieves) {
      return;
    }
  }

  /** The series that an instance is of. */
  static RetrieveScope seriesOf(RetrieveScope instance) {
    return RetrieveScope.series(
        instance.studyInstanceUid(), instance.seriesInstanceUid().orElseThrow());
  }
}
