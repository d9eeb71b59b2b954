package io.isthmus.demo;

import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.ReceivedMessage;
import io.isthmus.dimse.scp.DimseService;
import io.isthmus.ul.Octets;
import java.io.IOException;

/** C-FIND that keeps to what was negotiated for its association (PS3.4 C.5.1.1). */
final class NegotiatedFindScp implements DimseService {
  private final DimseService relational;
  private final DimseService hierarchical;

  /** By one service where relational queries were agreed on, else by the other. */
  NegotiatedFindScp(DimseService relational, DimseService hierarchical) {
    this.relational = relational;
    this.hierarchical = hierarchical;
  }

  @Override
  public boolean serves(DimseMessage.Request request) {
    return hierarchical.serves(request);
  }

  @Override
  public void serve(DimseChannel channel, ReceivedMessage received, DimseMessage.Request request)
      throws IOException {
    Octets agreed = channel.association().agreement().extended(request.sopClassUid());
    boolean negotiated = agreed.length() > 0 && agreed.at(0) == 1;
    (negotiated ? relational : hierarchical).serve(channel, received, request);
  }
}
