package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Uid;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds out which SOP classes a retrieve will bring, as C-GET has to negotiate them (DIM-05). */
final class StoredClasses {
  /** What a study of more series is made of shows in the first ones, or in a second pass. */
  private static final int MOST_SERIES = 16;

  private final Inventory inventory;

  StoredClasses(Inventory inventory) {
    this.inventory = inventory;
  }

  /**
   * The classes, perhaps not all of them, none where the PACS does not tell; empty when it has
   * nothing that matches.
   */
  Optional<NavigableSet<String>> of(RetrieveScope scope) throws ArchiveException {
    List<DataSet> studies =
        inventory.find(
            QueryLevel.STUDY,
            DataSet.builder()
                .uid(Tag.StudyInstanceUID, scope.studyInstanceUid())
                .empty(Tag.SOPClassesInStudy)
                .build());
    if (studies.isEmpty()) {
      return Optional.empty();
    }
    NavigableSet<String> classes = new TreeSet<>();
    for (DataSet study : studies) {
      study.strings(Tag.SOPClassesInStudy).stream().filter(Uid::isValid).forEach(classes::add);
    }
    return classes.isEmpty() ? ofInstances(scope) : Optional.of(classes);
  }

  private Optional<NavigableSet<String>> ofInstances(RetrieveScope scope) throws ArchiveException {
    NavigableSet<String> classes = new TreeSet<>();
    boolean matched = false;
    Set<String> series = inventory.series(scope);
    for (String one : series.stream().limit(MOST_SERIES).toList()) {
      List<Inventory.Held> held =
          inventory.of(
              scope.sopInstanceUids().isEmpty()
                  ? RetrieveScope.series(scope.studyInstanceUid(), one)
                  : scope);
      matched |= !held.isEmpty();
      held.forEach(instance -> instance.sopClassUid().ifPresent(classes::add));
      if (matched && classes.isEmpty()) {
        break;
      }
    }
    return matched ? Optional.of(classes) : Optional.empty();
  }
}
