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
import io.isthmus.ul.net.AssociationException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** C-GET as SCU (PS3.7 9.1.3, PS3.4 C.4.3). Stateless. */
public final class GetScu {
  private final Duration cancelGrace;
  private final Duration lateGrace;

  /**
   * Made once, used for many retrieves; what comes after the final response is lost.
   *
   * @param cancelGrace how long after C-CANCEL-RQ a final response is awaited before the abort
   */
  public GetScu(Duration cancelGrace) {
    this(cancelGrace, Duration.ZERO);
  }

  /**
   * Made once, used for many retrieves.
   *
   * @param lateGrace how long after the final response the next of the instances that it counts as
   *     sent may take to come, before the association is aborted
   */
  public GetScu(Duration cancelGrace, Duration lateGrace) {
    this.cancelGrace = cancelGrace;
    this.lateGrace = lateGrace;
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
    int taken = 0;
    try (Operation operation =
        Operation.begin(channel, context, request, identifier, cancelGrace, cancellation)) {
      while (true) {
        ReceivedMessage received = operation.receive();
        if (received.message() instanceof DimseMessage.CStoreRq store) {
          taken += reception.receive(received, store).isSuccessOrWarning() ? 1 : 0;
          instances++;
        } else if (received.message() instanceof DimseMessage.CGetRsp response) {
          operation.check(response);
          if (!response.status().isPending()) {
            List<String> failed = RetrieveResponses.failedUids(channel, received);
            operation.finished();
            instances += late(channel, reception, promised(response) - taken);
            return new SubOperations(response.status(), response.counts(), failed, instances);
          }
          progress.accept(response.counts());
        } else {
          throw operation.unexpected(received.message());
        }
      }
    }
  }

  /** Instances that the peer says it has sent. */
  private static int promised(DimseMessage.CGetRsp response) {
    return response.status().isSuccessOrWarning()
        ? Math.max(0, response.counts().completed()) + Math.max(0, response.counts().warning())
        : 0;
  }

  /**
   * Takes what the final response has overtaken (quirk 58); gives how many came.
   *
   * @param awaited instances that the peer counts as sent, without those that we have taken; what
   *     we refused it counts as failed
   */
  private int late(DimseChannel channel, StoreReception reception, int awaited) {
    int instances = 0;
    Association association = channel.association();
    try {
      while (instances < awaited && !lateGrace.isZero()) {
        ReceivedMessage received = receiveLate(channel);
        if (received == null || !(received.message() instanceof DimseMessage.CStoreRq store)) {
          association.abort("something else than the instances that were counted");
          return instances;
        }
        reception.receive(received, store);
        instances++;
      }
    } catch (AssociationException gone) {
      // Who counts them sees that they are missing.
    }
    return instances;
  }

  private @Nullable ReceivedMessage receiveLate(DimseChannel channel) throws AssociationException {
    try (Association.Grace _ =
        channel.association().abortAfter(lateGrace, "instances that were counted did not come")) {
      return channel.receive();
    }
  }
}
