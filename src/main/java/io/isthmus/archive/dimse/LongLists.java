package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Retrieves a list of instances that is too long for one identifier in several parts: a value of VR
 * UI holds 64 KiB, a thousand UIDs (PS3.5 7.1.2).
 */
final class LongLists {
  private static final int LONGEST = 500;

  /** Retrieves one part. */
  @FunctionalInterface
  interface Part {
    RetrieveOutcome of(RetrieveScope scope) throws ArchiveException;
  }

  private LongLists() {}

  static RetrieveOutcome retrieve(RetrieveScope scope, Part part) throws ArchiveException {
    if (scope.sopInstanceUids().size() <= LONGEST) {
      return part.of(scope);
    }
    List<RetrieveOutcome> outcomes = new ArrayList<>();
    @Nullable ArchiveException notFound = null;
    for (List<String> some : Inventory.slices(scope.sopInstanceUids(), LONGEST)) {
      try {
        outcomes.add(
            part.of(new RetrieveScope(scope.studyInstanceUid(), scope.seriesInstanceUid(), some)));
      } catch (ArchiveException failed) {
        if (!(failed.failure() instanceof ArchiveFailure.NotFound)) {
          throw failed;
        }
        notFound = failed;
      }
    }
    if (notFound != null && outcomes.isEmpty()) {
      throw notFound;
    }
    return RetrieveOutcome.sum(outcomes);
  }
}
