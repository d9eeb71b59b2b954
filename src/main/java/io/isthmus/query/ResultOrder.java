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
  private record Ranked(Found result, String first, String second, long number, String uid) {}

  private static final Comparator<Ranked> NEWEST_FIRST =
      Comparator.comparing(Ranked::first)
          .thenComparing(Ranked::second)
          .reversed()
          .thenComparing(Ranked::uid);

  private static final Comparator<Ranked> BY_NUMBER =
      Comparator.comparingLong(Ranked::number).thenComparing(Ranked::uid);

  private ResultOrder() {}

  /** The results in the order of their level. */
  static List<Found> sorted(QueryLevel level, List<Found> results) {
    return results.stream()
        .map(result -> ranked(level, result))
        .sorted(level == QueryLevel.STUDY ? NEWEST_FIRST : BY_NUMBER)
        .map(Ranked::result)
        .toList();
  }

  private static Ranked ranked(QueryLevel level, Found found) {
    DataSet result = found.record();
    String uid = result.string(RequiredKeys.unique(level)).orElse("");
    return switch (level) {
      case STUDY ->
          new Ranked(
              found,
              result.string(Tag.StudyDate).orElse(""),
              result.string(Tag.StudyTime).orElse(""),
              0,
              uid);
      case SERIES -> new Ranked(found, "", "", number(result, Tag.SeriesNumber), uid);
      case IMAGE -> new Ranked(found, "", "", number(result, Tag.InstanceNumber), uid);
    };
  }

  private static long number(DataSet result, int tag) {
    return result.integer(tag).orElse(Integer.MAX_VALUE);
  }
}
