package io.isthmus.dimse.scu;

import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.SubOperationCounts;
import java.util.List;

/**
 * How a C-GET or C-MOVE ended.
 *
 * @param status the final status
 * @param counts its counters, -1 where the peer sent none
 * @param failedUids Failed SOP Instance UID List of the final response
 * @param received instances that a C-GET brought to the store handler, whatever became of them; -1
 *     for a C-MOVE, which brings them elsewhere
 */
public record SubOperations(
    DimseStatus status, SubOperationCounts counts, List<String> failedUids, int received) {
  public SubOperations {
    failedUids = List.copyOf(failedUids);
  }
}
