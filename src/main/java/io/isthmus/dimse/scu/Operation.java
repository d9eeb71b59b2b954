package io.isthmus.dimse.scu;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.ReceivedMessage;
import io.isthmus.ul.AcceptedContext;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One outstanding operation on an association: its request, its responses, its cancel. When it is
 * left by an exception after the request went out, the association is aborted, as answers to it
 * could still come.
 */
final class Operation implements AutoCloseable {
  private final DimseChannel channel;
  private final AcceptedContext context;
  private final int messageId;
  private final Duration cancelGrace;
  private final Cancellation cancellation;
  private Association.@Nullable Grace grace;
  private boolean outstanding;

  private Operation(
      DimseChannel channel,
      AcceptedContext context,
      int messageId,
      Duration cancelGrace,
      Cancellation cancellation) {
    this.channel = channel;
    this.context = context;
    this.messageId = messageId;
    this.cancelGrace = cancelGrace;
    this.cancellation = cancellation;
  }

  static AcceptedContext context(Association association, String sopClassUid)
      throws NoAcceptedContextException {
    return association
        .find(sopClassUid)
        .orElseThrow(() -> new NoAcceptedContextException(sopClassUid, ""));
  }

  /** Sends a request with its identifier; from now on it can be cancelled. */
  static Operation begin(
      DimseChannel channel,
      AcceptedContext context,
      DimseMessage.Request request,
      DataSet identifier,
      Duration cancelGrace,
      Cancellation cancellation)
      throws IOException {
    Operation operation =
        new Operation(channel, context, request.messageId(), cancelGrace, cancellation);
    channel.send(context, request, identifier);
    operation.outstanding = true;
    cancellation.begin(operation::cancel);
    return operation;
  }

  /** Sends C-CANCEL-RQ and gives the peer a grace for its final response. */
  synchronized void cancel() {
    if (grace != null) {
      return;
    }
    try {
      grace =
          channel
              .association()
              .abortAfter(cancelGrace, "no final response within the grace after C-CANCEL");
      channel.send(context, new DimseMessage.CCancelRq(messageId));
    } catch (AssociationException gone) {
      // The thread that receives learns of it too.
    }
  }

  /** The next message of the peer. */
  ReceivedMessage receive() throws AssociationException {
    return receive(channel);
  }

  static ReceivedMessage receive(DimseChannel channel) throws AssociationException {
    ReceivedMessage received = channel.receive();
    if (received == null) {
      throw channel.association().protocolError("release while an operation is outstanding", null);
    }
    return received;
  }

  /** Sees that a response answers this operation. */
  void check(DimseMessage.Response response) throws AssociationException {
    check(channel, response, messageId);
  }

  static void check(DimseChannel channel, DimseMessage.Response response, int messageId)
      throws AssociationException {
    if (response.respondsTo() != messageId) {
      throw channel
          .association()
          .protocolError(
              "response to message " + response.respondsTo() + ", not to " + messageId, null);
    }
  }

  AssociationException unexpected(DimseMessage message) {
    return unexpected(channel, message);
  }

  static AssociationException unexpected(DimseChannel channel, DimseMessage message) {
    return channel
        .association()
        .protocolError(message.getClass().getSimpleName() + " where it makes no sense", null);
  }

  /** The final response was read. */
  void finished() {
    outstanding = false;
  }

  @Override
  public void close() {
    cancellation.end();
    if (grace != null) {
      grace.close();
    }
    if (outstanding) {
      channel.association().abort("the operation was left before its final response");
    }
  }
}
