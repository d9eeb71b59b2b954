package io.isthmus.retrieve;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import java.util.ArrayList;
import java.util.List;

/** Has a PACS send the parts of what one flight brings. */
record Fetch(Archive archive, RetrieveFlight flight) {
  private static final RetrieveOutcome NOTHING = new RetrieveOutcome(0x0000, 0, 0, 0, List.of());

  /** One after the other. */
  RetrieveOutcome all(List<RetrieveScope> scopes) throws ArchiveException {
    RetrieveOutcome total = NOTHING;
    for (RetrieveScope scope : scopes) {
      total = sum(total, one(scope));
    }
    return total;
  }

  /** A part that the PACS lists and does not give leaves the others of use (WADO-12). */
  private RetrieveOutcome one(RetrieveScope scope) throws ArchiveException {
    try {
      return archive.retrieve(scope, flight, flight.cancellation());
    } catch (ArchiveException e) {
      ArchiveFailure failure = e.failure();
      if (!failure.leavesTheRest()
          || scope.equals(flight.scope())
          || flight.board().tally().whole().isEmpty()) {
        throw e;
      }
      List<String> named = scope.sopInstanceUids();
      return new RetrieveOutcome(
          failure.dimseStatus().orElse(0x0000), 0, Math.max(1, named.size()), 0, named);
    }
  }

  /** The first failure among the statuses, and the sum of the counts. */
  static RetrieveOutcome sum(RetrieveOutcome before, RetrieveOutcome next) {
    List<String> failed = new ArrayList<>(before.failedSopInstanceUids());
    failed.addAll(next.failedSopInstanceUids());
    return new RetrieveOutcome(
        before.status() == 0x0000 ? next.status() : before.status(),
        before.completed() + next.completed(),
        before.failed() + next.failed(),
        before.warning() + next.warning(),
        failed);
  }
}
