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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** C-MOVE as SCP (PS3.7 9.1.4): sends the instances to a third AE on an association of its own. */
public final class MoveScp implements DimseService {
  private final RetrieveProvider provider;
  private final AssociationClient client;
  private final Function<String, Optional<PeerAddress>> destinations;
  private final RetrieveManners manners;
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
    this(provider, client, destinations, RetrieveManners.DEFAULT);
  }

  /** As above, in a manner of its own. */
  public MoveScp(
      RetrieveProvider provider,
      AssociationClient client,
      Function<String, Optional<PeerAddress>> destinations,
      RetrieveManners manners) {
    this.manners = manners;
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
      new Sending(channel, context, move, destination).run(instances);
    } catch (DimseStatusException e) {
      channel.send(context, DimseDispatcher.answer(move, e.status()));
    }
  }

  /** The sub-operations of one C-MOVE. */
  private final class Sending {
    private final DimseChannel channel;
    private final AcceptedContext context;
    private final DimseMessage.CMoveRq move;
    private final PeerAddress destination;
    private final CancelWatch cancel;

    Sending(
        DimseChannel channel,
        AcceptedContext context,
        DimseMessage.CMoveRq move,
        PeerAddress destination) {
      this.channel = channel;
      this.context = context;
      this.move = move;
      this.destination = destination;
      this.cancel = new CancelWatch(channel, move.messageId());
    }

    void run(List<StoredInstance> instances) throws IOException, DimseStatusException {
      SubOperationTally tally = new SubOperationTally(instances.size(), manners);
      boolean holdsBack = manners.lastAfterFinal() && instances.size() > 1;
      int first = instances.size() - (holdsBack ? 1 : 0);
      sendAll(instances.subList(0, first), tally);
      if (holdsBack) {
        tally.count(instances.getLast().sopInstanceUid(), DimseStatus.SUCCESS);
      }
      boolean cancelled = !instances.isEmpty() && cancel.isCancelled();
      DimseMessage last =
          response(move, tally.finalStatus(cancelled), tally.finalCounts(cancelled));
      if (tally.listsFailures()) {
        channel.send(context, last, tally.failedList());
      } else {
        channel.send(context, last);
      }
      if (holdsBack) {
        send(instances.subList(first, instances.size()), new SubOperationTally(1, manners), false);
      }
    }

    /** Over several associations at once where that is the manner. */
    private void sendAll(List<StoredInstance> instances, SubOperationTally tally)
        throws IOException, DimseStatusException {
      int parts = Math.min(manners.associations(), instances.size());
      if (parts <= 1) {
        if (!instances.isEmpty()) {
          send(instances, tally, true);
        }
        return;
      }
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int part = 0; part < parts; part++) {
          int from = part;
          List<StoredInstance> own =
              IntStream.range(0, instances.size())
                  .filter(i -> i % parts == from)
                  .mapToObj(instances::get)
                  .toList();
          var _ = threads.submit(() -> sendPart(own, tally));
        }
      }
    }

    private @Nullable Void sendPart(List<StoredInstance> instances, SubOperationTally tally)
        throws IOException {
      try {
        send(instances, tally, false);
      } catch (DimseStatusException e) {
        instances.forEach(one -> tally.count(one.sopInstanceUid(), e.status()));
      }
      return null;
    }

    private void send(List<StoredInstance> instances, SubOperationTally tally, boolean watched)
        throws IOException, DimseStatusException {
      try (Association target = open(destination, instances)) {
        for (StoredInstance instance : instances) {
          if (watched && cancel.isCancelled()) {
            return;
          }
          tally.count(
              instance.sopInstanceUid(),
              store(target, instance, channel.association(), move.messageId()));
          if (manners.pending() && watched) {
            channel.send(context, response(move, DimseStatus.PENDING, tally.counts()));
          }
        }
      }
    }
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
      Association target, StoredInstance instance, Association asking, int messageId) {
    String syntax = acceptedSyntax(target, instance);
    @Nullable String originator =
        switch (manners.originator()) {
          case NAMED -> asking.callingAeTitle();
          case OMITTED -> null;
          case MEANINGLESS -> asking.calledAeTitle();
        };
    @Nullable Integer originatorMessageId =
        switch (manners.originator()) {
          case NAMED -> messageId;
          case OMITTED -> null;
          case MEANINGLESS -> 0;
        };
    StoreScu.Instance named =
        new StoreScu.Instance(
            instance.sopClassUid(),
            instance.sopInstanceUid(),
            syntax,
            originator,
            originatorMessageId);
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
