package io.isthmus.dimse;

import io.isthmus.ul.net.AssociationException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Hands an arriving C-STORE-RQ to a handler and answers it (PS3.7 9.1.1). */
public final class StoreReception {
  private final DimseChannel channel;
  private final StoreHandler handler;

  /** For the instances that arrive on a channel. */
  public StoreReception(DimseChannel channel, StoreHandler handler) {
    this.channel = channel;
    this.handler = handler;
  }

  /** Takes one instance and answers; gives the status that was answered. */
  public DimseStatus receive(ReceivedMessage received, DimseMessage.CStoreRq rq)
      throws AssociationException {
    DimseStatus status = store(received, rq, received.data());
    channel.drain();
    channel.send(
        received.context(),
        new DimseMessage.CStoreRsp(rq.messageId(), rq.sopClassUid(), rq.sopInstanceUid(), status));
    return status;
  }

  private DimseStatus store(
      ReceivedMessage received, DimseMessage.CStoreRq rq, @Nullable DataStream data)
      throws AssociationException {
    if (data == null) {
      return DimseStatus.CANNOT_UNDERSTAND.withComment("no data set");
    }
    StoreRequest request = StoreRequest.of(channel.association(), received.context(), rq);
    try {
      return handler.store(request, data);
    } catch (AssociationException e) {
      channel.association().abort("the instance could not be received");
      throw e;
    } catch (IOException e) {
      return DimseStatus.OUT_OF_RESOURCES;
    } catch (RuntimeException e) {
      channel.association().abort("the instance could not be taken");
      throw e;
    }
  }
}
