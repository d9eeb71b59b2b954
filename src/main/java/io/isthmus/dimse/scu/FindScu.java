package io.isthmus.dimse.scu;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.Priority;
import io.isthmus.dimse.ReceivedMessage;
import io.isthmus.ul.AcceptedContext;
import io.isthmus.ul.net.Association;
import java.io.IOException;
import java.time.Duration;

/** C-FIND as SCU (PS3.7 9.1.2, PS3.4 C.4.1). Stateless. */
public final class FindScu {
  private final Duration cancelGrace;

  /**
   * Made once, used for many queries.
   *
   * @param cancelGrace how long after C-CANCEL-RQ a final response is awaited before the abort
   */
  public FindScu(Duration cancelGrace) {
    this.cancelGrace = cancelGrace;
  }

  /** A query that only its receiver can end. */
  public DimseStatus find(
      Association association, String sopClassUid, DataSet identifier, MatchReceiver receiver)
      throws IOException {
    return find(association, sopClassUid, identifier, receiver, new Cancellation());
  }

  /**
   * Runs a query to its final status.
   *
   * @param sopClassUid FIND SOP class, which must have an accepted context
   * @param receiver takes the matches; pending responses without an identifier are passed over
   * @param cancellation ends the query from another thread
   * @return the final status: 0000H, FE00H after a cancel, or a failure
   */
  public DimseStatus find(
      Association association,
      String sopClassUid,
      DataSet identifier,
      MatchReceiver receiver,
      Cancellation cancellation)
      throws IOException {
    DimseChannel channel = new DimseChannel(association);
    AcceptedContext context = Operation.context(association, sopClassUid);
    int messageId = association.nextMessageId();
    DimseMessage.CFindRq request =
        new DimseMessage.CFindRq(messageId, sopClassUid, Priority.MEDIUM);
    try (Operation operation =
        Operation.begin(channel, context, request, identifier, cancelGrace, cancellation)) {
      boolean wanted = true;
      while (true) {
        ReceivedMessage received = operation.receive();
        if (!(received.message() instanceof DimseMessage.CFindRsp response)) {
          throw operation.unexpected(received.message());
        }
        operation.check(response);
        if (!response.status().isPending()) {
          channel.drain();
          operation.finished();
          return response.status();
        }
        if (!wanted && received.data() != null) {
          receiver.late();
        }
        if (wanted && !cancellation.isCancelled() && received.data() != null) {
          wanted = receiver.match(channel.readDataSet(received), response.status());
          if (!wanted) {
            operation.cancel();
          }
        }
      }
    }
  }
}
