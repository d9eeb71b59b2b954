package io.isthmus.demo;

import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.ReceivedMessage;
import io.isthmus.dimse.SubOperationCounts;
import io.isthmus.dimse.scp.DimseService;
import java.io.IOException;
import java.util.function.Predicate;

/** Answers a C-MOVE to an unknown destination with C000H, as some archives do (quirk 58). */
final class UnknownDestinationScp implements DimseService {
  private final Predicate<String> known;

  UnknownDestinationScp(Predicate<String> known) {
    this.known = known;
  }

  @Override
  public boolean serves(DimseMessage.Request request) {
    return request instanceof DimseMessage.CMoveRq move && !known.test(move.destination());
  }

  @Override
  public void serve(DimseChannel channel, ReceivedMessage received, DimseMessage.Request request)
      throws IOException {
    channel.drain();
    channel.send(
        received.context(),
        new DimseMessage.CMoveRsp(
            request.messageId(),
            request.sopClassUid(),
            DimseStatus.CANNOT_UNDERSTAND,
            SubOperationCounts.UNKNOWN));
  }
}
