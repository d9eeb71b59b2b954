package io.isthmus.dimse.scp;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.ReceivedMessage;
import java.io.IOException;
import java.util.Iterator;

/** C-FIND as SCP (PS3.7 9.1.2). */
public final class FindScp implements DimseService {
  private final FindProvider provider;

  /** Answers from a provider. */
  public FindScp(FindProvider provider) {
    this.provider = provider;
  }

  @Override
  public boolean serves(DimseMessage.Request request) {
    return request instanceof DimseMessage.CFindRq;
  }

  @Override
  public void serve(DimseChannel channel, ReceivedMessage received, DimseMessage.Request request)
      throws IOException {
    DataSet identifier = channel.readDataSet(received);
    CancelWatch cancel = new CancelWatch(channel, request.messageId());
    DimseStatus status = DimseStatus.SUCCESS;
    try {
      Iterator<DataSet> matches = provider.find(request.sopClassUid(), identifier);
      while (matches.hasNext() && !cancel.isCancelled()) {
        channel.send(
            received.context(),
            DimseDispatcher.answer(request, DimseStatus.PENDING),
            matches.next());
      }
      status = cancel.isCancelled() ? DimseStatus.CANCEL : DimseStatus.SUCCESS;
    } catch (DimseStatusException e) {
      status = e.status();
    }
    channel.send(received.context(), DimseDispatcher.answer(request, status));
  }
}
