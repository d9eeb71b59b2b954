package io.isthmus.query;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds out what a PACS leaves out of its study records: the modalities and the counts, from its
 * series and instances (QIDO-33).
 */
final class StudyCompletion {
  private final Archive archive;
  private final int most;
  private final SideBySide sideBySide;
  private final Cancellation cancellation;

  StudyCompletion(PacsSearched pacs, Cancellation cancellation) {
    this.archive = pacs.archive();
    this.most = pacs.options().parentCap();
    this.sideBySide = pacs.sideBySide();
    this.cancellation = cancellation;
  }

  /**
   * The studies, each with ModalitiesInStudy.
   *
   * @throws TooManyMatchesException when more studies lack it than are looked into
   */
  List<DataSet> withModalities(List<DataSet> studies) throws ArchiveException {
    long lacking = studies.stream().filter(study -> lacks(study, Tag.ModalitiesInStudy)).count();
    if (lacking > most) {
      throw new TooManyMatchesException(most);
    }
    List<DataSet> completed = new ArrayList<>();
    sideBySide.each(
        studies,
        (study, stop) ->
            lacks(study, Tag.ModalitiesInStudy) ? withModalities(study, series(study)) : study,
        completed::add,
        cancellation);
    return completed;
  }

  /** A study with modalities and counts. */
  DataSet completed(DataSet study) throws ArchiveException {
    return isComplete(study) ? study : counted(study);
  }

  private static boolean isComplete(DataSet study) {
    return !lacks(study, Tag.ModalitiesInStudy)
        && !lacks(study, Tag.NumberOfStudyRelatedSeries)
        && !lacks(study, Tag.NumberOfStudyRelatedInstances);
  }

  private DataSet counted(DataSet study) throws ArchiveException {
    List<DataSet> series = series(study);
    DataSetBuilder builder = withModalities(study, series).toBuilder();
    if (lacks(study, Tag.NumberOfStudyRelatedSeries)) {
      builder.text(Tag.NumberOfStudyRelatedSeries, Integer.toString(series.size()));
    }
    if (lacks(study, Tag.NumberOfStudyRelatedInstances)) {
      int instances = 0;
      for (DataSet one : series) {
        instances += instances(study, one);
      }
      builder.text(Tag.NumberOfStudyRelatedInstances, Integer.toString(instances));
    }
    return builder.build();
  }

  private static DataSet withModalities(DataSet study, List<DataSet> series) {
    if (!lacks(study, Tag.ModalitiesInStudy)) {
      return study;
    }
    Set<String> modalities = new LinkedHashSet<>();
    series.forEach(one -> one.string(Tag.Modality).ifPresent(modalities::add));
    if (modalities.isEmpty()) {
      return study;
    }
    return study.toBuilder().text(Tag.ModalitiesInStudy, modalities.toArray(String[]::new)).build();
  }

  private List<DataSet> series(DataSet study) throws ArchiveException {
    return find(
        QueryLevel.SERIES,
        Map.of(Tag.StudyInstanceUID, uid(study, Tag.StudyInstanceUID)),
        Tag.Modality,
        Tag.NumberOfSeriesRelatedInstances);
  }

  private int instances(DataSet study, DataSet series) throws ArchiveException {
    Optional<Integer> said =
        series.integer(Tag.NumberOfSeriesRelatedInstances).stream().boxed().findFirst();
    if (said.isPresent()) {
      return said.get();
    }
    return find(
            QueryLevel.IMAGE,
            Map.of(
                Tag.StudyInstanceUID,
                uid(study, Tag.StudyInstanceUID),
                Tag.SeriesInstanceUID,
                uid(series, Tag.SeriesInstanceUID)))
        .size();
  }

  /** What is below these unique keys, each once: what is of another study is not to be counted. */
  private List<DataSet> find(QueryLevel level, Map<Integer, String> above, int... asked)
      throws ArchiveException {
    int unique = RequiredKeys.unique(level);
    DataSetBuilder keys = DataSet.builder().empty(unique);
    above.forEach((tag, uid) -> keys.uid(tag, uid));
    IntStream.of(asked).forEach(keys::empty);
    Above place = new Above(above, List.of());
    Map<String, DataSet> matches = new LinkedHashMap<>();
    archive.find(
        new FindRequest(level, keys.build()),
        match -> {
          if (!place.contradictedBy(match)) {
            matches.putIfAbsent(uid(match, unique), match);
          }
          return true;
        },
        cancellation);
    return List.copyOf(matches.values());
  }

  private static String uid(DataSet dataSet, int tag) {
    return dataSet.string(tag).orElse("");
  }

  private static boolean lacks(DataSet study, int tag) {
    return study.string(tag).isEmpty();
  }
}
