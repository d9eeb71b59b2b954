package io.isthmus.dimse.scp;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dimse.DimseStatus;

/** Takes N-EVENT-REPORTs of SCPs. Thread safe. */
@FunctionalInterface
public interface EventReportHandler {
  /**
   * What happened, and to what.
   *
   * @param sopClassUid SOP class of the instance
   * @param sopInstanceUid the instance; empty when not said
   * @param eventTypeId what happened; -1 when not said
   * @param callingAeTitle AE title of the requestor of the association
   * @param calledAeTitle AE title that it called
   * @param remoteAddress IP address of the other side, as text
   */
  record Event(
      String sopClassUid,
      String sopInstanceUid,
      int eventTypeId,
      String callingAeTitle,
      String calledAeTitle,
      String remoteAddress) {}

  /**
   * Takes one event.
   *
   * @param information empty when none came
   * @return what the sender is told
   */
  DimseStatus event(Event event, DataSet information);
}
