package io.isthmus.dimse.scp;

import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.ReceivedMessage;
import io.isthmus.ul.net.AssociationException;
import java.util.Optional;

/** Looks between two responses whether C-CANCEL-RQ has come for the operation that is served. */
final class CancelWatch {
  private final DimseChannel channel;
  private final int messageId;
  private boolean cancelled;

  CancelWatch(DimseChannel channel, int messageId) {
    this.channel = channel;
    this.messageId = messageId;
  }

  boolean isCancelled() throws AssociationException {
    while (!cancelled && channel.hasInput()) {
      Optional<DimseMessage.CStoreRsp> stray = receive();
      if (stray.isPresent()) {
        throw channel.association().protocolError("response to a message not sent", null);
      }
    }
    return cancelled;
  }

  /** The response to a sub-operation; a cancel before it is taken note of. */
  DimseMessage.CStoreRsp storeResponse(int subOperationId) throws AssociationException {
    while (true) {
      Optional<DimseMessage.CStoreRsp> response = receive();
      if (response.isPresent()) {
        if (response.get().respondsTo() != subOperationId) {
          throw channel.association().protocolError("response to a message not sent", null);
        }
        return response.get();
      }
    }
  }

  /** A message that may come while an operation is served: empty for a cancel. */
  private Optional<DimseMessage.CStoreRsp> receive() throws AssociationException {
    ReceivedMessage received = channel.receive();
    if (received == null) {
      throw channel.association().protocolError("release while an operation is outstanding", null);
    }
    return switch (received.message()) {
      case DimseMessage.CCancelRq cancel -> {
        cancelled |= cancel.respondsTo() == messageId;
        yield Optional.empty();
      }
      case DimseMessage.CStoreRsp response -> {
        channel.drain();
        yield Optional.of(response);
      }
      case DimseMessage.Request request ->
          throw channel
              .association()
              .protocolError(
                  "message " + request.messageId() + " while another is outstanding", null);
      case DimseMessage.Response _ ->
          throw channel.association().protocolError("response to a message not sent", null);
    };
  }
}
