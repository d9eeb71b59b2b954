package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.archive.Finding;
import io.isthmus.archive.Trait;
import io.isthmus.archive.dimse.PacsProbe;
import io.isthmus.archive.dimse.ProbeLimits;
import io.isthmus.demo.DemoOptions;
import io.isthmus.demo.DemoPacs;
import io.isthmus.demo.Misbehaviour;
import io.isthmus.demo.data.DemoData;
import io.isthmus.demo.data.DemoInstance;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.ul.net.PeerAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What the demo archive gets wrong is found out by probing alone. */
class MisbehaviourProbeTest {
  private static final List<DemoInstance> DATA = DemoData.instances();

  private static Map<Trait, Finding> probe(DemoOptions options) throws Exception {
    return probe(options, DATA, ProbeLimits.DEFAULT);
  }

  private static Map<Trait, Finding> probe(
      DemoOptions options, List<DemoInstance> data, ProbeLimits limits) throws Exception {
    try (DemoPacs pacs = DemoPacs.start(options, data)) {
      PeerAddress peer = new PeerAddress("127.0.0.1", pacs.port(), pacs.aeTitle(), "ISTHMUS");
      return new PacsProbe(
              "pacs",
              DimseArchives.pool(peer, 4),
              Duration.ofSeconds(10),
              Duration.ofMillis(500),
              Executors.newVirtualThreadPerTaskExecutor(),
              limits,
              Clock.systemUTC())
          .probe();
    }
  }

  private static Map<Trait, Finding> probe(Misbehaviour misbehaviour) throws Exception {
    return probe(DemoOptions.DEFAULT.with(misbehaviour));
  }

  private static List<String> names(Map<Trait, Finding> found, Trait trait) {
    return found.get(trait).values();
  }

  @Test
  void relationalQueriesThatAreRefused() throws Exception {
    assertThat(probe(Misbehaviour.NO_RELATIONAL_QUERIES))
        .containsEntry(Trait.RELATIONAL_QUERIES, Finding.probed(false));
  }

  @Test
  void keysThatAreNeitherMatchedNorReturned() throws Exception {
    Map<Trait, Finding> found =
        probe(
            DemoOptions.DEFAULT.with(Misbehaviour.NO_COUNTS, Misbehaviour.NO_MODALITIES_IN_STUDY));

    assertThat(names(found, Trait.KEYS_IGNORED))
        .contains(
            "ModalitiesInStudy", "NumberOfStudyRelatedInstances", "NumberOfStudyRelatedSeries");
    assertThat(names(found, Trait.STUDY_KEYS_EMPTY)).contains("ModalitiesInStudy");
  }

  @Test
  void instancesWithFewKeys() throws Exception {
    assertThat(names(probe(Misbehaviour.FEW_INSTANCE_KEYS), Trait.INSTANCE_KEYS_EMPTY))
        .contains("SOPClassUID", "Rows");
  }

  @Test
  void answersInAnotherCharacterSetThanWasAskedFor() throws Exception {
    assertThat(names(probe(Misbehaviour.LATIN_ANSWERS), Trait.CHARACTER_SETS))
        .containsExactly("ISO_IR 100");
  }

  @Test
  void retrievalThatIsNotOfferedOrOfferedWithoutRoles() throws Exception {
    assertThat(probe(Misbehaviour.NO_GET))
        .containsEntry(Trait.GET, Finding.probed(false))
        .containsEntry(Trait.MOVE, Finding.probed(true))
        .doesNotContainKey(Trait.ROLES);
    assertThat(probe(Misbehaviour.NO_ROLE_ANSWER))
        .containsEntry(Trait.ROLES, Finding.probed(false));
  }

  @Test
  void extendedNegotiationThatIsPassedOver() throws Exception {
    assertThat(probe(Misbehaviour.NO_EXTENDED_NEGOTIATION))
        .containsEntry(Trait.EXTENDED_NEGOTIATION, Finding.probed(false))
        .containsEntry(Trait.RELATIONAL_QUERIES, Finding.probed(true));
  }

  @Test
  void aSearchThatGoesOnWhenCancelledAndOneThatEnds() throws Exception {
    assertThat(probeSlowly(Set.of(Misbehaviour.IGNORES_CANCEL)))
        .containsEntry(Trait.CANCEL, Finding.probed(false));
    assertThat(probeSlowly(Set.of())).containsEntry(Trait.CANCEL, Finding.probed(true));
  }

  /**
   * So slow that a cancelled search does not end by itself within the grace; two searches are all
   * it takes.
   */
  private static Map<Trait, Finding> probeSlowly(Set<Misbehaviour> wrong) throws Exception {
    DemoOptions slow = DemoOptions.DEFAULT.withDelays(Duration.ofMillis(120), Duration.ZERO);
    Map<Trait, Finding> found =
        probe(
            wrong.isEmpty() ? slow : slow.with(wrong.iterator().next()),
            DATA,
            new ProbeLimits(Duration.ofMinutes(1), 2, Duration.ofSeconds(10)));
    assertThat(found).containsKeys(Trait.FIND, Trait.MOVE).doesNotContainKey(Trait.KEYS_IGNORED);
    return found;
  }

  /** The demo archive has more studies than are looked at, and looks up each as it is wanted. */
  @Test
  void aCancelledSearchThatEndsAsIfItWereWhole() throws Exception {
    assertThat(probeSlowly(Set.of(Misbehaviour.CANCEL_IS_SUCCESS)))
        .containsEntry(Trait.CANCEL, Finding.probed(true));
  }

  @Test
  void nothingIsSaidOfCancelWhereAllCameBeforeItDid() throws Exception {
    assertThat(probe(Misbehaviour.IGNORES_CANCEL)).doesNotContainKey(Trait.CANCEL);
  }

  @Test
  void fewerAssociationsThanMayBeAskedFor() throws Exception {
    assertThat(names(probe(DemoOptions.DEFAULT.withMaxAssociations(2)), Trait.ASSOCIATIONS))
        .containsExactly("2", "4");
    assertThat(names(probe(DemoOptions.DEFAULT), Trait.ASSOCIATIONS)).containsExactly("4", "4");
  }

  @Test
  void associationsThatAreAcceptedAndNotServed() throws Exception {
    DemoOptions options =
        DemoOptions.DEFAULT.withMaxAssociations(2).with(Misbehaviour.STALLS_ABOVE_LIMIT);

    assertThat(names(probe(options), Trait.ASSOCIATIONS)).containsExactly("2", "4");
  }

  @Test
  void aPromiseOfRelationalQueriesThatIsNotKept() throws Exception {
    assertThat(probe(Misbehaviour.EMPTY_PROMISE))
        .containsEntry(Trait.EXTENDED_NEGOTIATION, Finding.probed(true))
        .containsEntry(Trait.RELATIONAL_QUERIES, Finding.probed(false))
        .containsEntry(Trait.RELATIONAL_WHEN_NEGOTIATED, Finding.probed(false));
  }

  @Test
  void relationalQueriesThatMustBeNegotiated() throws Exception {
    assertThat(probe(Misbehaviour.RELATIONAL_WHEN_NEGOTIATED))
        .containsEntry(Trait.RELATIONAL_QUERIES, Finding.probed(false))
        .containsEntry(Trait.RELATIONAL_WHEN_NEGOTIATED, Finding.probed(true));
  }

  @Test
  void relationalQueriesThatGiveLessThanThereIs() throws Exception {
    assertThat(probe(Misbehaviour.FIRST_SERIES_ONLY))
        .containsEntry(Trait.RELATIONAL_QUERIES, Finding.probed(false));
  }

  @Test
  void rolesAreNotKnownWhereNoStorageClassIsAccepted() throws Exception {
    Map<Trait, Finding> found = probe(Misbehaviour.NO_STORAGE_CLASSES);

    assertThat(found).containsEntry(Trait.GET, Finding.probed(true)).doesNotContainKey(Trait.ROLES);
    assertThat(names(found, Trait.REFUSED_STORAGE_CLASSES))
        .hasSameSizeAs(SopClass.storageClasses());
  }

  @Test
  void keysThatAreReturnedAndNotMatched() throws Exception {
    Map<Trait, Finding> found = probe(Misbehaviour.RETURNED_BUT_NOT_MATCHED);

    assertThat(names(found, Trait.KEYS_IGNORED))
        .containsExactly(
            "ModalitiesInStudy", "NumberOfStudyRelatedInstances", "NumberOfStudyRelatedSeries");
    assertThat(names(found, Trait.STUDY_KEYS_EMPTY)).containsExactly("TimezoneOffsetFromUTC");
    assertThat(names(found, Trait.KEYS_FAILING)).isEmpty();
  }

  @Test
  void keysThatMatchNothing() throws Exception {
    Map<Trait, Finding> found = probe(Misbehaviour.MATCHES_NOTHING);

    assertThat(names(found, Trait.KEYS_FAILING))
        .containsExactly(
            "NumberOfStudyRelatedInstances", "NumberOfStudyRelatedSeries", "SOPClassesInStudy");
    assertThat(names(found, Trait.KEYS_IGNORED)).isEmpty();
  }

  @Test
  void keysThatMakeASearchFail() throws Exception {
    Map<Trait, Finding> found = probe(Misbehaviour.REFUSES_OPTIONAL_KEYS);

    assertThat(names(found, Trait.KEYS_REFUSED))
        .contains("StudyDescription", "PatientSex", "SOPClassesInStudy")
        .doesNotContain("PatientID", "StudyDate");
    assertThat(names(found, Trait.KEYS_IGNORED)).isEmpty();
    assertThat(names(found, Trait.KEYS_FAILING)).isEmpty();
  }

  /** What has no room or no answer today may have one tomorrow. */
  @Test
  void keysThatTheArchiveStumblesOverEndNeitherTheProbeNorTheirUse() throws Exception {
    Map<Trait, Finding> found =
        probe(
            DemoOptions.DEFAULT.with(Misbehaviour.STUMBLES_OVER_KEYS),
            DATA,
            new ProbeLimits(Duration.ofMinutes(1), 100, Duration.ofSeconds(1)));

    assertThat(names(found, Trait.KEYS_REFUSED)).containsExactly("StudyID");
    assertThat(names(found, Trait.KEYS_IGNORED)).isEmpty();
    assertThat(names(found, Trait.KEYS_FAILING)).isEmpty();
    assertThat(found).containsEntry(Trait.RELATIONAL_QUERIES, Finding.probed(true));
  }

  @Test
  void whatWasFoundOfKeysHoldsWhereTheBudgetEndsBeforeThem() throws Exception {
    Map<Trait, Finding> found =
        probe(
            DemoOptions.DEFAULT.with(Misbehaviour.NO_COUNTS),
            DATA,
            new ProbeLimits(Duration.ofMinutes(1), 4, Duration.ofSeconds(10)));

    assertThat(found)
        .containsEntry(Trait.KEYS_IGNORED, Finding.probed(List.of()))
        .doesNotContainKey(Trait.RELATIONAL_QUERIES);
  }

  /** That the first series alone is looked into would not show there. */
  @Test
  void relationalQueriesAreNotKnownToWorkWhereEachStudyHasOneSeries() throws Exception {
    List<DemoInstance> one = SmallStudies.instances(3, 1, 2);

    assertThat(probe(DemoOptions.DEFAULT, one, ProbeLimits.DEFAULT))
        .containsKey(Trait.INSTANCE_KEYS_EMPTY)
        .doesNotContainKey(Trait.RELATIONAL_QUERIES);
  }

  @Test
  void sopClassesThatAreNeitherMatchedNorReturned() throws Exception {
    Map<Trait, Finding> found = probe(Misbehaviour.NO_SOP_CLASSES);

    assertThat(names(found, Trait.STUDY_KEYS_EMPTY)).contains("SOPClassesInStudy");
    assertThat(names(found, Trait.INSTANCE_KEYS_EMPTY)).containsExactly("SOPClassUID");
    assertThat(names(found, Trait.KEYS_IGNORED)).containsExactly("SOPClassesInStudy");
  }

  @Test
  void textInAnotherCharacterSetThanDeclared() throws Exception {
    Map<Trait, Finding> found = probe(Misbehaviour.WRONG_CHARACTER_SET);

    assertThat(names(found, Trait.CHARACTER_SETS)).containsExactly("ISO_IR 100");
    assertThat(names(found, Trait.CHARACTER_SETS_WRONG)).containsExactly("ISO_IR 100");
  }

  @Test
  void namesThatMatchInTheirOwnCaseOnly() throws Exception {
    assertThat(probe(Misbehaviour.CASE_SENSITIVE_NAMES))
        .containsEntry(Trait.CASE_SENSITIVE_NAMES, Finding.probed(true));
  }

  @Test
  void matchesThatComeTwice() throws Exception {
    assertThat(probe(Misbehaviour.DUPLICATE_MATCHES))
        .containsEntry(Trait.DUPLICATE_MATCHES, Finding.probed(true))
        .containsEntry(Trait.RELATIONAL_QUERIES, Finding.probed(true));
  }

  @Test
  void answersThatDoNotSayTheirLevel() throws Exception {
    assertThat(probe(Misbehaviour.NO_LEVEL_IN_ANSWERS))
        .containsEntry(Trait.LEVEL_IN_ANSWERS, Finding.probed(false));
  }

  @Test
  void nothingOfAllThatIsFoundWhereNothingIsWrong() throws Exception {
    assertThat(probe(DemoOptions.DEFAULT))
        .containsEntry(Trait.CHARACTER_SETS_WRONG, Finding.probed(List.of()))
        .containsEntry(Trait.CASE_SENSITIVE_NAMES, Finding.probed(false))
        .containsEntry(Trait.DUPLICATE_MATCHES, Finding.probed(false))
        .containsEntry(Trait.LEVEL_IN_ANSWERS, Finding.probed(true))
        .containsEntry(Trait.RELATIONAL_QUERIES, Finding.probed(true))
        .containsEntry(Trait.KEYS_REFUSED, Finding.probed(List.of()))
        .doesNotContainKey(Trait.RELATIONAL_WHEN_NEGOTIATED);
  }

  @Test
  void anEmptyArchiveShowsNothingOfItsAnswers() throws Exception {
    assertThat(
            probe(
                DemoOptions.DEFAULT.with(Misbehaviour.NO_RELATIONAL_QUERIES),
                List.of(),
                ProbeLimits.DEFAULT))
        .containsKeys(Trait.FIND, Trait.ASSOCIATIONS)
        .doesNotContainKeys(
            Trait.RELATIONAL_QUERIES, Trait.CANCEL, Trait.KEYS_IGNORED, Trait.CHARACTER_SETS);
  }
}
