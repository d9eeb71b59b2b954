package io.isthmus.dimse.scp;

import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.ReceivedMessage;
import io.isthmus.dimse.StoreHandler;
import io.isthmus.dimse.StoreReception;
import java.io.IOException;

/** C-STORE as SCP (PS3.7 9.1.1): any SOP class that has an accepted context. */
public final class StoreScp implements DimseService {
  private final StoreHandler handler;

  /** Hands every instance to a handler; it is called on the thread of each association. */
  public StoreScp(StoreHandler handler) {
    this.handler = handler;
  }

  @Override
  public boolean serves(DimseMessage.Request request) {
    return request instanceof DimseMessage.CStoreRq;
  }

  @Override
  public void serve(DimseChannel channel, ReceivedMessage received, DimseMessage.Request request)
      throws IOException {
    if (request instanceof DimseMessage.CStoreRq store) {
      new StoreReception(channel, handler).receive(received, store);
    }
  }
}
