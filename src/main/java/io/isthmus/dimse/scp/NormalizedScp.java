package io.isthmus.dimse.scp;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.NormalizedService;
import io.isthmus.dimse.ReceivedMessage;
import java.io.IOException;
import java.util.Set;

/** Normalized services as SCP (PS3.7 10.1). */
public final class NormalizedScp implements DimseService {
  private final Set<NormalizedService> services;
  private final NormalizedProvider provider;

  /** Serves some of the services by a provider. */
  public NormalizedScp(Set<NormalizedService> services, NormalizedProvider provider) {
    this.services = Set.copyOf(services);
    this.provider = provider;
  }

  @Override
  public boolean serves(DimseMessage.Request request) {
    return request instanceof DimseMessage.NormalizedRq rq && services.contains(rq.service());
  }

  @Override
  public void serve(DimseChannel channel, ReceivedMessage received, DimseMessage.Request request)
      throws IOException {
    if (!(request instanceof DimseMessage.NormalizedRq rq)) {
      return;
    }
    NormalizedProvider.Reply reply =
        provider.serve(rq, channel.association().callingAeTitle(), channel.readDataSet(received));
    String instance = reply.sopInstanceUid();
    DimseMessage response =
        new DimseMessage.NormalizedRsp(
            rq.service(),
            rq.messageId(),
            rq.sopClassUid(),
            instance == null ? rq.sopInstanceUid() : instance,
            rq.typeId(),
            reply.status());
    DataSet data = reply.data();
    if (data == null) {
      channel.send(received.context(), response);
    } else {
      channel.send(received.context(), response, data);
    }
  }
}
