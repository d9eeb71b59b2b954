package io.isthmus.dimse.scp;

import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.ReceivedMessage;
import java.io.IOException;

/** C-ECHO as SCP (PS3.7 9.1.5). */
public final class EchoScp implements DimseService {
  @Override
  public boolean serves(DimseMessage.Request request) {
    return request instanceof DimseMessage.CEchoRq;
  }

  @Override
  public void serve(DimseChannel channel, ReceivedMessage received, DimseMessage.Request request)
      throws IOException {
    channel.send(received.context(), DimseDispatcher.answer(request, DimseStatus.SUCCESS));
  }
}
