package io.isthmus.retrieve;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Uid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a retrieve has to know of a PACS before it asks for instances. */
public final class ArchiveQuestions {
  private final Archive archive;
  private final Cancellation cancellation;

  /** To one PACS. */
  public ArchiveQuestions(Archive archive, Cancellation cancellation) {
    this.archive = archive;
    this.cancellation = cancellation;
  }

  /** What the PACS says of a study; empty when it has none. */
  Optional<StudyFacts> facts(String study) throws ArchiveException {
    return matches(QueryLevel.STUDY, StudyFacts.keys(study), Tag.StudyInstanceUID, study).stream()
        .findFirst()
        .map(StudyFacts::of);
  }

  /** How many instances the PACS counts in a series; empty where it does not count. */
  OptionalInt count(RetrieveScope series) throws ArchiveException {
    String uid = series.seriesInstanceUid().orElseThrow();
    DataSet keys =
        DataSet.builder()
            .uid(Tag.StudyInstanceUID, series.studyInstanceUid())
            .uid(Tag.SeriesInstanceUID, uid)
            .empty(Tag.NumberOfSeriesRelatedInstances)
            .build();
    List<DataSet> matches = matches(QueryLevel.SERIES, keys, Tag.SeriesInstanceUID, uid);
    return matches.isEmpty()
        ? OptionalInt.empty()
        : matches.getFirst().integer(Tag.NumberOfSeriesRelatedInstances);
  }

  /** Which instances the PACS has of a scope. */
  Listing list(RetrieveScope scope) throws ArchiveException {
    Map<String, Set<String>> instances = new TreeMap<>();
    for (String series : series(scope)) {
      DataSet keys =
          DataSet.builder()
              .uid(Tag.StudyInstanceUID, scope.studyInstanceUid())
              .uid(Tag.SeriesInstanceUID, series)
              .empty(Tag.SOPInstanceUID)
              .build();
      instances.put(
          series,
          uids(matches(QueryLevel.IMAGE, keys, Tag.SeriesInstanceUID, series), Tag.SOPInstanceUID));
    }
    return new Listing(instances);
  }

  private Set<String> series(RetrieveScope scope) throws ArchiveException {
    if (scope.seriesInstanceUid().isPresent()) {
      return Set.of(scope.seriesInstanceUid().get());
    }
    String study = scope.studyInstanceUid();
    DataSet keys =
        DataSet.builder().uid(Tag.StudyInstanceUID, study).empty(Tag.SeriesInstanceUID).build();
    return uids(
        matches(QueryLevel.SERIES, keys, Tag.StudyInstanceUID, study), Tag.SeriesInstanceUID);
  }

  /**
   * The matches of a search, without those that say that they are of another study or series.
   *
   * @param unique key that has to be in each, if it says so at all
   * @param uid its value
   * @throws ArchiveException when the PACS does not answer, or not well
   */
  public List<DataSet> matches(QueryLevel level, DataSet keys, int unique, String uid)
      throws ArchiveException {
    List<DataSet> matches = new ArrayList<>();
    archive.find(
        new FindRequest(level, keys),
        match -> {
          if (match.string(unique).map(uid::equals).orElse(true)) {
            matches.add(match);
          }
          return true;
        },
        cancellation);
    return matches;
  }

  /**
   * Goes on where the PACS was asked, and does not answer such questions.
   *
   * @throws ArchiveException the failure, where it was another
   */
  static void requireRefusal(ArchiveException failed) throws ArchiveException {
    ArchiveFailure failure = failed.failure();
    boolean refused =
        failure instanceof ArchiveFailure.Unsupported
            || (failure instanceof ArchiveFailure.Failed
                && failure.category() == ArchiveFailure.Category.UPSTREAM);
    if (!refused) {
      throw failed;
    }
  }

  private static Set<String> uids(List<DataSet> matches, int tag) {
    Set<String> uids = new TreeSet<>();
    matches.forEach(match -> match.string(tag).filter(Uid::isValid).ifPresent(uids::add));
    return uids;
  }
}
