package io.isthmus.archive;

import io.isthmus.dicom.data.DataSet;
import java.util.List;

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

  /**
   * Retrieves instances without their bulk data, as enough for their metadata (PS3.4 Z): what
   * arrives lacks pixel, spectroscopy, overlay and waveform data. What the PACS leaves out counts
   * as failed and is not asked for in other ways.
   *
   * @throws ArchiveException as for {@link #retrieve}; {@link ArchiveFailure.Unsupported} where the
   *     PACS does not offer it, at once when that is known
   */
  default RetrieveOutcome retrieveWithoutBulkData(
      RetrieveScope scope, Arrivals arrivals, Cancellation cancellation) throws ArchiveException {
    throw new ArchiveException(
        new ArchiveFailure.Unsupported(id(), "retrieval without bulk data is not offered"));
  }

  /**
   * Retrieves some frames of an instance (PS3.4 Y). They arrive as one new instance with a SOP
   * Instance UID of its own, which holds these frames alone.
   *
   * @param instance one instance
   * @param frames numbers from 1 on, ascending
   * @throws ArchiveException as for {@link #retrieveWithoutBulkData}
   */
  default RetrieveOutcome retrieveFrames(
      RetrieveScope instance, List<Integer> frames, Arrivals arrivals, Cancellation cancellation)
      throws ArchiveException {
    throw new ArchiveException(
        new ArchiveFailure.Unsupported(id(), "retrieval of frames is not offered"));
  }

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
