package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.dimse.Inventory.Held;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Divides a large retrieve into lists of UIDs. What was not named is divided only where the PACS
 * lists just as many instances as it counts: one that cuts long answers short would have some left
 * out in silence (COM-10).
 */
final class RetrieveParts {
  /** Fewer instances are not worth the searches. */
  static final int LEAST_INSTANCES = 40;

  private static final int LEAST_OF_PART = 10;
  private static final int MOST_OF_PART = 500;
  private static final int PARTS_FOR_EACH = 4;

  private final Inventory inventory;
  private final Cancellation cancellation;

  RetrieveParts(Hierarchy hierarchy, Cancellation cancellation) {
    this.inventory = new Inventory(hierarchy, cancellation);
    this.cancellation = cancellation;
  }

  /**
   * The parts; none where the scope is to be retrieved as a whole.
   *
   * @param associations that will bring them
   * @throws ArchiveException when it was cancelled
   */
  List<RetrieveScope> of(RetrieveScope scope, int associations) throws ArchiveException {
    if (!scope.sopInstanceUids().isEmpty()) {
      List<String> named = scope.sopInstanceUids();
      return named.size() < LEAST_INSTANCES
          ? List.of()
          : parts(scope, Map.of(scope.seriesInstanceUid().orElseThrow(), named), associations);
    }
    try {
      int counted = counted(scope).orElse(0);
      List<Held> held = counted < LEAST_INSTANCES ? List.of() : inventory.of(scope);
      return held.size() == counted ? parts(scope, bySeries(held), associations) : List.of();
    } catch (ArchiveException unknown) {
      if (cancellation.cancelled()) {
        throw unknown;
      }
      return List.of();
    }
  }

  private OptionalInt counted(RetrieveScope scope) throws ArchiveException {
    boolean study = scope.level() == QueryLevel.STUDY;
    int count = study ? Tag.NumberOfStudyRelatedInstances : Tag.NumberOfSeriesRelatedInstances;
    DataSetBuilder keys =
        DataSet.builder().uid(Tag.StudyInstanceUID, scope.studyInstanceUid()).empty(count);
    scope.seriesInstanceUid().ifPresent(uid -> keys.uid(Tag.SeriesInstanceUID, uid));
    List<DataSet> matches = inventory.find(scope.level(), keys.build());
    return matches.size() == 1 ? matches.getFirst().integer(count) : OptionalInt.empty();
  }

  private static Map<String, List<String>> bySeries(List<Held> held) {
    Map<String, List<String>> series = new LinkedHashMap<>();
    for (Held one : held) {
      series
          .computeIfAbsent(one.seriesInstanceUid(), first -> new ArrayList<>())
          .add(one.sopInstanceUid());
    }
    return series;
  }

  private static List<RetrieveScope> parts(
      RetrieveScope scope, Map<String, List<String>> series, int associations) {
    int all = series.values().stream().mapToInt(List::size).sum();
    int length = Math.clamp(all / (PARTS_FOR_EACH * associations), LEAST_OF_PART, MOST_OF_PART);
    List<RetrieveScope> parts = new ArrayList<>();
    series.forEach((uid, instances) -> {
      for (List<String> some : Inventory.slices(instances, length)) {
        parts.add(RetrieveScope.instances(scope.studyInstanceUid(), uid, some));
      }
    });
    return parts;
  }
}
