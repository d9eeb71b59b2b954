package io.isthmus.dimse.scu;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dimse.DimseStatus;
import java.io.IOException;

/** Takes the matches of a C-FIND, in the peer's order, on the thread that receives. */
@FunctionalInterface
public interface MatchReceiver {
  /**
   * Takes one match.
   *
   * @param pending FF00H, or FF01H when optional keys were not supported
   * @return false to end the query: C-CANCEL-RQ is sent, what still comes is dropped
   * @throws IOException to give up; the association is aborted
   */
  boolean match(DataSet identifier, DimseStatus pending) throws IOException;

  /** Told of each match that came after the query was to end, and was dropped. */
  default void late() {}
}
