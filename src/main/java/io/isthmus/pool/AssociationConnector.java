package io.isthmus.pool;

import io.isthmus.pool.Recipe.Offer;
import io.isthmus.ul.AssociationProposal;
import io.isthmus.ul.ExtendedNegotiation;
import io.isthmus.ul.Octets;
import io.isthmus.ul.PresentationContext;
import io.isthmus.ul.RoleSelection;
import io.isthmus.ul.UserIdentity;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationException;
import io.isthmus.ul.net.PeerAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the associations of a pool by the upper layer. */
public final class AssociationConnector implements Connector<PooledAssociation> {
  private final AssociationClient client;
  private final PeerAddress peer;
  private final int maxPduLength;
  private final @Nullable UserIdentity identity;

  /**
   * Opens associations with one PACS.
   *
   * @param maxPduLength largest P-DATA-TF variable field that we offer to receive, in bytes
   */
  public AssociationConnector(AssociationClient client, PeerAddress peer, int maxPduLength) {
    this(client, peer, maxPduLength, null);
  }

  private AssociationConnector(
      AssociationClient client,
      PeerAddress peer,
      int maxPduLength,
      @Nullable UserIdentity identity) {
    this.client = client;
    this.peer = peer;
    this.maxPduLength = maxPduLength;
    this.identity = identity;
  }

  /** The same under a user identity (PS3.7 D.3.3.7). */
  public AssociationConnector withIdentity(UserIdentity user) {
    return new AssociationConnector(client, peer, maxPduLength, user);
  }

  @Override
  public PooledAssociation open(Recipe recipe) throws IOException {
    try {
      return new PooledAssociation(client.open(peer, proposal(recipe)), recipe);
    } catch (AssociationException e) {
      throw e.reason() == AssociationException.Reason.REJECTED_TRANSIENT
          ? new PeerSaturatedException(e)
          : e;
    }
  }

  private AssociationProposal proposal(Recipe recipe) {
    List<PresentationContext> contexts = new ArrayList<>();
    for (Offer offer : recipe.offers()) {
      int id = 2 * contexts.size() + 1;
      contexts.add(new PresentationContext(id, offer.abstractSyntax(), offer.transferSyntaxes()));
    }
    List<RoleSelection> roles =
        recipe.received().stream()
            .sorted()
            .map(sopClass -> new RoleSelection(sopClass, false, true))
            .toList();
    List<ExtendedNegotiation> extended =
        recipe.extended().entrySet().stream()
            .map(entry -> new ExtendedNegotiation(entry.getKey(), octets(entry.getValue())))
            .toList();
    AssociationProposal proposal =
        AssociationProposal.of(contexts, roles)
            .withExtended(extended)
            .withMaxPduLength(maxPduLength);
    return identity == null ? proposal : proposal.withIdentity(identity);
  }

  private static Octets octets(List<Boolean> flags) {
    byte[] bytes = new byte[flags.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (flags.get(i) ? 1 : 0);
    }
    return Octets.of(bytes);
  }
}
