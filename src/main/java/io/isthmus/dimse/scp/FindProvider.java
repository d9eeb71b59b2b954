package io.isthmus.dimse.scp;

import io.isthmus.dicom.data.DataSet;
import java.util.Iterator;

/** Finds what C-FIND asks for. Thread safe. */
@FunctionalInterface
public interface FindProvider {
  /**
   * The identifiers of the matches; taken one by one, and left off when the peer cancels.
   *
   * @throws DimseStatusException if the query cannot be answered
   */
  Iterator<DataSet> find(String sopClassUid, DataSet identifier) throws DimseStatusException;
}
