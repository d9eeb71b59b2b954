package io.isthmus.dimse.scu;

import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.Priority;
import io.isthmus.dimse.ReceivedMessage;
import io.isthmus.ul.AcceptedContext;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.FragmentSource;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** C-STORE as SCU (PS3.7 9.1.1, PS3.4 B.2). Stateless. */
public final class StoreScu {
  /**
   * What is stored.
   *
   * @param transferSyntax UID of the syntax that the data set is encoded in
   * @param moveOriginatorAeTitle who asked for the C-MOVE that this belongs to; else null
   * @param moveOriginatorMessageId Message ID of that C-MOVE; else null
   */
  public record Instance(
      String sopClassUid,
      String sopInstanceUid,
      String transferSyntax,
      @Nullable String moveOriginatorAeTitle,
      @Nullable Integer moveOriginatorMessageId) {
    /** An instance that is stored on its own account. */
    public static Instance of(String sopClassUid, String sopInstanceUid, String transferSyntax) {
      return new Instance(sopClassUid, sopInstanceUid, transferSyntax, null, null);
    }
  }

  /**
   * Stores an instance.
   *
   * @param data its data set without group 0002, of even length, in the instance's syntax
   * @throws NoAcceptedContextException if no context has exactly its class and syntax
   */
  public DimseStatus store(Association association, Instance instance, FragmentSource data)
      throws IOException {
    DimseChannel channel = new DimseChannel(association);
    AcceptedContext context = context(association, instance);
    DimseMessage.CStoreRq request = request(association, instance);
    channel.send(context, request, data);
    ReceivedMessage received = Operation.receive(channel);
    if (!(received.message() instanceof DimseMessage.CStoreRsp response)) {
      throw Operation.unexpected(channel, received.message());
    }
    Operation.check(channel, response, request.messageId());
    channel.drain();
    return response.status();
  }

  private static AcceptedContext context(Association association, Instance instance)
      throws NoAcceptedContextException {
    return association
        .find(instance.sopClassUid(), instance.transferSyntax())
        .orElseThrow(() ->
            new NoAcceptedContextException(instance.sopClassUid(), instance.transferSyntax()));
  }

  private static DimseMessage.CStoreRq request(Association association, Instance instance) {
    return new DimseMessage.CStoreRq(
        association.nextMessageId(),
        instance.sopClassUid(),
        instance.sopInstanceUid(),
        Priority.MEDIUM,
        instance.moveOriginatorAeTitle(),
        instance.moveOriginatorMessageId());
  }
}
