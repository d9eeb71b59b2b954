package io.isthmus.dimse.scp;

import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.ReceivedMessage;
import io.isthmus.dimse.SubOperationCounts;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationHandler;
import java.io.IOException;
import java.util.List;

/** Serves an association: each request by the first service that knows it, one after the other. */
public final class DimseDispatcher implements AssociationHandler {
  private final List<DimseService> services;

  /** With these services. */
  public DimseDispatcher(List<DimseService> services) {
    this.services = List.copyOf(services);
  }

  @Override
  public void handle(Association association) throws IOException {
    DimseChannel channel = new DimseChannel(association);
    for (ReceivedMessage next = channel.receiveRequest();
        next != null;
        next = channel.receiveRequest()) {
      switch (next.message()) {
        case DimseMessage.Request request -> serve(channel, next, request);
        case DimseMessage.Response response ->
            throw association.protocolError(
                "response to message " + response.respondsTo() + ", which was not sent", null);
        case DimseMessage.CCancelRq _ -> {
          // The operation was over before the cancel came.
        }
      }
    }
    association.confirmRelease();
  }

  private void serve(DimseChannel channel, ReceivedMessage received, DimseMessage.Request request)
      throws IOException {
    for (DimseService service : services) {
      if (service.serves(request)) {
        service.serve(channel, received, request);
        return;
      }
    }
    channel.drain();
    channel.send(received.context(), answer(request, DimseStatus.SOP_CLASS_NOT_SUPPORTED));
  }

  /** The final response that says a status and nothing else. */
  static DimseMessage.Response answer(DimseMessage.Request request, DimseStatus status) {
    int id = request.messageId();
    String sopClass = request.sopClassUid();
    SubOperationCounts none = SubOperationCounts.UNKNOWN;
    return switch (request) {
      case DimseMessage.CEchoRq _ -> new DimseMessage.CEchoRsp(id, sopClass, status);
      case DimseMessage.CFindRq _ -> new DimseMessage.CFindRsp(id, sopClass, status);
      case DimseMessage.CGetRq _ -> new DimseMessage.CGetRsp(id, sopClass, status, none);
      case DimseMessage.CMoveRq _ -> new DimseMessage.CMoveRsp(id, sopClass, status, none);
      case DimseMessage.CStoreRq rq ->
          new DimseMessage.CStoreRsp(id, sopClass, rq.sopInstanceUid(), status);
      case DimseMessage.NormalizedRq rq ->
          new DimseMessage.NormalizedRsp(
              rq.service(), id, sopClass, rq.sopInstanceUid(), rq.typeId(), status);
    };
  }
}
