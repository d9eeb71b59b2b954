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

  /**
   * What comes of several parts of one retrieve: the sum of the counts, and the gravest status. A
   * failure (PS3.4 C.4.2.1.5, C.4.3.1.4) is graver than a warning, which many a part has beside it
   * and which would hide whether asking again helps; of several failures it is the first, as those
   * after it may follow from it.
   */
  public static RetrieveOutcome sum(List<RetrieveOutcome> parts) {
    return new RetrieveOutcome(
        parts.stream()
            .map(RetrieveOutcome::status)
            .reduce(0x0000, (before, next) -> gravity(next) > gravity(before) ? next : before),
        parts.stream().mapToInt(RetrieveOutcome::completed).sum(),
        parts.stream().mapToInt(RetrieveOutcome::failed).sum(),
        parts.stream().mapToInt(RetrieveOutcome::warning).sum(),
        parts.stream().flatMap(part -> part.failedSopInstanceUids().stream()).toList());
  }

  private static int gravity(int status) {
    if (status == 0x0000) {
      return 0;
    }
    return status >>> 12 == 0xB ? 1 : 2;
  }

  /** Whether every instance of the scope arrived. */
  public boolean complete() {
    return failed == 0 && (status == 0x0000 || status == 0xB000) && failedSopInstanceUids.isEmpty();
  }
}
