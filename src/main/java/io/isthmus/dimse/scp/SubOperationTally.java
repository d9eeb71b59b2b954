package io.isthmus.dimse.scp;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.SubOperationCounts;
import java.util.ArrayList;
import java.util.List;

/** Counts the sub-operations of one C-GET or C-MOVE (PS3.4 C.4.2.1.6 to C.4.3.1.5). */
final class SubOperationTally {
  private final List<String> failedUids = new ArrayList<>();
  private int remaining;
  private int completed;
  private int warning;

  SubOperationTally(int total) {
    remaining = total;
  }

  void count(String sopInstanceUid, DimseStatus status) {
    remaining--;
    switch (status.category()) {
      case SUCCESS -> completed++;
      case WARNING -> warning++;
      case FAILURE, CANCEL, PENDING -> failedUids.add(sopInstanceUid);
    }
  }

  SubOperationCounts counts() {
    return new SubOperationCounts(remaining, completed, failedUids.size(), warning);
  }

  /** The counters of a final response; what remains is told only after a cancel. */
  SubOperationCounts finalCounts(boolean cancelled) {
    return new SubOperationCounts(
        cancelled ? remaining : -1, completed, failedUids.size(), warning);
  }

  DimseStatus finalStatus(boolean cancelled) {
    if (cancelled) {
      return DimseStatus.CANCEL;
    }
    if (!failedUids.isEmpty() && completed + warning == 0) {
      return DimseStatus.UNABLE_TO_PERFORM_SUBOPERATIONS;
    }
    boolean whole = failedUids.isEmpty() && warning == 0;
    return whole ? DimseStatus.SUCCESS : DimseStatus.SUBOPERATIONS_COMPLETE_WITH_FAILURES;
  }

  boolean hasFailures() {
    return !failedUids.isEmpty();
  }

  /** The identifier of a final response that is not a success. */
  DataSet failedList() {
    return DataSet.builder()
        .uid(Tag.FailedSOPInstanceUIDList, failedUids.toArray(String[]::new))
        .build();
  }
}
