package io.isthmus.archive.dimse;

import io.isthmus.archive.Archive.Matches;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindOutcome;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;

/**
 * The levels of the information model by which a PACS is asked, and the unique keys that it wants
 * above each of them (PS3.4 C.6, DIM-11).
 */
sealed interface Hierarchy permits StudyRoot, PatientRoot {

  /** Searches, whatever that takes in this model. */
  FindOutcome find(FindRequest request, Matches matches, Cancellation cancellation)
      throws ArchiveException;

  /**
   * The identifier of a retrieve (PS3.4 C.4.2.1.4.1).
   *
   * @throws ArchiveException when a key that it takes cannot be found out
   */
  DataSet identifier(RetrieveScope scope, Cancellation cancellation) throws ArchiveException;
}
