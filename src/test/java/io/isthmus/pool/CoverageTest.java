package io.isthmus.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.InformationModel;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pool.ContextsNeeded.Service;
import io.isthmus.pool.ContextsNeeded.Stored;
import io.isthmus.ul.AcceptedContext;
import io.isthmus.ul.Agreement;
import io.isthmus.ul.AsynchronousOperationsWindow;
import io.isthmus.ul.RoleSelection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

@Requirement("DIM-02")
class CoverageTest {
  private static final String ELE = TransferSyntax.ExplicitVRLittleEndian.uid();
  private static final String ILE = TransferSyntax.ImplicitVRLittleEndian.uid();
  private static final String J2K = TransferSyntax.JPEG2000Lossless.uid();
  private static final String CT = SopClass.CTImageStorage;
  private static final String WSI = SopClass.VLWholeSlideMicroscopyImageStorage;
  private static final ContextsNeeded FIND = ContextsNeeded.service(SopClass.StudyRootFind);
  private static final ContextsNeeded GET_CT = get(CT);
  private static final ContextsNeeded GET_WSI = get(WSI);

  private final Recipes recipes = new Recipes(InformationModel.STUDY_ROOT, Map.of());

  @Test
  void anAssociationOpenedForARetrieveServesAQuery() {
    assertThat(covers(GET_CT, CoverageTest::all, role -> true, FIND)).isTrue();
  }

  @Test
  void anAssociationOpenedForAQueryDoesNotServeARetrieve() {
    assertThat(covers(FIND, CoverageTest::all, role -> true, GET_CT)).isFalse();
  }

  @Test
  void aServiceThatWasRefusedOnOneForSomethingElseIsTriedAnew() {
    assertThat(
            covers(
                GET_CT,
                (sopClass, _) -> !sopClass.equals(SopClass.StudyRootFind),
                role -> true,
                FIND))
        .isFalse();
  }

  @Test
  void aRefusalIsAnAnswerToTheSameProposalAndNotAskedForAgain() {
    assertThat(covers(FIND, (_, _) -> false, role -> true, FIND)).isTrue();
    assertThat(covers(GET_CT, (_, _) -> false, role -> false, GET_CT)).isTrue();
  }

  @Test
  void anAssociationForARareClassServesTheFrequentOnesItWasFilledUpWith() {
    assertThat(covers(GET_WSI, CoverageTest::all, role -> true, GET_CT)).isTrue();
    assertThat(covers(GET_CT, CoverageTest::all, role -> true, GET_WSI)).isFalse();
  }

  @Test
  @Requirement("DIM-07")
  void aClassWithoutTheRoleIsNotReceived() {
    assertThat(covers(GET_WSI, CoverageTest::all, role -> !role.equals(CT), GET_CT)).isFalse();
  }

  @Test
  void aClassThatWasAcceptedInNoTransferSyntaxIsNotReceived() {
    assertThat(covers(GET_WSI, (sopClass, _) -> !sopClass.equals(CT), role -> true, GET_CT))
        .isFalse();
  }

  @Test
  void oneAcceptedTransferSyntaxIsEnoughWhereEachWasOffered() {
    assertThat(
            covers(
                GET_WSI,
                (sopClass, syntax) -> !sopClass.equals(CT) || syntax.equals(ELE),
                role -> true,
                GET_CT))
        .isTrue();
  }

  @Test
  void aTransferSyntaxThatCannotBeTakenMustNotBeAccepted() {
    ContextsNeeded natively =
        ContextsNeeded.retrieve(SopClass.StudyRootGet, List.of(CT), List.of(ELE, ILE));
    assertThat(covers(GET_CT, CoverageTest::all, role -> true, natively)).isFalse();
    assertThat(covers(GET_CT, (_, syntax) -> !syntax.equals(J2K), role -> true, natively)).isTrue();
  }

  @Test
  void aTransferSyntaxThatWasNotOfferedMayBeTheOneThatIsStored() {
    ContextsNeeded natively =
        ContextsNeeded.retrieve(SopClass.StudyRootGet, List.of(CT), List.of(ELE, ILE));
    assertThat(covers(natively, CoverageTest::all, role -> true, GET_CT)).isFalse();
  }

  @Test
  void aRetrieveOfUnknownClassesNeedsItsOwnRecipe() {
    assertThat(covers(GET_WSI, CoverageTest::all, role -> true, get())).isFalse();
    assertThat(covers(GET_CT, CoverageTest::all, role -> true, get())).isTrue();
  }

  @Test
  @Requirement("DIM-08")
  void aQueryDoesNotMeetExtendedNegotiationThatItDidNotAskFor() {
    ContextsNeeded fuzzy = new Service(SopClass.StudyRootFind, List.of(false, false, true));
    assertThat(covers(fuzzy, CoverageTest::all, role -> true, FIND)).isFalse();
    assertThat(covers(FIND, CoverageTest::all, role -> true, fuzzy)).isFalse();
    assertThat(covers(fuzzy, CoverageTest::all, role -> true, fuzzy)).isTrue();
  }

  @Test
  void aStoreNeedsExactlyItsPairs() {
    ContextsNeeded wsi = ContextsNeeded.store(List.of(new Stored(WSI, J2K)));
    ContextsNeeded ct = ContextsNeeded.store(List.of(new Stored(CT, J2K)));
    assertThat(covers(wsi, CoverageTest::all, role -> false, ct)).isTrue();
    assertThat(covers(wsi, (_, syntax) -> !syntax.equals(J2K), role -> false, ct)).isFalse();
  }

  @Test
  void aClassThatIsReceivedIsNotSentOnTheSameAssociation() {
    assertThat(
            covers(
                GET_CT,
                CoverageTest::all,
                role -> true,
                ContextsNeeded.store(List.of(new Stored(CT, J2K)))))
        .isFalse();
  }

  private static ContextsNeeded get(String... classes) {
    return ContextsNeeded.retrieve(SopClass.StudyRootGet, List.of(classes), List.of(ELE, ILE, J2K));
  }

  private boolean covers(
      ContextsNeeded openedFor,
      BiPredicate<String, String> accepted,
      Predicate<String> received,
      ContextsNeeded need) {
    Recipe proposed = recipes.of(openedFor);
    return Coverage.covers(
        proposed, agreement(proposed, accepted, received), need, recipes.of(need));
  }

  private static Agreement agreement(
      Recipe proposed, BiPredicate<String, String> accepted, Predicate<String> received) {
    List<AcceptedContext> contexts = new ArrayList<>();
    int id = 1;
    for (Recipe.Offer offer : proposed.offers()) {
      String syntax = offer.transferSyntaxes().getFirst();
      if (accepted.test(offer.abstractSyntax(), syntax)) {
        contexts.add(new AcceptedContext(id, offer.abstractSyntax(), syntax));
      }
      id += 2;
    }
    List<RoleSelection> roles =
        proposed.received().stream()
            .filter(received)
            .map(sopClass -> new RoleSelection(sopClass, false, true))
            .toList();
    return new Agreement(
        contexts,
        Map.of(),
        roles,
        List.of(),
        new AsynchronousOperationsWindow(1, 1),
        null,
        16_384,
        "1.2.3",
        "");
  }

  private static boolean all(String sopClass, String transferSyntax) {
    return !sopClass.isEmpty() && !transferSyntax.isEmpty();
  }
}
