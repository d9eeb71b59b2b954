package io.isthmus.retrieve;

import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.ArchiveFailure.Category;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.StatusCategories;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How a retrieve ended for its readers. */
sealed interface FlightEnding {

  /** Every instance of the scope arrived. */
  record Whole() implements FlightEnding {}

  /** Some instances are there, and the PACS does not give the others. */
  record Partial(Shortfall shortfall) implements FlightEnding {}

  /** The PACS does not give it in this way: readers look for the rest in another. */
  record Elsewhere() implements FlightEnding {}

  /** Nothing may be taken for an answer. */
  record Failed(ArchiveFailure failure) implements FlightEnding {}

  /**
   * What the gateway itself counted.
   *
   * @param arrived data sets that came to their end, each copy and each stray counted
   * @param unfinished instances of which no copy came to its end
   * @param whole instances that belong to what was asked and are whole
   */
  record Tally(int arrived, Set<String> unfinished, Set<String> whole) {}

  /**
   * Judges what the PACS says against what came (DIM-25, DIM-26, DIM-31, DIM-32).
   *
   * @param expected instances that are known to exist; none where that is not known
   */
  static FlightEnding of(
      String pacs, RetrieveOutcome outcome, Tally tally, Collection<String> expected) {
    int promised = outcome.completed() + outcome.warning();
    Set<String> missing = new TreeSet<>(tally.unfinished());
    missing.addAll(outcome.failedSopInstanceUids());
    missing.addAll(expected);
    missing.removeAll(tally.whole());
    int failed = outcome.complete() ? 0 : outcome.failed() - recovered(outcome, tally);
    int lacking = Math.max(missing.size(), Math.max(failed, promised - tally.arrived()));
    if (lacking == 0 && succeeded(outcome) && !tally.whole().isEmpty()) {
      return new Whole();
    }
    if (tally.whole().isEmpty() || StatusCategories.of(outcome.status()) == Category.CANCELLED) {
      return nothing(pacs, outcome, tally, promised);
    }
    return new Partial(new Shortfall(outcome.status(), Math.max(1, lacking), List.copyOf(missing)));
  }

  /** Instances that the PACS says have failed, and that came all the same. */
  private static int recovered(RetrieveOutcome outcome, Tally tally) {
    return (int) outcome.failedSopInstanceUids().stream().filter(tally.whole()::contains).count();
  }

  private static boolean succeeded(RetrieveOutcome outcome) {
    return outcome.status() == 0x0000 || outcome.status() == 0xB000;
  }

  /** All that was asked for failed; unless what came, if anything, is all that was promised. */
  private static FlightEnding nothing(
      String pacs, RetrieveOutcome outcome, Tally tally, int promised) {
    boolean nothingFailed =
        succeeded(outcome)
            && promised <= tally.arrived()
            && outcome.failed() == 0
            && tally.unfinished().isEmpty()
            && outcome.failedSopInstanceUids().isEmpty();
    if (nothingFailed) {
      return new Failed(new ArchiveFailure.NotFound(pacs, "no instance is what was asked for"));
    }
    return new Failed(
        new ArchiveFailure.Failed(
            pacs,
            StatusCategories.ofHeld(outcome.status()),
            outcome.status(),
            "the PACS counts "
                + promised
                + " sent and "
                + outcome.failed()
                + " failed, "
                + tally.arrived()
                + " arrived"));
  }
}
