package io.isthmus.dimse.scp;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.NormalizedService;
import io.isthmus.dimse.ReceivedMessage;
import io.isthmus.ul.net.Association;
import java.io.IOException;
import java.util.Objects;

/** Takes N-EVENT-REPORT (PS3.7 10.1.1), on associations opened to us or by us. */
public final class EventReportScp implements DimseService {
  private final EventReportHandler handler;

  /** Hands every event to a handler, on the thread of its association. */
  public EventReportScp(EventReportHandler handler) {
    this.handler = handler;
  }

  @Override
  public boolean serves(DimseMessage.Request request) {
    return request instanceof DimseMessage.NormalizedRq rq
        && rq.service() == NormalizedService.N_EVENT_REPORT;
  }

  @Override
  public void serve(DimseChannel channel, ReceivedMessage received, DimseMessage.Request request)
      throws IOException {
    if (!(request instanceof DimseMessage.NormalizedRq rq)) {
      return;
    }
    DataSet information = channel.readDataSet(received);
    Association association = channel.association();
    DimseStatus status =
        handler.event(
            new EventReportHandler.Event(
                rq.sopClassUid(),
                Objects.requireNonNullElse(rq.sopInstanceUid(), ""),
                Objects.requireNonNullElse(rq.typeId(), -1),
                association.callingAeTitle(),
                association.calledAeTitle(),
                association.remoteAddress()),
            information);
    channel.send(received.context(), DimseDispatcher.answer(request, status));
  }
}
