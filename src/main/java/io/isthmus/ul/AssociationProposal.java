package io.isthmus.ul;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an association requestor asks for.
 *
 * @param contexts presentation contexts with ids of their own, at most 128
 * @param roles SCP/SCU role selections, one for each SOP class to be received by C-GET
 * @param extended SOP class extended negotiations
 * @param commonExtended SOP class common extended negotiations
 * @param window asynchronous operations window; null to leave it at one
 * @param identity user identity; null for none
 * @param maxPduLength most bytes of a P-DATA-TF variable field that we receive; 0 means unlimited
 */
public record AssociationProposal(
    List<PresentationContext> contexts,
    List<RoleSelection> roles,
    List<ExtendedNegotiation> extended,
    List<CommonExtendedNegotiation> commonExtended,
    @Nullable AsynchronousOperationsWindow window,
    @Nullable UserIdentity identity,
    long maxPduLength) {
  /** What we announce when nothing else is said. */
  public static final long DEFAULT_MAX_PDU_LENGTH = 131_072;

  public AssociationProposal {
    contexts = List.copyOf(contexts);
    roles = List.copyOf(roles);
    extended = List.copyOf(extended);
    commonExtended = List.copyOf(commonExtended);
    if (contexts.isEmpty() || contexts.size() > PresentationContext.MAX_PER_ASSOCIATION) {
      throw new IllegalArgumentException(contexts.size() + " presentation contexts, not 1..128");
    }
    long distinct = contexts.stream().map(PresentationContext::id).distinct().count();
    if (distinct < contexts.size()
        || !contexts.stream().allMatch(context -> PresentationContext.isValidId(context.id()))) {
      throw new IllegalArgumentException("presentation context ids must be odd and differ");
    }
  }

  /** Contexts and roles alone, the rest by default. */
  public static AssociationProposal of(
      List<PresentationContext> contexts, List<RoleSelection> roles) {
    return new AssociationProposal(
        contexts, roles, List.of(), List.of(), null, null, DEFAULT_MAX_PDU_LENGTH);
  }

  /** One SOP class in the given transfer syntaxes. */
  public static AssociationProposal of(String abstractSyntax, String... transferSyntaxes) {
    return of(
        List.of(new PresentationContext(1, abstractSyntax, List.of(transferSyntaxes))), List.of());
  }

  /** The same with another maximum length. */
  public AssociationProposal withMaxPduLength(long length) {
    return new AssociationProposal(
        contexts, roles, extended, commonExtended, window, identity, length);
  }

  /** The same with a user identity. */
  public AssociationProposal withIdentity(UserIdentity user) {
    return new AssociationProposal(
        contexts, roles, extended, commonExtended, window, user, maxPduLength);
  }

  /** The same with SOP class extended negotiations. */
  public AssociationProposal withExtended(List<ExtendedNegotiation> negotiations) {
    return new AssociationProposal(
        contexts, roles, negotiations, commonExtended, window, identity, maxPduLength);
  }

  /** The same with SOP class common extended negotiations. */
  public AssociationProposal withCommonExtended(List<CommonExtendedNegotiation> negotiations) {
    return new AssociationProposal(
        contexts, roles, extended, negotiations, window, identity, maxPduLength);
  }

  /** The same with an asynchronous operations window. */
  public AssociationProposal withWindow(AsynchronousOperationsWindow operations) {
    return new AssociationProposal(
        contexts, roles, extended, commonExtended, operations, identity, maxPduLength);
  }

  /** The user information item of the request, signed with our implementation identity. */
  UserInformation user(String implementationClassUid, String implementationVersionName) {
    return new UserInformation(
        maxPduLength,
        implementationClassUid,
        implementationVersionName,
        window,
        roles,
        extended,
        commonExtended,
        identity,
        null);
  }
}
