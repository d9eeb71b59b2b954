package io.isthmus.ul;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Association negotiation, both sides, as pure functions (PS3.7 D.3, PS3.8 7.1.1). */
public final class Negotiation {
  private static final int PROTOCOL_VERSION = 1;

  private final String implementationClassUid;
  private final String implementationVersionName;

  /** Negotiates under the name of an implementation (PS3.7 D.3.3.2). */
  public Negotiation(String implementationClassUid, String implementationVersionName) {
    this.implementationClassUid = implementationClassUid;
    this.implementationVersionName = implementationVersionName;
  }

  /** The request PDU for a proposal. */
  public Pdu.AAssociateRq request(
      String calledAeTitle, String callingAeTitle, AssociationProposal proposal) {
    return new Pdu.AAssociateRq(
        PROTOCOL_VERSION,
        calledAeTitle,
        callingAeTitle,
        Octets.EMPTY,
        Pdu.APPLICATION_CONTEXT,
        proposal.contexts(),
        proposal.user(implementationClassUid, implementationVersionName));
  }

  /** The acceptor's answer to a request: A-ASSOCIATE-AC, or -RJ with the reason. */
  public Pdu answer(Pdu.AAssociateRq rq, String address, AcceptPolicy policy) {
    Pdu.AAssociateRj rejection = rejection(rq, address, policy);
    if (rejection != null) {
      return rejection;
    }
    Octets identityResponse = null;
    UserIdentity identity = rq.user().identity();
    if (identity != null) {
      try {
        Octets response = policy.identify(identity).orElse(null);
        identityResponse = identity.responseRequested() ? response : null;
      } catch (IdentityRefusedException refused) {
        return Pdu.AAssociateRj.NO_REASON;
      }
    }
    return new Pdu.AAssociateAc(
        PROTOCOL_VERSION,
        rq.calledAeTitle(),
        rq.callingAeTitle(),
        rq.reserved(),
        Pdu.APPLICATION_CONTEXT,
        rq.contexts().stream()
            .map(context -> answer(context, served(context, rq.user(), policy), policy))
            .toList(),
        user(rq, policy, identityResponse));
  }

  private static Pdu.@Nullable AAssociateRj rejection(
      Pdu.AAssociateRq rq, String address, AcceptPolicy policy) {
    if ((rq.protocolVersion() & PROTOCOL_VERSION) == 0) {
      return Pdu.AAssociateRj.PROTOCOL_VERSION_NOT_SUPPORTED;
    }
    if (!rq.applicationContext().equals(Pdu.APPLICATION_CONTEXT)) {
      return Pdu.AAssociateRj.APPLICATION_CONTEXT_NOT_SUPPORTED;
    }
    if (!policy.acceptsCalled(rq.calledAeTitle())) {
      return Pdu.AAssociateRj.CALLED_AE_NOT_RECOGNIZED;
    }
    Requestor requestor = new Requestor(rq.callingAeTitle(), rq.calledAeTitle(), address);
    return policy.acceptsRequestor(requestor) ? null : Pdu.AAssociateRj.CALLING_AE_NOT_RECOGNIZED;
  }

  /**
   * The SOP class under which a context is served: its own, else a general one that it specialises,
   * as the requestor says by common extended negotiation (PS3.7 D.3.3.6).
   */
  private static String served(
      PresentationContext context, UserInformation user, AcceptPolicy policy) {
    String own = context.abstractSyntax();
    return policy.supports(own)
        ? own
        : user.commonExtended().stream()
            .filter(common -> common.sopClassUid().equals(own))
            .flatMap(common -> common.relatedGeneralSopClassUids().stream())
            .filter(policy::supports)
            .findFirst()
            .orElse(own);
  }

  private static AnsweredContext answer(
      PresentationContext context, String served, AcceptPolicy policy) {
    if (!PresentationContext.isValidId(context.id())) {
      return rejected(context, ContextResult.NO_REASON);
    }
    if (!policy.supports(served)) {
      return rejected(context, ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED);
    }
    return policy
        .choose(served, context.transferSyntaxes())
        .map(syntax -> new AnsweredContext(context.id(), ContextResult.ACCEPTANCE, syntax))
        .orElseGet(() -> rejected(context, ContextResult.TRANSFER_SYNTAXES_NOT_SUPPORTED));
  }

  /** Some peers read the transfer syntax of a rejected context too, so one is echoed. */
  private static AnsweredContext rejected(PresentationContext context, ContextResult result) {
    String echo = context.transferSyntaxes().isEmpty() ? "" : context.transferSyntaxes().getFirst();
    return new AnsweredContext(context.id(), result, echo);
  }

  private UserInformation user(
      Pdu.AAssociateRq rq, AcceptPolicy policy, @Nullable Octets identityResponse) {
    List<RoleSelection> roles =
        rq.user().roles().stream().map(policy::role).flatMap(Optional::stream).toList();
    List<ExtendedNegotiation> extended = new ArrayList<>();
    for (ExtendedNegotiation proposed : rq.user().extended()) {
      policy
          .extended(proposed)
          .ifPresent(
              answer -> extended.add(new ExtendedNegotiation(proposed.sopClassUid(), answer)));
    }
    // Operations are served one after the other, whatever the requestor would bear.
    AsynchronousOperationsWindow window =
        rq.user().window() == null ? null : AsynchronousOperationsWindow.SYNCHRONOUS;
    return new UserInformation(
        policy.maxPduLength(),
        implementationClassUid,
        implementationVersionName,
        window,
        roles,
        extended,
        List.of(),
        null,
        identityResponse);
  }

  /** What holds on the requestor's side after an acceptance. */
  public static Agreement asRequestor(Pdu.AAssociateRq rq, Pdu.AAssociateAc ac) {
    return agreement(rq, ac, ac.user());
  }

  /** What holds on the acceptor's side after its own acceptance. */
  public static Agreement asAcceptor(Pdu.AAssociateRq rq, Pdu.AAssociateAc ac) {
    return agreement(rq, ac, rq.user());
  }

  private static Agreement agreement(
      Pdu.AAssociateRq rq, Pdu.AAssociateAc ac, UserInformation peer) {
    Map<Integer, PresentationContext> proposed = new HashMap<>();
    rq.contexts().forEach(context -> proposed.putIfAbsent(context.id(), context));
    List<AcceptedContext> accepted = new ArrayList<>();
    Map<Integer, ContextResult> rejected = new LinkedHashMap<>();
    for (AnsweredContext answer : ac.contexts()) {
      PresentationContext context = proposed.remove(answer.id());
      if (context == null) {
        continue; // never proposed, or answered before
      }
      ContextResult result = result(answer, context);
      if (result == ContextResult.ACCEPTANCE) {
        accepted.add(
            new AcceptedContext(answer.id(), context.abstractSyntax(), answer.transferSyntax()));
      } else {
        rejected.put(answer.id(), result);
      }
    }
    proposed.keySet().forEach(id -> rejected.put(id, ContextResult.NO_REASON));
    accepted.sort(Comparator.comparingInt(AcceptedContext::id));
    return new Agreement(
        accepted,
        rejected,
        roles(rq.user().roles(), ac.user().roles()),
        offered(rq.user().extended(), ac.user().extended()),
        window(rq.user().window(), ac.user().window()),
        ac.user().identityResponse(),
        peer.maxPduLength(),
        peer.implementationClassUid(),
        Optional.ofNullable(peer.implementationVersionName()).orElse(""));
  }

  /** A syntax that was not proposed cannot be spoken, whatever the acceptor calls it. */
  private static ContextResult result(AnsweredContext answer, PresentationContext context) {
    boolean unspeakable =
        answer.result() == ContextResult.ACCEPTANCE
            && !context.transferSyntaxes().contains(answer.transferSyntax());
    return unspeakable ? ContextResult.TRANSFER_SYNTAXES_NOT_SUPPORTED : answer.result();
  }

  /** PS3.7 D.3.3.4: the acceptor can take a proposed role away, not add one. */
  private static List<RoleSelection> roles(
      List<RoleSelection> proposed, List<RoleSelection> answered) {
    Map<String, RoleSelection> offers = new HashMap<>();
    proposed.forEach(role -> offers.put(role.sopClassUid(), role));
    List<RoleSelection> agreed = new ArrayList<>();
    for (RoleSelection answer : answered) {
      RoleSelection offer = offers.remove(answer.sopClassUid());
      if (offer != null) {
        agreed.add(
            new RoleSelection(
                answer.sopClassUid(), offer.scu() && answer.scu(), offer.scp() && answer.scp()));
      }
    }
    return agreed;
  }

  private static List<ExtendedNegotiation> offered(
      List<ExtendedNegotiation> proposed, List<ExtendedNegotiation> answered) {
    Set<String> offers = new HashSet<>();
    proposed.forEach(negotiation -> offers.add(negotiation.sopClassUid()));
    return answered.stream()
        .filter(negotiation -> offers.contains(negotiation.sopClassUid()))
        .toList();
  }

  private static AsynchronousOperationsWindow window(
      @Nullable AsynchronousOperationsWindow proposed,
      @Nullable AsynchronousOperationsWindow answered) {
    return proposed == null || answered == null
        ? AsynchronousOperationsWindow.SYNCHRONOUS
        : answered;
  }
}
