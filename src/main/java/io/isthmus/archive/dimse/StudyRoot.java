package io.isthmus.archive.dimse;

import io.isthmus.archive.Archive.Matches;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindOutcome;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;

/** Studies are the top, and have the attributes of their patients (PS3.4 C.6.2). */
record StudyRoot(FindOperation finding) implements Hierarchy {

  @Override
  public FindOutcome find(FindRequest request, Matches matches, Cancellation cancellation)
      throws ArchiveException {
    return finding.find(request, matches, cancellation);
  }

  @Override
  public DataSet identifier(RetrieveScope scope, Cancellation cancellation) {
    return Identifiers.of(scope);
  }
}
