package io.isthmus.ul;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What both sides agreed on, seen from one of them.
 *
 * @param contexts accepted presentation contexts by ascending id
 * @param rejected ids of the contexts that were not accepted, with the reason
 * @param roles roles of the association requestor that were agreed on, for SOP classes that the
 *     acceptor answered
 * @param extended the acceptor's extended negotiation; it, not the offer, decides
 * @param window operations outstanding, as the requestor invokes and performs them
 * @param identityResponse the server response to a user identity; null when none came
 * @param peerMaxPduLength most bytes of variable field that the peer receives; 0 means unlimited
 * @param peerImplementationClassUid the peer's implementation; may be empty
 * @param peerImplementationVersionName its version; may be empty
 */
public record Agreement(
    List<AcceptedContext> contexts,
    Map<Integer, ContextResult> rejected,
    List<RoleSelection> roles,
    List<ExtendedNegotiation> extended,
    AsynchronousOperationsWindow window,
    @Nullable Octets identityResponse,
    long peerMaxPduLength,
    String peerImplementationClassUid,
    String peerImplementationVersionName) {
  public Agreement {
    contexts = List.copyOf(contexts);
    rejected = Map.copyOf(rejected);
    roles = List.copyOf(roles);
    extended = List.copyOf(extended);
  }

  /** The accepted context with an id. */
  public Optional<AcceptedContext> context(int id) {
    return contexts.stream().filter(context -> context.id() == id).findFirst();
  }

  /** The first accepted context of a SOP class. */
  public Optional<AcceptedContext> find(String abstractSyntax) {
    return contexts.stream()
        .filter(context -> context.abstractSyntax().equals(abstractSyntax))
        .findFirst();
  }

  /** The accepted context of a SOP class in exactly this transfer syntax. */
  public Optional<AcceptedContext> find(String abstractSyntax, String transferSyntax) {
    return contexts.stream()
        .filter(context -> context.abstractSyntax().equals(abstractSyntax))
        .filter(context -> context.transferSyntax().equals(transferSyntax))
        .findFirst();
  }

  /** The requestor's roles for a SOP class: as agreed, else SCU only. */
  public RoleSelection role(String sopClassUid) {
    return roles.stream()
        .filter(role -> role.sopClassUid().equals(sopClassUid))
        .findFirst()
        .orElse(RoleSelection.byDefault(sopClassUid));
  }

  /** The acceptor's application information for a SOP class; no bytes when it gave none. */
  public Octets extended(String sopClassUid) {
    return extended.stream()
        .filter(negotiation -> negotiation.sopClassUid().equals(sopClassUid))
        .map(ExtendedNegotiation::information)
        .findFirst()
        .orElse(Octets.EMPTY);
  }
}
