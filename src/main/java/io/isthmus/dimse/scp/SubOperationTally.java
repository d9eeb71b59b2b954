package io.isthmus.dimse.scp;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.SubOperationCounts;
import java.util.ArrayList;
import java.util.List;

/** Counts the sub-operations of one C-GET or C-MOVE (PS3.4 C.4.2.1.6 to C.4.3.1.5). Thread safe. */
final class SubOperationTally {
  private final List<String> failedUids = new ArrayList<>();
  private final RetrieveManners manners;
  private int remaining;
  private int completed;
  private int warning;

  SubOperationTally(int total, RetrieveManners manners) {
    this.remaining = total;
    this.manners = manners;
  }

  synchronized void count(String sopInstanceUid, DimseStatus status) {
    remaining--;
    switch (status.category()) {
      case SUCCESS -> completed++;
      case WARNING -> warning++;
      case FAILURE, CANCEL, PENDING -> failedUids.add(sopInstanceUid);
    }
  }

  synchronized SubOperationCounts counts() {
    return !manners.counts()
        ? SubOperationCounts.UNKNOWN
        : new SubOperationCounts(remaining, completed, failedUids.size(), warning);
  }

  /** The counters of a final response; what remains is told only after a cancel. */
  synchronized SubOperationCounts finalCounts(boolean cancelled) {
    return !manners.counts()
        ? SubOperationCounts.UNKNOWN
        : new SubOperationCounts(cancelled ? remaining : -1, completed, failedUids.size(), warning);
  }

  synchronized DimseStatus finalStatus(boolean cancelled) {
    if (cancelled) {
      return DimseStatus.CANCEL;
    }
    if (!failedUids.isEmpty() && completed + warning == 0) {
      return DimseStatus.UNABLE_TO_PERFORM_SUBOPERATIONS;
    }
    boolean whole = failedUids.isEmpty() && warning == 0;
    return whole ? DimseStatus.SUCCESS : DimseStatus.SUBOPERATIONS_COMPLETE_WITH_FAILURES;
  }

  /** Whether the final response has a list of what failed. */
  synchronized boolean listsFailures() {
    return !failedUids.isEmpty() && manners.failedList();
  }

  /** The identifier of a final response that is not a success. */
  synchronized DataSet failedList() {
    return DataSet.builder()
        .uid(Tag.FailedSOPInstanceUIDList, failedUids.toArray(String[]::new))
        .build();
  }
}
