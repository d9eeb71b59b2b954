package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Uid;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Finds out which SOP classes a retrieve will bring, as C-GET has to negotiate them (DIM-05). */
final class StoredClasses {
  private final FindOperation finding;
  private final Cancellation cancellation;

  StoredClasses(FindOperation finding, Cancellation cancellation) {
    this.finding = finding;
    this.cancellation = cancellation;
  }

  /** The classes, none where the PACS does not tell; empty when it has nothing that matches. */
  Optional<NavigableSet<String>> of(RetrieveScope scope) throws ArchiveException {
    List<DataSet> studies =
        find(
            QueryLevel.STUDY,
            DataSet.builder()
                .uid(Tag.StudyInstanceUID, scope.studyInstanceUid())
                .empty(Tag.SOPClassesInStudy)
                .build());
    if (studies.isEmpty()) {
      return Optional.empty();
    }
    NavigableSet<String> classes = values(studies, Tag.SOPClassesInStudy);
    if (!classes.isEmpty()) {
      return Optional.of(classes);
    }
    return instances(scope);
  }

  private Optional<NavigableSet<String>> instances(RetrieveScope scope) throws ArchiveException {
    NavigableSet<String> classes = new TreeSet<>();
    for (String series : series(scope)) {
      List<DataSet> instances =
          find(
              QueryLevel.IMAGE,
              DataSet.builder()
                  .uid(Tag.StudyInstanceUID, scope.studyInstanceUid())
                  .uid(Tag.SeriesInstanceUID, series)
                  .uid(Tag.SOPInstanceUID, scope.sopInstanceUids().toArray(String[]::new))
                  .empty(Tag.SOPClassUID)
                  .build());
      NavigableSet<String> ofSeries = values(instances, Tag.SOPClassUID);
      if (ofSeries.isEmpty() && !instances.isEmpty()) {
        return Optional.of(Collections.emptyNavigableSet());
      }
      classes.addAll(ofSeries);
    }
    return classes.isEmpty() ? Optional.empty() : Optional.of(classes);
  }

  private NavigableSet<String> series(RetrieveScope scope) throws ArchiveException {
    if (scope.seriesInstanceUid().isPresent()) {
      return new TreeSet<>(List.of(scope.seriesInstanceUid().get()));
    }
    return values(
        find(
            QueryLevel.SERIES,
            DataSet.builder()
                .uid(Tag.StudyInstanceUID, scope.studyInstanceUid())
                .empty(Tag.SeriesInstanceUID)
                .build()),
        Tag.SeriesInstanceUID);
  }

  private List<DataSet> find(QueryLevel level, DataSet keys) throws ArchiveException {
    List<DataSet> matches = new ArrayList<>();
    finding.find(new FindRequest(level, keys), matches::add, cancellation);
    return matches;
  }

  private static NavigableSet<String> values(List<DataSet> matches, int tag) {
    NavigableSet<String> values = new TreeSet<>();
    for (DataSet match : matches) {
      match.strings(tag).stream().filter(Uid::isValid).forEach(values::add);
    }
    return values;
  }
}
