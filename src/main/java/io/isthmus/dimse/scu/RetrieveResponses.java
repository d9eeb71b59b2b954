package io.isthmus.dimse.scu;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.ReceivedMessage;
import io.isthmus.ul.net.AssociationException;
import java.util.List;

/** What the responses of C-GET and C-MOVE have in common. */
final class RetrieveResponses {
  private RetrieveResponses() {}

  /** Failed SOP Instance UID List (0008,0058) of a final response. */
  static List<String> failedUids(DimseChannel channel, ReceivedMessage received)
      throws AssociationException {
    DataSet identifier = channel.readDataSet(received);
    return identifier.strings(Tag.FailedSOPInstanceUIDList).stream()
        .filter(uid -> !uid.isEmpty())
        .toList();
  }
}
