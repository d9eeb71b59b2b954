package io.isthmus.dimse.scp;

import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.ReceivedMessage;
import io.isthmus.dimse.SubOperationCounts;
import io.isthmus.dimse.scu.NoAcceptedContextException;
import io.isthmus.dimse.scu.StoreScu;
import io.isthmus.ul.AcceptedContext;
import io.isthmus.ul.AssociationProposal;
import io.isthmus.ul.PresentationContext;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationException;
import io.isthmus.ul.net.PeerAddress;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** C-MOVE as SCP (PS3.7 9.1.4): sends the instances to a third AE on an association of its own. */
public final class MoveScp implements DimseService {
  private final RetrieveProvider provider;
  private final AssociationClient client;
  private final Function<String, Optional<PeerAddress>> destinations;
  private final boolean namesOriginator;
  private final StoreScu storeScu = new StoreScu();

  /**
   * Sends what a provider finds.
   *
   * @param client opens the associations to destinations
   * @param destinations the address of an AE title, empty for one that is not known
   */
  public MoveScp(
      RetrieveProvider provider,
      AssociationClient client,
      Function<String, Optional<PeerAddress>> destinations) {
    this(provider, client, destinations, true);
  }

  /**
   * As above.
   *
   * @param namesOriginator whether C-STORE requests say which C-MOVE they belong to
   */
  public MoveScp(
      RetrieveProvider provider,
      AssociationClient client,
      Function<String, Optional<PeerAddress>> destinations,
      boolean namesOriginator) {
    this.namesOriginator = namesOriginator;
    this.provider = provider;
    this.client = client;
    this.destinations = destinations;
  }

  @Override
  public boolean serves(DimseMessage.Request request) {
    return request instanceof DimseMessage.CMoveRq;
  }

  @Override
  public void serve(DimseChannel channel, ReceivedMessage received, DimseMessage.Request request)
      throws IOException {
    if (!(request instanceof DimseMessage.CMoveRq move)) {
      return;
    }
    AcceptedContext context = received.context();
    try {
      List<StoredInstance> instances =
          provider.retrieve(move.sopClassUid(), channel.readDataSet(received));
      PeerAddress destination =
          destinations
              .apply(move.destination())
              .orElseThrow(() -> new DimseStatusException(DimseStatus.MOVE_DESTINATION_UNKNOWN));
      SubOperationTally tally = new SubOperationTally(instances.size());
      boolean cancelled =
          !instances.isEmpty() && send(channel, context, move, instances, destination, tally);
      DimseMessage last =
          response(move, tally.finalStatus(cancelled), tally.finalCounts(cancelled));
      if (tally.hasFailures()) {
        channel.send(context, last, tally.failedList());
      } else {
        channel.send(context, last);
      }
    } catch (DimseStatusException e) {
      channel.send(context, DimseDispatcher.answer(move, e.status()));
    }
  }

  /** Runs the sub-operations; gives whether they were cancelled. */
  private boolean send(
      DimseChannel channel,
      AcceptedContext context,
      DimseMessage.CMoveRq move,
      List<StoredInstance> instances,
      PeerAddress destination,
      SubOperationTally tally)
      throws IOException, DimseStatusException {
    CancelWatch cancel = new CancelWatch(channel, move.messageId());
    String originator = channel.association().callingAeTitle();
    try (Association target = open(destination, instances)) {
      for (StoredInstance instance : instances) {
        if (cancel.isCancelled()) {
          return true;
        }
        tally.count(
            instance.sopInstanceUid(), store(target, instance, originator, move.messageId()));
        channel.send(context, response(move, DimseStatus.PENDING, tally.counts()));
      }
    }
    return cancel.isCancelled();
  }

  private Association open(PeerAddress destination, List<StoredInstance> instances)
      throws DimseStatusException {
    record Kind(String sopClass, String syntax) {}
    Set<Kind> kinds = new LinkedHashSet<>();
    for (StoredInstance instance : instances) {
      kinds.add(new Kind(instance.sopClassUid(), instance.transferSyntaxes().getFirst()));
    }
    for (StoredInstance instance : instances) {
      instance
          .transferSyntaxes()
          .forEach(syntax -> kinds.add(new Kind(instance.sopClassUid(), syntax)));
    }
    List<PresentationContext> contexts = new ArrayList<>();
    for (Kind kind : kinds) {
      if (contexts.size() < PresentationContext.MAX_PER_ASSOCIATION) {
        int id = 2 * contexts.size() + 1;
        contexts.add(new PresentationContext(id, kind.sopClass(), List.of(kind.syntax())));
      }
    }
    try {
      return client.open(destination, AssociationProposal.of(contexts, List.of()));
    } catch (AssociationException e) {
      throw new DimseStatusException(
          DimseStatus.UNABLE_TO_PERFORM_SUBOPERATIONS.withComment(e.reason().name()));
    }
  }

  /** A sub-operation that fails is counted; the others are tried all the same. */
  private DimseStatus store(
      Association target, StoredInstance instance, String originator, int originatorMessageId) {
    String syntax = acceptedSyntax(target, instance);
    StoreScu.Instance named =
        new StoreScu.Instance(
            instance.sopClassUid(),
            instance.sopInstanceUid(),
            syntax,
            namesOriginator ? originator : null,
            namesOriginator ? originatorMessageId : null);
    try (InputStream in = instance.open(syntax)) {
      return storeScu.store(target, named, new StreamFragments(in));
    } catch (NoAcceptedContextException e) {
      return DimseStatus.SOP_CLASS_NOT_SUPPORTED;
    } catch (IOException e) {
      return DimseStatus.PROCESSING_FAILURE;
    }
  }

  private static String acceptedSyntax(Association target, StoredInstance instance) {
    return instance.transferSyntaxes().stream()
        .filter(syntax -> target.find(instance.sopClassUid(), syntax).isPresent())
        .findFirst()
        .orElse(instance.transferSyntaxes().getFirst());
  }

  private static DimseMessage response(
      DimseMessage.CMoveRq move, DimseStatus status, SubOperationCounts counts) {
    return new DimseMessage.CMoveRsp(move.messageId(), move.sopClassUid(), status, counts);
  }
}
