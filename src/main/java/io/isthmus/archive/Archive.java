package io.isthmus.archive;

import io.isthmus.dicom.data.DataSet;

/**
 * One PACS. Calls block and are meant for virtual threads; each uses an association of its own for
 * its duration and asks for no second one while it holds the first.
 */
public interface Archive {

  /** Opaque id of the PACS, as it stands in paths. */
  String id();

  /**
   * Searches and hands over each match as it arrives.
   *
   * @throws ArchiveException when the search did not come to its end; what was handed over before
   *     is then no answer
   */
  FindOutcome find(FindRequest request, Matches matches, Cancellation cancellation)
      throws ArchiveException;

  /**
   * Retrieves and hands over each instance while it arrives.
   *
   * @throws ArchiveException when the retrieve did not come to its end, or nothing of it could be
   *     had
   */
  RetrieveOutcome retrieve(RetrieveScope scope, Arrivals arrivals, Cancellation cancellation)
      throws ArchiveException;

  /** C-ECHO. */
  void echo() throws ArchiveException;

  /** What is known of the PACS without asking it. */
  ArchiveState state();

  /** Takes the matches of a search. */
  @FunctionalInterface
  interface Matches {
    /** Takes the next match; {@code false} stops the search, which then still counts as ended. */
    boolean accept(DataSet match);
  }
}
