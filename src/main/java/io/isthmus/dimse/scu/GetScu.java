package io.isthmus.dimse.scu;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.Priority;
import io.isthmus.dimse.ReceivedMessage;
import io.isthmus.dimse.StoreHandler;
import io.isthmus.dimse.StoreReception;
import io.isthmus.dimse.SubOperationCounts;
import io.isthmus.ul.AcceptedContext;
import io.isthmus.ul.net.Association;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** C-GET as SCU (PS3.7 9.1.3, PS3.4 C.4.3). Stateless. */
public final class GetScu {
  private final Duration cancelGrace;

  /**
   * Made once, used for many retrieves.
   *
   * @param cancelGrace how long after C-CANCEL-RQ a final response is awaited before the abort
   */
  public GetScu(Duration cancelGrace) {
    this.cancelGrace = cancelGrace;
  }

  /** A retrieve whose pending responses are of no interest. */
  public SubOperations get(
      Association association,
      String sopClassUid,
      DataSet identifier,
      StoreHandler handler,
      Cancellation cancellation)
      throws IOException {
    return get(association, sopClassUid, identifier, handler, cancellation, counts -> {});
  }

  /**
   * Runs a retrieve to its final status. Instances come on this association, in contexts that were
   * accepted for their SOP classes; each is handed on and answered before the next is read, so a
   * slow handler makes the peer wait.
   *
   * @param sopClassUid GET SOP class, which must have an accepted context
   * @param handler takes the instances
   * @param cancellation ends the retrieve from another thread
   * @param progress told the counters of each pending response
   */
  public SubOperations get(
      Association association,
      String sopClassUid,
      DataSet identifier,
      StoreHandler handler,
      Cancellation cancellation,
      Consumer<SubOperationCounts> progress)
      throws IOException {
    DimseChannel channel = new DimseChannel(association);
    StoreReception reception = new StoreReception(channel, handler);
    AcceptedContext context = Operation.context(association, sopClassUid);
    int messageId = association.nextMessageId();
    DimseMessage.CGetRq request = new DimseMessage.CGetRq(messageId, sopClassUid, Priority.MEDIUM);
    int instances = 0;
    try (Operation operation =
        Operation.begin(channel, context, request, identifier, cancelGrace, cancellation)) {
      while (true) {
        ReceivedMessage received = operation.receive();
        if (received.message() instanceof DimseMessage.CStoreRq store) {
          reception.receive(received, store);
          instances++;
        } else if (received.message() instanceof DimseMessage.CGetRsp response) {
          operation.check(response);
          if (!response.status().isPending()) {
            SubOperations result =
                new SubOperations(
                    response.status(),
                    response.counts(),
                    RetrieveResponses.failedUids(channel, received),
                    instances);
            operation.finished();
            return result;
          }
          progress.accept(response.counts());
        } else {
          throw operation.unexpected(received.message());
        }
      }
    }
  }
}
