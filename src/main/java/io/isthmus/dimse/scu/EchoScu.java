package io.isthmus.dimse.scu;

import io.isthmus.dicom.data.SopClass;
import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.ReceivedMessage;
import io.isthmus.ul.AcceptedContext;
import io.isthmus.ul.net.Association;
import java.io.IOException;

/** C-ECHO as SCU (PS3.7 9.1.5). */
public final class EchoScu {
  /**
   * Asks whether the peer is there.
   *
   * @throws NoAcceptedContextException if Verification was not accepted
   */
  public DimseStatus echo(Association association) throws IOException {
    DimseChannel channel = new DimseChannel(association);
    AcceptedContext context = Operation.context(association, SopClass.Verification);
    int messageId = association.nextMessageId();
    channel.send(context, new DimseMessage.CEchoRq(messageId, SopClass.Verification));
    ReceivedMessage received = Operation.receive(channel);
    if (!(received.message() instanceof DimseMessage.CEchoRsp response)) {
      throw Operation.unexpected(channel, received.message());
    }
    Operation.check(channel, response, messageId);
    channel.drain();
    return response.status();
  }
}
