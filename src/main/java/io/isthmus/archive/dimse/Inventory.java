package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Uid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which instances a PACS says that it holds of a scope, by C-FIND with all keys above. */
final class Inventory {
  /** Longest list of UIDs in one query (DIM-20). */
  private static final int LONGEST_LIST = 100;

  /** An instance that the PACS holds; its class where the PACS tells it. */
  record Held(String seriesInstanceUid, String sopInstanceUid, Optional<String> sopClassUid) {}

  private final Hierarchy hierarchy;
  private final Cancellation cancellation;

  Inventory(Hierarchy hierarchy, Cancellation cancellation) {
    this.hierarchy = hierarchy;
    this.cancellation = cancellation;
  }

  /** The instances of a scope, each once. */
  List<Held> of(RetrieveScope scope) throws ArchiveException {
    Map<String, Held> held = new LinkedHashMap<>();
    for (String series : series(scope)) {
      if (scope.sopInstanceUids().isEmpty()) {
        instances(scope.studyInstanceUid(), series, List.of(), held);
      }
      for (List<String> some : slices(scope.sopInstanceUids(), LONGEST_LIST)) {
        instances(scope.studyInstanceUid(), series, some, held);
      }
    }
    return List.copyOf(held.values());
  }

  /** Series Instance UIDs of a scope. */
  Set<String> series(RetrieveScope scope) throws ArchiveException {
    if (scope.seriesInstanceUid().isPresent()) {
      return Set.of(scope.seriesInstanceUid().get());
    }
    Set<String> series = new LinkedHashSet<>();
    DataSet keys =
        DataSet.builder()
            .uid(Tag.StudyInstanceUID, scope.studyInstanceUid())
            .empty(Tag.SeriesInstanceUID)
            .build();
    for (DataSet match : find(QueryLevel.SERIES, keys)) {
      match.string(Tag.SeriesInstanceUID).filter(Uid::isValid).ifPresent(series::add);
    }
    return series;
  }

  private void instances(String study, String series, List<String> wanted, Map<String, Held> held)
      throws ArchiveException {
    DataSetBuilder keys =
        DataSet.builder()
            .uid(Tag.StudyInstanceUID, study)
            .uid(Tag.SeriesInstanceUID, series)
            .empty(Tag.SOPClassUID);
    if (wanted.isEmpty()) {
      keys.empty(Tag.SOPInstanceUID);
    } else {
      keys.uid(Tag.SOPInstanceUID, wanted.toArray(String[]::new));
    }
    for (DataSet match : find(QueryLevel.IMAGE, keys.build())) {
      match
          .string(Tag.SOPInstanceUID)
          .filter(Uid::isValid)
          .filter(uid -> wanted.isEmpty() || wanted.contains(uid))
          .ifPresent(uid ->
              held.put(
                  uid, new Held(series, uid, match.string(Tag.SOPClassUID).filter(Uid::isValid))));
    }
  }

  /** All matches of a query. */
  List<DataSet> find(QueryLevel level, DataSet keys) throws ArchiveException {
    List<DataSet> matches = new ArrayList<>();
    hierarchy.find(new FindRequest(level, keys), matches::add, cancellation);
    return matches;
  }

  /** A list in pieces of a length, in order. */
  static <T> List<List<T>> slices(List<T> all, int length) {
    List<List<T>> slices = new ArrayList<>();
    for (int from = 0; from < all.size(); from += length) {
      slices.add(all.subList(from, Math.min(all.size(), from + length)));
    }
    return slices;
  }
}
