package io.isthmus.ul;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * An accept policy that is a plain table: AE titles, and transfer syntaxes by SOP class in order of
 * preference. Immutable.
 */
public final class SupportedServices implements AcceptPolicy {
  private final Set<String> calledAeTitles;
  private final Map<String, List<String>> transferSyntaxes;
  private final Predicate<String> others;
  private final List<String> othersSyntaxes;
  private final Set<String> scpRoles;
  private final long maxPduLength;

  private SupportedServices(Builder builder) {
    calledAeTitles = Set.copyOf(builder.calledAeTitles);
    transferSyntaxes = Map.copyOf(builder.transferSyntaxes);
    others = builder.others;
    othersSyntaxes = builder.othersSyntaxes;
    scpRoles = Set.copyOf(builder.scpRoles);
    maxPduLength = builder.maxPduLength;
  }

  /** A table for the given AE titles; without one, any is accepted. */
  public static Builder builder(String... calledAeTitles) {
    return new Builder(Set.of(calledAeTitles));
  }

  @Override
  public boolean acceptsCalled(String calledAeTitle) {
    return calledAeTitles.isEmpty() || calledAeTitles.contains(calledAeTitle);
  }

  @Override
  public boolean supports(String abstractSyntax) {
    return transferSyntaxes.containsKey(abstractSyntax) || others.test(abstractSyntax);
  }

  @Override
  public Optional<String> choose(String abstractSyntax, List<String> proposed) {
    return transferSyntaxes.getOrDefault(abstractSyntax, othersSyntaxes).stream()
        .filter(proposed::contains)
        .findFirst();
  }

  @Override
  public Optional<RoleSelection> role(RoleSelection proposed) {
    return scpRoles.contains(proposed.sopClassUid()) ? Optional.of(proposed) : Optional.empty();
  }

  @Override
  public long maxPduLength() {
    return maxPduLength;
  }

  /** Collects the table. Not thread safe. */
  public static final class Builder {
    private final Set<String> calledAeTitles;
    private final Map<String, List<String>> transferSyntaxes = new HashMap<>();
    private Predicate<String> others = uid -> false;
    private List<String> othersSyntaxes = List.of();
    private final Set<String> scpRoles = new HashSet<>();
    private long maxPduLength = AssociationProposal.DEFAULT_MAX_PDU_LENGTH;

    private Builder(Set<String> calledAeTitles) {
      this.calledAeTitles = calledAeTitles;
    }

    /** Serves a SOP class in the given transfer syntaxes, most wanted first. */
    public Builder serve(String abstractSyntax, List<String> syntaxes) {
      transferSyntaxes.put(abstractSyntax, List.copyOf(syntaxes));
      return this;
    }

    /**
     * Serves every SOP class besides those that a test lets in, such as all storage classes, also
     * those of which nobody has heard.
     */
    public Builder serveOthers(Predicate<String> abstractSyntaxes, List<String> syntaxes) {
      others = abstractSyntaxes;
      othersSyntaxes = List.copyOf(syntaxes);
      return this;
    }

    /** Lets the requestor have the roles that it asks for in a SOP class: C-GET, event reports. */
    public Builder roles(String sopClassUid) {
      scpRoles.add(sopClassUid);
      return this;
    }

    /** Most bytes of a P-DATA-TF variable field that we receive. */
    public Builder maxPduLength(long length) {
      maxPduLength = length;
      return this;
    }

    /** The table as it is now. */
    public SupportedServices build() {
      return new SupportedServices(this);
    }
  }
}
