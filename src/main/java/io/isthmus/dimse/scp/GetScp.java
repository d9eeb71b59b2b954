package io.isthmus.dimse.scp;

import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.Priority;
import io.isthmus.dimse.ReceivedMessage;
import io.isthmus.dimse.SubOperationCounts;
import io.isthmus.ul.AcceptedContext;
import io.isthmus.ul.net.AssociationException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** C-GET as SCP (PS3.7 9.1.3): sends the instances on the association that asks. */
public final class GetScp implements DimseService {
  private final RetrieveProvider provider;
  private final RetrieveManners manners;

  /** Sends what a provider finds. */
  public GetScp(RetrieveProvider provider) {
    this(provider, RetrieveManners.DEFAULT);
  }

  /** Sends what a provider finds, in a manner of its own. */
  public GetScp(RetrieveProvider provider, RetrieveManners manners) {
    this.provider = provider;
    this.manners = manners;
  }

  @Override
  public boolean serves(DimseMessage.Request request) {
    return request instanceof DimseMessage.CGetRq;
  }

  @Override
  public void serve(DimseChannel channel, ReceivedMessage received, DimseMessage.Request request)
      throws IOException {
    AcceptedContext context = received.context();
    List<StoredInstance> instances;
    try {
      instances = provider.retrieve(request.sopClassUid(), channel.readDataSet(received));
    } catch (DimseStatusException e) {
      channel.send(context, DimseDispatcher.answer(request, e.status()));
      return;
    }
    CancelWatch cancel = new CancelWatch(channel, request.messageId());
    SubOperationTally tally = new SubOperationTally(instances.size(), manners);
    boolean holdsBack = manners.lastAfterFinal() && instances.size() > 1;
    List<StoredInstance> first = holdsBack ? instances.subList(0, instances.size() - 1) : instances;
    for (StoredInstance instance : first) {
      if (cancel.isCancelled()) {
        break;
      }
      tally.count(instance.sopInstanceUid(), store(channel, cancel, instance));
      if (manners.pending()) {
        channel.send(context, response(request, DimseStatus.PENDING, tally.counts()));
      }
    }
    boolean cancelled = cancel.isCancelled();
    if (holdsBack) {
      tally.count(instances.getLast().sopInstanceUid(), DimseStatus.SUCCESS);
    }
    DimseMessage last =
        response(request, tally.finalStatus(cancelled), tally.finalCounts(cancelled));
    if (tally.listsFailures()) {
      channel.send(context, last, tally.failedList());
    } else {
      channel.send(context, last);
    }
    if (holdsBack) {
      store(channel, cancel, instances.getLast());
    }
  }

  private DimseStatus store(DimseChannel channel, CancelWatch cancel, StoredInstance instance)
      throws IOException {
    Optional<AcceptedContext> context =
        instance.transferSyntaxes().stream()
            .map(syntax -> channel.association().find(instance.sopClassUid(), syntax))
            .flatMap(Optional::stream)
            .findFirst();
    boolean receivable =
        !manners.mindsRoles()
            || channel.association().acceptsRequestorAsScp(instance.sopClassUid());
    if (context.isEmpty() || !receivable) {
      return DimseStatus.SOP_CLASS_NOT_SUPPORTED;
    }
    int messageId = channel.association().nextMessageId();
    DimseMessage.CStoreRq request =
        new DimseMessage.CStoreRq(
            messageId,
            instance.sopClassUid(),
            instance.sopInstanceUid(),
            Priority.MEDIUM,
            null,
            null);
    try (InputStream in = instance.open(context.get().transferSyntax())) {
      channel.send(context.get(), request, new StreamFragments(in));
    } catch (AssociationException e) {
      throw e;
    } catch (IOException e) {
      if (!channel.association().isOpen()) {
        throw e;
      }
      return DimseStatus.PROCESSING_FAILURE;
    }
    return cancel.storeResponse(messageId).status();
  }

  private static DimseMessage response(
      DimseMessage.Request request, DimseStatus status, SubOperationCounts counts) {
    return new DimseMessage.CGetRsp(request.messageId(), request.sopClassUid(), status, counts);
  }
}
