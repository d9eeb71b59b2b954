package io.isthmus.retrieve;

import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.ArchiveFailure.Category;
import io.isthmus.archive.RetrieveOutcome;

/**
 * How a retrieve ended for its readers: all of it is there, or nothing that may pass for all of it.
 */
sealed interface FlightEnding {

  /** Every instance of the scope arrived. */
  record Whole() implements FlightEnding {}

  /** Something is missing. */
  record Failed(ArchiveFailure failure) implements FlightEnding {}

  /**
   * What the gateway itself counted.
   *
   * @param arrived data sets that came to their end, each copy and each stray counted
   * @param unfinished instances of which no copy came to its end
   * @param readable instances that belong to what was asked
   */
  record Tally(int arrived, int unfinished, int readable) {}

  /** Judges what the PACS says against what came (DIM-25, DIM-26, DIM-31, DIM-32). */
  static FlightEnding of(String pacs, RetrieveOutcome outcome, Tally tally) {
    int promised = outcome.completed() + outcome.warning();
    if (!outcome.complete()) {
      return failed(
          pacs,
          outcome.status(),
          "the retrieve left out " + outcome.failed() + " instances, " + promised + " came");
    }
    if (tally.unfinished() > 0) {
      return failed(pacs, outcome.status(), tally.unfinished() + " instances came to no good end");
    }
    if (tally.arrived() < promised) {
      return failed(
          pacs,
          outcome.status(),
          "the PACS counts " + promised + " instances, " + tally.arrived() + " arrived");
    }
    if (tally.readable() == 0) {
      return new Failed(new ArchiveFailure.NotFound(pacs, "no instance is what was asked for"));
    }
    return new Whole();
  }

  private static FlightEnding failed(String pacs, int status, String message) {
    return new Failed(new ArchiveFailure.Failed(pacs, category(status), status, message));
  }

  /** DIM-31; what is missing after a success is the PACS's fault. */
  private static Category category(int status) {
    return switch (status) {
      case 0xA701, 0xA702 -> Category.BUSY;
      case 0xFE00 -> Category.CANCELLED;
      case 0x0122 -> Category.UNSUPPORTED;
      case 0x0124 -> Category.DENIED;
      default -> Category.UPSTREAM;
    };
  }
}
