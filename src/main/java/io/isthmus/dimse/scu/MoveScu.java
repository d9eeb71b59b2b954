package io.isthmus.dimse.scu;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.Priority;
import io.isthmus.dimse.ReceivedMessage;
import io.isthmus.dimse.SubOperationCounts;
import io.isthmus.ul.AcceptedContext;
import io.isthmus.ul.net.Activity;
import io.isthmus.ul.net.Association;
import java.io.IOException;
import java.time.Duration;

/** C-MOVE as SCU (PS3.7 9.1.4, PS3.4 C.4.2). Stateless. */
public final class MoveScu {
  /** What is seen of a retrieve while its final response is awaited. */
  @FunctionalInterface
  public interface Progress {
    /** Told the counters of each pending response. */
    void pending(SubOperationCounts counts);

    /** See {@link Activity#quiet}: the instances go over other associations. */
    default Duration quiet() {
      return Activity.NONE.quiet();
    }
  }

  private final Duration cancelGrace;

  /**
   * Made once, used for many retrieves.
   *
   * @param cancelGrace how long after C-CANCEL-RQ a final response is awaited before the abort
   */
  public MoveScu(Duration cancelGrace) {
    this.cancelGrace = cancelGrace;
  }

  /**
   * Runs a retrieve to its final status; the instances go to the destination, also after it.
   *
   * @param sopClassUid MOVE SOP class, which must have an accepted context
   * @param destination AE title that the peer shall store to
   * @param messageId 1..65535, the Move Originator Message ID of the instances: different for all
   *     moves that run at once under one AE title
   * @param cancellation ends the retrieve from another thread
   * @param progress what is seen of it elsewhere lets a response take its whole time anew
   */
  public SubOperations move(
      Association association,
      String sopClassUid,
      String destination,
      DataSet identifier,
      int messageId,
      Cancellation cancellation,
      Progress progress)
      throws IOException {
    DimseChannel channel = new DimseChannel(association, progress::quiet);
    AcceptedContext context = Operation.context(association, sopClassUid);
    DimseMessage.CMoveRq request =
        new DimseMessage.CMoveRq(messageId, sopClassUid, Priority.MEDIUM, destination);
    try (Operation operation =
        Operation.begin(channel, context, request, identifier, cancelGrace, cancellation)) {
      while (true) {
        ReceivedMessage received = operation.receive();
        if (!(received.message() instanceof DimseMessage.CMoveRsp response)) {
          throw operation.unexpected(received.message());
        }
        operation.check(response);
        if (!response.status().isPending()) {
          SubOperations result =
              new SubOperations(
                  response.status(),
                  response.counts(),
                  RetrieveResponses.failedUids(channel, received),
                  -1);
          operation.finished();
          return result;
        }
        progress.pending(response.counts());
      }
    }
  }
}
