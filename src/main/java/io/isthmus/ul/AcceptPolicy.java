package io.isthmus.ul;

import java.util.List;
import java.util.Optional;

/** What an association acceptor lets in. Asked from several threads. */
public interface AcceptPolicy {
  /** Whether the called AE title is one of ours. */
  boolean acceptsCalled(String calledAeTitle);

  /** Whether the requestor is known; all are by default. */
  default boolean acceptsRequestor(Requestor requestor) {
    return true;
  }

  /** Whether a SOP class is served at all. */
  boolean supports(String abstractSyntax);

  /** The transfer syntax for a SOP class, out of those proposed; empty when none will do. */
  Optional<String> choose(String abstractSyntax, List<String> proposed);

  /** The answer to a role selection; none by default, so that the requestor is SCU only. */
  default Optional<RoleSelection> role(RoleSelection proposed) {
    return Optional.empty();
  }

  /** The answer to an extended negotiation; none by default. */
  default Optional<Octets> extended(ExtendedNegotiation proposed) {
    return Optional.empty();
  }

  /**
   * The server response to a user identity, empty for an identity that is taken note of in silence.
   *
   * @throws IdentityRefusedException if the association must be rejected
   */
  default Optional<Octets> identify(UserIdentity identity) throws IdentityRefusedException {
    return Optional.empty();
  }

  /** Most bytes of a P-DATA-TF variable field that we receive. */
  default long maxPduLength() {
    return AssociationProposal.DEFAULT_MAX_PDU_LENGTH;
  }
}
