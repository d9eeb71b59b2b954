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
  /** One after the other. */
  RetrieveOutcome all(List<RetrieveScope> scopes) throws ArchiveException {
    List<RetrieveOutcome> outcomes = new ArrayList<>();
    for (RetrieveScope scope : scopes) {
      outcomes.add(one(scope));
    }
    return RetrieveOutcome.sum(outcomes);
  }

  /** A part that the PACS lists and does not give leaves the others of use (WADO-12). */
  private RetrieveOutcome one(RetrieveScope scope) throws ArchiveException {
    try {
      return archive.retrieve(scope, flight.arrivals(), flight.cancellation());
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
}
