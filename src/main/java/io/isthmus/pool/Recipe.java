package io.isthmus.pool;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is proposed for an association, its context ids left open.
 *
 * @param offers presentation contexts in order, 128 at most (DIM-04)
 * @param received storage classes that are proposed to be received: as SCP, not as SCU (DIM-07)
 * @param extended SOP Class Extended Negotiation by SOP class, byte by byte (DIM-08)
 */
public record Recipe(
    List<Offer> offers, Set<String> received, Map<String, List<Boolean>> extended) {
  /** Most presentation contexts of one association. */
  public static final int MAX_CONTEXTS = 128;

  public Recipe {
    offers = List.copyOf(offers);
    received = Set.copyOf(received);
    extended = Map.copyOf(extended);
    if (offers.isEmpty() || offers.size() > MAX_CONTEXTS) {
      throw new IllegalArgumentException(offers.size() + " presentation contexts, not 1 to 128");
    }
  }

  /** A presentation context to propose: a SOP class and the transfer syntaxes to choose one of. */
  public record Offer(String abstractSyntax, List<String> transferSyntaxes) {
    public Offer {
      transferSyntaxes = List.copyOf(transferSyntaxes);
    }
  }

  /** What was offered for a SOP class by extended negotiation; empty if nothing. */
  List<Boolean> extended(String sopClassUid) {
    return extended.getOrDefault(sopClassUid, List.of());
  }

  /**
   * Whether this pair was offered in a context of its own, so that the peer's answer is about it
   * alone.
   */
  boolean offersAlone(String abstractSyntax, String transferSyntax) {
    return offers.contains(new Offer(abstractSyntax, List.of(transferSyntax)));
  }
}
