package io.isthmus.archive;

import java.util.List;

/**
 * How a retrieve ended, as the PACS counts it (PS3.4 C.4.3.1.4).
 *
 * @param status final status of the C-GET or C-MOVE
 * @param completed sub-operations that succeeded
 * @param failed sub-operations that failed
 * @param warning sub-operations that ended with a warning
 * @param failedSopInstanceUids the instances that failed, as far as the PACS names them
 */
public record RetrieveOutcome(
    int status, int completed, int failed, int warning, List<String> failedSopInstanceUids) {

  public RetrieveOutcome {
    failedSopInstanceUids = List.copyOf(failedSopInstanceUids);
  }

  /** Whether every instance of the scope arrived. */
  public boolean complete() {
    return failed == 0 && (status == 0x0000 || status == 0xB000) && failedSopInstanceUids.isEmpty();
  }
}
