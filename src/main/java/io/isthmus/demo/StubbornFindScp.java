package io.isthmus.demo;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.ReceivedMessage;
import io.isthmus.dimse.scp.DimseService;
import io.isthmus.dimse.scp.DimseStatusException;
import io.isthmus.dimse.scp.FindProvider;
import java.io.IOException;
import java.util.Iterator;

/**
 * C-FIND that never looks whether it was cancelled, or does not say so (quirk 56); or that does not
 * get over some keys.
 */
final class StubbornFindScp implements DimseService {
  private final FindProvider provider;
  private final boolean endsEarly;
  private final boolean stumbles;

  /**
   * Answers from a provider.
   *
   * @param endsEarly whether it ends as soon as anything comes, as if that were all
   * @param stumbles whether some keys are not answered
   */
  StubbornFindScp(FindProvider provider, boolean endsEarly, boolean stumbles) {
    this.provider = provider;
    this.endsEarly = endsEarly;
    this.stumbles = stumbles;
  }

  @Override
  public boolean serves(DimseMessage.Request request) {
    return request instanceof DimseMessage.CFindRq;
  }

  @Override
  public void serve(DimseChannel channel, ReceivedMessage received, DimseMessage.Request request)
      throws IOException {
    DataSet identifier = channel.readDataSet(received);
    if (stumbles && DemoAnswers.isNamed(identifier, Tag.StudyDescription)) {
      return;
    }
    if (stumbles && DemoAnswers.isNamed(identifier, Tag.StudyID)) {
      channel.association().abort();
      return;
    }
    if (stumbles && DemoAnswers.isNamed(identifier, Tag.AccessionNumber)) {
      channel.send(received.context(), response(request, DimseStatus.OUT_OF_RESOURCES));
      return;
    }
    DimseStatus last = DimseStatus.SUCCESS;
    try {
      Iterator<DataSet> matches = provider.find(request.sopClassUid(), identifier);
      while (matches.hasNext() && !(endsEarly && channel.hasInput())) {
        channel.send(received.context(), response(request, DimseStatus.PENDING), matches.next());
      }
    } catch (DimseStatusException e) {
      last = e.status();
    }
    channel.send(received.context(), response(request, last));
  }

  private static DimseMessage response(DimseMessage.Request request, DimseStatus status) {
    return new DimseMessage.CFindRsp(request.messageId(), request.sopClassUid(), status);
  }
}
