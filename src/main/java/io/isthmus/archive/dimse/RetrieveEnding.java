package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.scu.SubOperations;

/** Judges the final response of a C-GET or C-MOVE (DIM-31). */
final class RetrieveEnding {
  private RetrieveEnding() {}

  /**
   * What the PACS says came of the retrieve.
   *
   * @param operation its name, for the failure
   * @param arrived instances that came, whatever became of them
   * @throws ArchiveException when it was cancelled or ended with a failure status
   */
  static RetrieveOutcome outcome(
      String operation,
      SubOperations ended,
      int arrived,
      Cancellation cancellation,
      Failures failures)
      throws ArchiveException {
    DimseStatus status = ended.status();
    if (cancellation.cancelled() || status.category() == DimseStatus.Category.CANCEL) {
      throw failures.cancelled(operation);
    }
    if (!status.isSuccessOrWarning()) {
      throw failures.of(operation, status.code());
    }
    return new RetrieveOutcome(
        status.code(),
        completed(ended, arrived),
        Math.max(0, ended.counts().failed()),
        Math.max(0, ended.counts().warning()),
        ended.failedUids());
  }

  /**
   * What the PACS counts as completed; where it does not count, all that came without a warning.
   */
  private static int completed(SubOperations ended, int arrived) {
    int counted = ended.counts().completed();
    return counted >= 0 ? counted : Math.max(0, arrived - Math.max(0, ended.counts().warning()));
  }
}
