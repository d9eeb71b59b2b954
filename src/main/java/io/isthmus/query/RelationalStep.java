package io.isthmus.query;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The instances of a study in one C-FIND instead of one for each series, at a PACS whose profile
 * says that it answers so (PS3.4 C.4.1.2.2.1). Series of which nothing came, or not as much as they
 * have, are left to be asked one by one: nothing depends on the profile but the number of queries.
 */
final class RelationalStep {
  private final KnownPacs known;
  private final QueryPlan plan;
  private final StepFind finds;
  private final boolean instancesFiltered;

  RelationalStep(KnownPacs known, QueryPlan plan, StepFind finds, Search search) {
    this.known = known;
    this.plan = plan;
    this.finds = finds;
    this.instancesFiltered =
        search.keys().stream()
            .filter(key -> !key.values().isEmpty())
            .anyMatch(key ->
                AttributeLevels.of(key.path().root()).orElse(QueryLevel.IMAGE) == QueryLevel.IMAGE);
  }

  /**
   * How it ended.
   *
   * @param enough whether no more results are needed
   * @param open series that are still to be asked
   */
  record Outcome(boolean enough, List<Above> open) {}

  /** Whether the step below some series can be asked so. */
  boolean isFor(QueryPlan.Step step, List<Above> series) {
    return step.level() == QueryLevel.SERIES && series.size() > 1 && known.isRelational();
  }

  /**
   * Asks for the instances of a study.
   *
   * @param matches the series as the PACS gave them
   * @param series the same, with what is above them
   * @param receiver takes an instance and its series
   */
  Outcome find(
      Above study,
      List<DataSet> matches,
      List<Above> series,
      BiPredicate<Above, DataSet> receiver,
      Cancellation stop)
      throws ArchiveException {
    Map<String, Above> byUid = new HashMap<>();
    series.forEach(one -> byUid.put(uid(one), one));
    Map<String, Set<String>> seen = new HashMap<>();
    try {
      StepFind.Read read =
          finds.find(
              plan.last().asking(Tag.SeriesInstanceUID),
              study,
              match -> {
                String uid = match.string(Tag.SeriesInstanceUID).orElse("");
                Above above = byUid.get(uid);
                seen.computeIfAbsent(uid, first -> new HashSet<>())
                    .add(plan.last().uniqueKey(match));
                return above == null || receiver.test(above, match);
              },
              stop);
      if (read == StepFind.Read.ENOUGH) {
        return new Outcome(true, List.of());
      }
    } catch (ArchiveException failed) {
      if (!(failed.failure() instanceof ArchiveFailure.Failed)) {
        throw failed;
      }
      return new Outcome(false, series);
    }
    List<Above> open = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      if (!isWhole(matches.get(i), seen.getOrDefault(uid(series.get(i)), Set.of()).size())) {
        open.add(series.get(i));
      }
    }
    return new Outcome(false, open);
  }

  private boolean isWhole(DataSet series, int seen) {
    int has = series.integer(Tag.NumberOfSeriesRelatedInstances).orElse(seen);
    return seen > 0 && (instancesFiltered || has == seen);
  }

  private static String uid(Above series) {
    return series.keys().getOrDefault(Tag.SeriesInstanceUID, "");
  }
}
