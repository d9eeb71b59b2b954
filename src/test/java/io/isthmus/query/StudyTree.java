package io.isthmus.query;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveState;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindOutcome;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An archive in memory that follows hierarchical queries only, as the strictest PACS do: it matches
 * the exact value of every key unless told to ignore it, and returns nothing that was not asked for
 * unless told to.
 */
final class StudyTree implements Archive {
  private final List<DataSet> records = new ArrayList<>();
  final List<FindRequest> asked = new CopyOnWriteArrayList<>();
  Set<Integer> ignoredKeys = Set.of();
  Set<Integer> missingAttributes = Set.of();
  DataSet attributesNobodyAskedFor = DataSet.EMPTY;
  boolean optionalKeysUnsupported;
  boolean eachTwice;
  private final ThreadLocal<Boolean> holding = ThreadLocal.withInitial(() -> false);

  /**
   * Adds a study with {@code series} series of {@code instances} instances each; UIDs grow below
   * the study's.
   */
  void add(DataSet study, String modality, int series, int instances) {
    String uid = study.string(Tag.StudyInstanceUID).orElseThrow();
    records.add(level(study.toBuilder(), QueryLevel.STUDY));
    for (int s = 1; s <= series; s++) {
      String seriesUid = uid + "." + s;
      records.add(
          level(
              DataSet.builder()
                  .uid(Tag.StudyInstanceUID, uid)
                  .uid(Tag.SeriesInstanceUID, seriesUid)
                  .text(Tag.SeriesNumber, Integer.toString(series - s + 1))
                  .text(Tag.Modality, modality),
              QueryLevel.SERIES));
      for (int i = 1; i <= instances; i++) {
        records.add(
            level(
                DataSet.builder()
                    .uid(Tag.StudyInstanceUID, uid)
                    .uid(Tag.SeriesInstanceUID, seriesUid)
                    .uid(Tag.SOPInstanceUID, seriesUid + "." + i)
                    .text(Tag.InstanceNumber, Integer.toString(i)),
                QueryLevel.IMAGE));
      }
    }
  }

  @Override
  public String id() {
    return "tree";
  }

  @Override
  public FindOutcome find(FindRequest request, Matches matches, Cancellation cancellation)
      throws ArchiveException {
    if (holding.get()) {
      throw new IllegalStateException("a second association was asked for while one was held");
    }
    holding.set(true);
    try {
      asked.add(request);
      for (DataSet record : records) {
        if (record.string(Tag.QueryRetrieveLevel).equals(Optional.of(request.level().name()))
            && matches(request.keys(), record)
            && !given(matches, answer(request.keys(), record))) {
          return new FindOutcome(false, optionalKeysUnsupported);
        }
      }
      return new FindOutcome(true, optionalKeysUnsupported);
    } finally {
      holding.set(false);
    }
  }

  private boolean given(Matches matches, DataSet answer) {
    return matches.accept(answer) && (!eachTwice || matches.accept(answer));
  }

  private boolean matches(DataSet keys, DataSet record) {
    for (Element key : keys) {
      List<String> wanted = keys.strings(key.tag());
      if (!wanted.isEmpty()
          && key.tag() != Tag.SpecificCharacterSet
          && !ignoredKeys.contains(key.tag())
          && record.strings(key.tag()).stream().noneMatch(wanted::contains)) {
        return false;
      }
    }
    return true;
  }

  private DataSet answer(DataSet keys, DataSet record) {
    DataSetBuilder answer = DataSet.builder(record.characterSets());
    record.get(Tag.SpecificCharacterSet).ifPresent(answer::put);
    answer.put(record.get(Tag.QueryRetrieveLevel).orElseThrow());
    answer.text(Tag.RetrieveAETitle, "SECRET");
    attributesNobodyAskedFor.forEach(answer::put);
    for (Element key : keys) {
      if (!missingAttributes.contains(key.tag())) {
        record.get(key.tag()).ifPresent(answer::put);
      }
    }
    return answer.build();
  }

  private static DataSet level(DataSetBuilder record, QueryLevel level) {
    return record.text(Tag.QueryRetrieveLevel, level.name()).build();
  }

  /** How often each level was asked. */
  Map<QueryLevel, Long> findsByLevel() {
    return asked.stream()
        .collect(
            java.util.stream.Collectors.groupingBy(
                FindRequest::level, java.util.stream.Collectors.counting()));
  }

  @Override
  public RetrieveOutcome retrieve(
      RetrieveScope scope, Arrivals arrivals, Cancellation cancellation) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void echo() {}

  @Override
  public ArchiveState state() {
    return new ArchiveState(id(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 0, 1);
  }
}
