package io.isthmus.query;

import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import java.util.Comparator;
import java.util.List;

/**
 * The order of sorted results (DIM-15), the same for the same data whatever order the PACS sends.
 */
final class ResultOrder {

  /** What a result is ordered by, taken out once. */
  private record Ranked(DataSet result, String first, String second, long number, String uid) {}

  private static final Comparator<Ranked> NEWEST_FIRST =
      Comparator.comparing(Ranked::first)
          .thenComparing(Ranked::second)
          .reversed()
          .thenComparing(Ranked::uid);

  private static final Comparator<Ranked> BY_NUMBER =
      Comparator.comparingLong(Ranked::number).thenComparing(Ranked::uid);

  private ResultOrder() {}

  /** The results in the order of their level. */
  static List<DataSet> sorted(QueryLevel level, List<DataSet> results) {
    return results.stream()
        .map(result -> ranked(level, result))
        .sorted(level == QueryLevel.STUDY ? NEWEST_FIRST : BY_NUMBER)
        .map(Ranked::result)
        .toList();
  }

  private static Ranked ranked(QueryLevel level, DataSet result) {
    String uid = result.string(RequiredKeys.unique(level)).orElse("");
    return switch (level) {
      case STUDY ->
          new Ranked(
              result,
              result.string(Tag.StudyDate).orElse(""),
              result.string(Tag.StudyTime).orElse(""),
              0,
              uid);
      case SERIES -> new Ranked(result, "", "", number(result, Tag.SeriesNumber), uid);
      case IMAGE -> new Ranked(result, "", "", number(result, Tag.InstanceNumber), uid);
    };
  }

  private static long number(DataSet result, int tag) {
    return result.integer(tag).orElse(Integer.MAX_VALUE);
  }
}
