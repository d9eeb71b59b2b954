package io.isthmus.dimse.scp;

import io.isthmus.dicom.data.DataSet;
import java.util.List;

/** Finds the instances that C-GET and C-MOVE ask for. Thread safe. */
@FunctionalInterface
public interface RetrieveProvider {
  /**
   * The instances to send, in order; they are opened one by one.
   *
   * @throws DimseStatusException if the identifier cannot be served
   */
  List<StoredInstance> retrieve(String sopClassUid, DataSet identifier) throws DimseStatusException;
}
