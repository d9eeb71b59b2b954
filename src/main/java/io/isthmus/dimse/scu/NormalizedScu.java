package io.isthmus.dimse.scu;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.NormalizedService;
import io.isthmus.dimse.ReceivedMessage;
import io.isthmus.ul.AcceptedContext;
import io.isthmus.ul.net.Association;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The normalized services as SCU, and N-EVENT-REPORT from the SCP (PS3.7 10.1). Stateless. */
public final class NormalizedScu {
  /**
   * What is asked for.
   *
   * @param abstractSyntax which presentation context; for UPS not the SOP class of the command
   * @param sopClassUid SOP class that the command names
   * @param sopInstanceUid instance; null for an N-CREATE that leaves it to the SCP
   * @param typeId Action Type ID or Event Type ID; else null
   * @param attributes what an N-GET asks for; empty for all
   */
  public record Call(
      NormalizedService service,
      String abstractSyntax,
      String sopClassUid,
      @Nullable String sopInstanceUid,
      @Nullable Integer typeId,
      List<Integer> attributes) {
    public Call {
      attributes = List.copyOf(attributes);
    }

    /** A call without type and attributes, in the context of its own SOP class. */
    public static Call of(
        NormalizedService service, String sopClassUid, @Nullable String sopInstanceUid) {
      return new Call(service, sopClassUid, sopClassUid, sopInstanceUid, null, List.of());
    }

    /** The same in the context of another abstract syntax. */
    public Call in(String syntax) {
      return new Call(service, syntax, sopClassUid, sopInstanceUid, typeId, attributes);
    }

    /** The same with an Action Type ID or Event Type ID. */
    public Call type(int id) {
      return new Call(service, abstractSyntax, sopClassUid, sopInstanceUid, id, attributes);
    }

    /** The same asking for attributes. */
    public Call attributes(List<Integer> tags) {
      return new Call(service, abstractSyntax, sopClassUid, sopInstanceUid, typeId, tags);
    }
  }

  /**
   * What was answered.
   *
   * @param status how it went
   * @param sopInstanceUid the instance, as an N-CREATE may name it; null when not said
   * @param data attributes or reply; empty when there were none
   */
  public record Answer(DimseStatus status, @Nullable String sopInstanceUid, DataSet data) {}

  /**
   * Makes a call and awaits its response.
   *
   * @param data attributes or information; null for none
   * @throws NoAcceptedContextException if the abstract syntax was not accepted
   */
  public Answer call(Association association, Call call, @Nullable DataSet data)
      throws IOException {
    DimseChannel channel = new DimseChannel(association);
    AcceptedContext context = Operation.context(association, call.abstractSyntax());
    int messageId = association.nextMessageId();
    DimseMessage request =
        new DimseMessage.NormalizedRq(
            call.service(),
            messageId,
            call.sopClassUid(),
            call.sopInstanceUid(),
            call.typeId(),
            call.attributes());
    if (data == null) {
      channel.send(context, request);
    } else {
      channel.send(context, request, data);
    }
    ReceivedMessage received = Operation.receive(channel);
    if (!(received.message() instanceof DimseMessage.NormalizedRsp response)
        || response.service() != call.service()) {
      throw Operation.unexpected(channel, received.message());
    }
    Operation.check(channel, response, messageId);
    return new Answer(response.status(), response.sopInstanceUid(), channel.readDataSet(received));
  }
}
