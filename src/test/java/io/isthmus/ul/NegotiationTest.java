package io.isthmus.ul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NegotiationTest {
  private static final String IMPLICIT = "1.2.840.10008.1.2";
  private static final String EXPLICIT = "1.2.840.10008.1.2.1";
  private static final String JPEG = "1.2.840.10008.1.2.4.50";
  private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  private static final String GET = "1.2.840.10008.5.1.4.1.2.2.3";

  private final Negotiation negotiation = new Negotiation("1.2.3", "TEST");
  private final AcceptPolicy policy =
      SupportedServices.builder("PACS")
          .serve(CT, List.of(JPEG, EXPLICIT, IMPLICIT))
          .serve(GET, List.of(IMPLICIT))
          .roles(CT)
          .build();

  private Pdu.AAssociateRq request(AssociationProposal proposal) {
    return negotiation.request("PACS", "ME", proposal);
  }

  private static AssociationProposal contexts(PresentationContext... contexts) {
    return AssociationProposal.of(List.of(contexts), List.of());
  }

  private Pdu.AAssociateAc accept(Pdu.AAssociateRq rq) {
    return (Pdu.AAssociateAc) negotiation.answer(rq, "127.0.0.1", policy);
  }

  @Test
  void theAcceptorsPreferenceDecidesTheTransferSyntax() {
    Pdu.AAssociateAc ac =
        accept(request(contexts(new PresentationContext(1, CT, List.of(IMPLICIT, JPEG)))));
    assertThat(ac.contexts())
        .containsExactly(new AnsweredContext(1, ContextResult.ACCEPTANCE, JPEG));
  }

  @Test
  void whatIsNotServedIsRejectedWithItsReason() {
    Pdu.AAssociateAc ac =
        accept(
            request(
                contexts(
                    new PresentationContext(1, "1.2.3.4", List.of(IMPLICIT)),
                    new PresentationContext(3, GET, List.of(JPEG)))));
    assertThat(ac.contexts())
        .extracting(AnsweredContext::result)
        .containsExactly(
            ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED,
            ContextResult.TRANSFER_SYNTAXES_NOT_SUPPORTED);
  }

  @Test
  @Requirement("DIM-35")
  void classesThatNobodyListedAreTakenWhereAWildcardLetsThemIn() {
    AcceptPolicy wildcard =
        SupportedServices.builder()
            .serve(GET, List.of(IMPLICIT))
            .serveOthers(uid -> uid.startsWith("1.2.999."), List.of(JPEG, EXPLICIT))
            .build();
    Pdu.AAssociateRq rq =
        request(
            contexts(
                new PresentationContext(1, "1.2.999.1", List.of(EXPLICIT, JPEG)),
                new PresentationContext(3, "1.2.998.1", List.of(EXPLICIT)),
                new PresentationContext(5, GET, List.of(EXPLICIT))));
    Pdu.AAssociateAc ac = (Pdu.AAssociateAc) negotiation.answer(rq, "127.0.0.1", wildcard);
    assertThat(Negotiation.asRequestor(rq, ac).contexts())
        .containsExactly(new AcceptedContext(1, "1.2.999.1", JPEG));
  }

  @Test
  @Requirement("DIM-44")
  void eachGroundOfRejectionHasItsCode() {
    AcceptPolicy strict =
        new AcceptPolicy() {
          @Override
          public boolean acceptsCalled(String called) {
            return called.equals("PACS");
          }

          @Override
          public boolean acceptsRequestor(Requestor requestor) {
            return requestor.callingAeTitle().equals("FRIEND")
                && requestor.address().equals("10.0.0.1");
          }

          @Override
          public boolean supports(String abstractSyntax) {
            return true;
          }

          @Override
          public Optional<String> choose(String abstractSyntax, List<String> proposed) {
            return proposed.stream().findFirst();
          }

          @Override
          public Optional<Octets> identify(UserIdentity identity) throws IdentityRefusedException {
            throw new IdentityRefusedException("unknown");
          }
        };
    AssociationProposal proposal = AssociationProposal.of(CT, IMPLICIT);
    Pdu.AAssociateRq good = negotiation.request("PACS", "FRIEND", proposal);
    assertThat(negotiation.answer(good, "10.0.0.1", strict)).isInstanceOf(Pdu.AAssociateAc.class);
    assertThat(negotiation.answer(good, "10.0.0.2", strict))
        .isEqualTo(new Pdu.AAssociateRj(1, 1, 3));
    assertThat(
            negotiation.answer(
                negotiation.request("OTHER", "FRIEND", proposal), "10.0.0.1", strict))
        .isEqualTo(new Pdu.AAssociateRj(1, 1, 7));
    Pdu.AAssociateRq wrongContext =
        new Pdu.AAssociateRq(
            1, "PACS", "FRIEND", Octets.EMPTY, "1.2.3", good.contexts(), good.user());
    assertThat(negotiation.answer(wrongContext, "10.0.0.1", strict))
        .isEqualTo(new Pdu.AAssociateRj(1, 1, 2));
    Pdu.AAssociateRq wrongVersion =
        new Pdu.AAssociateRq(
            2, "PACS", "FRIEND", Octets.EMPTY, Pdu.APPLICATION_CONTEXT, List.of(), good.user());
    assertThat(negotiation.answer(wrongVersion, "10.0.0.1", strict))
        .isEqualTo(new Pdu.AAssociateRj(1, 2, 2));
    UserIdentity identity = new UserIdentity(1, false, Octets.utf8("x"), Octets.EMPTY);
    assertThat(
            negotiation.answer(
                negotiation.request("PACS", "FRIEND", proposal.withIdentity(identity)),
                "10.0.0.1",
                strict))
        .isEqualTo(new Pdu.AAssociateRj(1, 1, 1));
  }

  @Test
  void theThirtyTwoReservedBytesAndTitlesAreEchoed() {
    Pdu.AAssociateRq rq = request(AssociationProposal.of(CT, IMPLICIT));
    byte[] reserved = new byte[32];
    reserved[5] = 7;
    Pdu.AAssociateRq marked =
        new Pdu.AAssociateRq(
            3, // later versions beside version 1
            rq.calledAeTitle(),
            rq.callingAeTitle(),
            Octets.of(reserved),
            rq.applicationContext(),
            rq.contexts(),
            rq.user());
    Pdu.AAssociateAc ac = accept(marked);
    assertThat(ac.reserved()).isEqualTo(Octets.of(reserved));
    assertThat(ac.calledAeTitle()).isEqualTo("PACS");
    assertThat(ac.callingAeTitle()).isEqualTo("ME");
  }

  @Test
  @Requirement("DIM-07")
  void aRoleHoldsOnlyWhenBothSidesSaidSo() {
    AssociationProposal proposal =
        AssociationProposal.of(
            List.of(
                new PresentationContext(1, GET, List.of(IMPLICIT)),
                new PresentationContext(3, CT, List.of(EXPLICIT))),
            List.of(new RoleSelection(CT, false, true), new RoleSelection(GET, true, true)));
    Pdu.AAssociateRq rq = request(proposal);
    Agreement agreement = Negotiation.asRequestor(rq, accept(rq));
    assertThat(agreement.role(CT)).isEqualTo(new RoleSelection(CT, false, true));
    assertThat(agreement.role(GET)).isEqualTo(new RoleSelection(GET, true, false));
  }

  @Test
  void anAcceptorCannotGiveARoleThatNobodyAskedFor() {
    Pdu.AAssociateRq rq = request(AssociationProposal.of(CT, IMPLICIT));
    Agreement agreement =
        Negotiation.asRequestor(
            rq, answer(List.of(), List.of(new RoleSelection(CT, true, true)), 0));
    assertThat(agreement.role(CT).scp()).isFalse();
  }

  @Test
  void oddAnswersOfRealPeersAreReadInTheOneSafeWay() {
    List<PresentationContext> proposed = new ArrayList<>();
    for (int id = 1; id <= 9; id += 2) {
      proposed.add(new PresentationContext(id, CT, List.of(EXPLICIT)));
    }
    Pdu.AAssociateRq rq = request(AssociationProposal.of(proposed, List.of()));
    Agreement agreement =
        Negotiation.asRequestor(
            rq,
            answer(
                List.of(
                    new AnsweredContext(7, ContextResult.ACCEPTANCE, EXPLICIT),
                    new AnsweredContext(1, ContextResult.ACCEPTANCE, EXPLICIT),
                    new AnsweredContext(1, ContextResult.USER_REJECTION, ""), // said twice
                    new AnsweredContext(3, ContextResult.ACCEPTANCE, JPEG), // never proposed
                    new AnsweredContext(5, ContextResult.NO_REASON, "nonsense"),
                    new AnsweredContext(99, ContextResult.ACCEPTANCE, EXPLICIT)), // unknown id
                List.of(),
                0));
    assertThat(agreement.contexts())
        .extracting(AcceptedContext::id)
        .containsExactly(1, 7); // 9 was not answered at all
    assertThat(agreement.rejected().keySet()).containsExactlyInAnyOrder(3, 5, 9);
    assertThat(agreement.find(CT, EXPLICIT)).isPresent();
    assertThat(agreement.find(CT, JPEG)).isEmpty();
  }

  @Test
  @Requirement("DIM-08")
  void theAcceptedBytesOfExtendedNegotiationDecideAndAbsentMeansZero() {
    ExtendedNegotiation offer = new ExtendedNegotiation(CT, Octets.of((byte) 1, (byte) 1));
    Pdu.AAssociateRq rq =
        request(AssociationProposal.of(CT, IMPLICIT).withExtended(List.of(offer)));
    AcceptPolicy relational =
        new AcceptPolicy() {
          @Override
          public boolean acceptsCalled(String calledAeTitle) {
            return true;
          }

          @Override
          public boolean supports(String abstractSyntax) {
            return true;
          }

          @Override
          public Optional<String> choose(String abstractSyntax, List<String> proposed) {
            return proposed.stream().findFirst();
          }

          @Override
          public Optional<Octets> extended(ExtendedNegotiation proposed) {
            return Optional.of(Octets.of((byte) 1));
          }
        };
    Pdu.AAssociateAc ac = (Pdu.AAssociateAc) negotiation.answer(rq, "x", relational);
    Octets accepted = Negotiation.asRequestor(rq, ac).extended(CT);
    assertThat(accepted.at(0)).isEqualTo(1);
    assertThat(accepted.at(1)).isZero();
    assertThat(Negotiation.asRequestor(rq, accept(rq)).extended(CT)).isEqualTo(Octets.EMPTY);
  }

  @Test
  void theWindowIsOneUnlessBothSidesSentTheItem() {
    AssociationProposal proposal = AssociationProposal.of(CT, IMPLICIT);
    Pdu.AAssociateRq plain = request(proposal);
    assertThat(Negotiation.asRequestor(plain, accept(plain)).window())
        .isEqualTo(AsynchronousOperationsWindow.SYNCHRONOUS);
    Pdu.AAssociateRq asking = request(proposal.withWindow(new AsynchronousOperationsWindow(0, 1)));
    assertThat(accept(asking).user().window()).isEqualTo(AsynchronousOperationsWindow.SYNCHRONOUS);
  }

  @Test
  void theAcceptorsWindowHoldsWhereBothSidesSentTheItem() {
    AsynchronousOperationsWindow five = new AsynchronousOperationsWindow(5, 1);
    Pdu.AAssociateRq asking =
        request(
            AssociationProposal.of(CT, IMPLICIT)
                .withWindow(new AsynchronousOperationsWindow(0, 1)));
    UserInformation plain = UserInformation.of(0, "1.2", null);
    UserInformation answer =
        new UserInformation(0, "1.2", null, five, List.of(), List.of(), List.of(), null, null);
    assertThat(Negotiation.asRequestor(asking, answered(asking, answer)).window()).isEqualTo(five);
    assertThat(Negotiation.asRequestor(asking, answered(asking, plain)).window())
        .isEqualTo(AsynchronousOperationsWindow.SYNCHRONOUS);
  }

  private Pdu.AAssociateAc answered(Pdu.AAssociateRq rq, UserInformation user) {
    return new Pdu.AAssociateAc(
        1, "A", "B", Octets.EMPTY, Pdu.APPLICATION_CONTEXT, accept(rq).contexts(), user);
  }

  @Test
  @Requirement("DIM-40")
  void aSpecialisedClassIsTakenUnderAGeneralOneThatTheRequestorNames() {
    String special = "1.2.3.4.5";
    AssociationProposal proposal = AssociationProposal.of(special, IMPLICIT);
    List<CommonExtendedNegotiation> related =
        List.of(new CommonExtendedNegotiation(special, "1.2.840.10008.4.2", List.of("1.9", CT)));
    List<CommonExtendedNegotiation> ofAnother =
        List.of(new CommonExtendedNegotiation("1.2.9", "1.2.840.10008.4.2", List.of(CT)));
    assertThat(result(proposal)).isEqualTo(ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED);
    assertThat(result(proposal.withCommonExtended(ofAnother)))
        .isEqualTo(ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED);
    assertThat(result(proposal.withCommonExtended(related))).isEqualTo(ContextResult.ACCEPTANCE);
  }

  private ContextResult result(AssociationProposal proposal) {
    return accept(request(proposal)).contexts().getFirst().result();
  }

  @Test
  void eachSideLearnsTheLimitOfTheOther() {
    Pdu.AAssociateRq rq = request(AssociationProposal.of(CT, IMPLICIT).withMaxPduLength(65536));
    Pdu.AAssociateAc ac = accept(rq);
    assertThat(Negotiation.asRequestor(rq, ac).peerMaxPduLength())
        .isEqualTo(AssociationProposal.DEFAULT_MAX_PDU_LENGTH);
    assertThat(Negotiation.asAcceptor(rq, ac).peerMaxPduLength()).isEqualTo(65536);
  }

  @Test
  @Requirement("DIM-04")
  void aProposalHasOddDifferentIdsAndAtMost128Contexts() {
    assertThatThrownBy(() -> contexts(new PresentationContext(2, CT, List.of(IMPLICIT))))
        .isInstanceOf(IllegalArgumentException.class);
    PresentationContext one = new PresentationContext(1, CT, List.of(IMPLICIT));
    assertThatThrownBy(() -> contexts(one, one)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(AssociationProposalTooLong::make)
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static final class AssociationProposalTooLong {
    static void make() {
      List<PresentationContext> contexts = new ArrayList<>();
      for (int i = 0; i < 129; i++) {
        contexts.add(new PresentationContext(2 * i + 1, CT, List.of(IMPLICIT)));
      }
      AssociationProposal.of(contexts, List.of());
    }
  }

  private static Pdu.AAssociateAc answer(
      List<AnsweredContext> contexts, List<RoleSelection> roles, long maxPdu) {
    UserInformation user =
        new UserInformation(maxPdu, "1.2", null, null, roles, List.of(), List.of(), null, null);
    return new Pdu.AAssociateAc(1, "", "", Octets.EMPTY, Pdu.APPLICATION_CONTEXT, contexts, user);
  }
}
