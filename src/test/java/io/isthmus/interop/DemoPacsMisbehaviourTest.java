package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.demo.DemoOptions;
import io.isthmus.demo.DemoPacs;
import io.isthmus.demo.Misbehaviour;
import io.isthmus.demo.data.DemoData;
import io.isthmus.demo.data.DemoInstance;
import io.isthmus.dicom.codec.Implementation;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.ul.AssociationProposal;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each switch of the demo archive does what it says, as dcmtk sees it. */
class DemoPacsMisbehaviourTest {
  private static final List<DemoInstance> DATA = DemoData.instances();
  private static final String GREEK_FILM = study("DEMO-05");
  private static final String HEAD = study("DEMO-06");

  @TempDir Path folder;

  private interface Trial {
    void with(DemoPacs pacs, DemoPacsPeer peer) throws IOException;
  }

  private void archive(DemoOptions options, Trial trial) throws IOException {
    Peers.need("dcmtk", "findscu", "getscu", "movescu", "storescp");
    try (DemoPacs pacs = DemoPacs.start(options, DATA);
        DemoPacsPeer peer = new DemoPacsPeer(pacs, Files.createTempDirectory(folder, "peer"))) {
      trial.with(pacs, peer);
    }
  }

  private void archive(Misbehaviour misbehaviour, Trial trial) throws IOException {
    archive(DemoOptions.DEFAULT.with(misbehaviour), trial);
  }

  @Test
  void relationalQueriesAreRefused() throws IOException {
    archive(
        Misbehaviour.NO_RELATIONAL_QUERIES,
        (pacs, peer) -> {
          assertThat(peer.find("-S", "SERIES", "SeriesInstanceUID")).isEmpty();
          assertThat(peer.lastOutput()).contains("UnableToProcess");
          assertThat(peer.find("-S", "SERIES", "StudyInstanceUID=" + HEAD)).hasSize(1);
          assertThat(peer.find("-S", "STUDY", "StudyInstanceUID")).hasSize(16);
        });
  }

  @Test
  void countsAreNeitherMatchedNorReturned() throws IOException {
    archive(
        Misbehaviour.NO_COUNTS,
        (pacs, peer) -> {
          List<DataSet> all = peer.find("-S", "STUDY", "NumberOfStudyRelatedInstances=62");
          assertThat(all).hasSize(16);
          assertThat(all).noneMatch(s -> s.contains(Tag.NumberOfStudyRelatedInstances));
        });
  }

  @Test
  void modalitiesInStudyIsNeitherMatchedNorReturned() throws IOException {
    archive(
        Misbehaviour.NO_MODALITIES_IN_STUDY,
        (pacs, peer) -> {
          List<DataSet> all = peer.find("-S", "STUDY", "ModalitiesInStudy=MG", "StudyDate");
          assertThat(all).hasSize(16).noneMatch(s -> s.contains(Tag.ModalitiesInStudy));
        });
  }

  @Test
  void fewKeysOfInstancesAreReturned() throws IOException {
    archive(
        Misbehaviour.FEW_INSTANCE_KEYS,
        (pacs, peer) -> {
          DataSet first =
              peer.find("-S", "IMAGE", "StudyInstanceUID=" + HEAD, "SOPClassUID", "InstanceNumber")
                  .getFirst();
          assertThat(first.contains(Tag.InstanceNumber)).isTrue();
          assertThat(first.contains(Tag.SOPClassUID)).isFalse();
        });
  }

  @Test
  void namesMatchInTheirOwnCaseOnly() throws IOException {
    archive(
        Misbehaviour.CASE_SENSITIVE_NAMES,
        (pacs, peer) -> {
          assertThat(peer.find("-S", "STUDY", "PatientName=example*")).isEmpty();
          assertThat(peer.find("-S", "STUDY", "PatientName=Example*")).hasSize(3);
        });
  }

  @Test
  void answersAreInLatinWhateverIsStored() throws IOException {
    archive(
        Misbehaviour.LATIN_ANSWERS,
        (pacs, peer) -> {
          DataSet greek = peer.find("-S", "STUDY", "PatientID=DEMO-05", "PatientName").getFirst();
          DataSet german = peer.find("-S", "STUDY", "PatientID=DEMO-02", "PatientName").getFirst();
          assertThat(greek.string(Tag.SpecificCharacterSet)).hasValue("ISO_IR 100");
          assertThat(greek.string(Tag.PatientName)).hasValue("??????????^?????");
          assertThat(german.string(Tag.PatientName)).hasValue("Müster^Jürgen^^Dr.");
        });
  }

  @Test
  void answersDeclareAnotherCharacterSetThanTheyAreIn() throws IOException {
    archive(
        Misbehaviour.WRONG_CHARACTER_SET,
        (pacs, peer) -> {
          DataSet greek = peer.find("-S", "STUDY", "PatientID=DEMO-05", "PatientName").getFirst();
          assertThat(greek.string(Tag.SpecificCharacterSet)).hasValue("ISO_IR 100");
          assertThat(greek.string(Tag.PatientName).orElseThrow()).startsWith("ÐáñÜäåéãìá");
        });
  }

  @Test
  void answersLackTheirLevel() throws IOException {
    archive(
        Misbehaviour.NO_LEVEL_IN_ANSWERS,
        (pacs, peer) ->
            assertThat(peer.find("-S", "STUDY", "StudyDate"))
                .hasSize(16)
                .noneMatch(s -> s.contains(Tag.QueryRetrieveLevel)));
  }

  @Test
  void eachMatchComesTwice() throws IOException {
    archive(
        Misbehaviour.DUPLICATE_MATCHES,
        (pacs, peer) -> assertThat(peer.find("-S", "STUDY", "StudyInstanceUID")).hasSize(32));
  }

  @Test
  @Requirement("DIM-16")
  void cancelEndsAQueryUnlessItIsIgnored() throws IOException {
    DemoOptions slow = DemoOptions.DEFAULT.withDelays(Duration.ofMillis(20), Duration.ZERO);
    List<String> afterThree = List.of("--cancel", "3");
    String[] keys = {"StudyInstanceUID=" + study("DEMO-01")};

    archive(
        slow,
        (pacs, peer) -> {
          assertThat(peer.find(afterThree, "-S", "IMAGE", keys)).hasSizeBetween(3, 30);
          assertThat(peer.lastOutput()).contains("Cancel");
        });
    archive(
        slow.with(Misbehaviour.IGNORES_CANCEL),
        (pacs, peer) -> assertThat(peer.find(afterThree, "-S", "IMAGE", keys)).hasSize(62));
  }

  @Test
  void getIsNotOffered() throws IOException {
    archive(
        Misbehaviour.NO_GET,
        (pacs, peer) -> {
          assertThat(peer.get("STUDY", "StudyInstanceUID=" + GREEK_FILM)).isEmpty();
          assertThat(peer.lastOutput()).contains("No adequate Presentation Contexts");
        });
  }

  @Test
  void anythingUnknownMakesARetrieveFail() throws IOException {
    String instances = DATA.getFirst().sopInstanceUid() + "\\1.2.3";
    String[] keys = {
      "StudyInstanceUID=" + DATA.getFirst().studyInstanceUid(),
      "SeriesInstanceUID=" + DATA.getFirst().seriesInstanceUid(),
      "SOPInstanceUID=" + instances
    };

    archive(DemoOptions.DEFAULT, (pacs, peer) -> assertThat(peer.get("IMAGE", keys)).hasSize(1));
    archive(
        Misbehaviour.UNKNOWN_UID_FAILS,
        (pacs, peer) -> {
          assertThat(peer.get("IMAGE", keys)).isEmpty();
          assertThat(peer.lastOutput()).contains("0xc000");
        });
  }

  @Test
  void anUnknownDestinationIsC000() throws IOException {
    archive(
        Misbehaviour.UNKNOWN_DESTINATION_IS_C000,
        (pacs, peer) ->
            assertThat(peer.move("NOBODY", "STUDY", "StudyInstanceUID=" + GREEK_FILM).output())
                .contains("UnableToProcess"));
  }

  @Test
  @Requirement("DIM-30")
  void movedInstancesDoNotSayWhoseMoveItIs() throws IOException {
    archive(DemoOptions.DEFAULT, (pacs, peer) -> assertThat(moved(pacs, peer)).contains("MOVESCU"));
    archive(
        Misbehaviour.NO_MOVE_ORIGINATOR,
        (pacs, peer) ->
            assertThat(moved(pacs, peer)).contains("C-STORE RQ").doesNotContain("MOVESCU"));
  }

  /** What storescp writes about the C-STORE request of a C-MOVE. */
  private String moved(DemoPacs pacs, DemoPacsPeer peer) throws IOException {
    pacs.addDestination("DESTINATION", "localhost", peer.storescp("-d", "+xa"));
    peer.move("DESTINATION", "STUDY", "StudyInstanceUID=" + GREEK_FILM);
    return peer.log("storescp");
  }

  @Test
  @Requirement("DIM-30")
  void movedInstancesNameSomebodyElse() throws IOException {
    archive(
        Misbehaviour.MEANINGLESS_MOVE_ORIGINATOR,
        (pacs, peer) ->
            assertThat(moved(pacs, peer))
                .containsPattern("Move Originator AE Title\\s*: DEMO")
                .containsPattern("Move Originator ID\\s*: 0"));
  }

  @Test
  void aMoveSendsOverSeveralAssociations() throws IOException {
    archive(
        Misbehaviour.SEVERAL_MOVE_ASSOCIATIONS,
        (pacs, peer) -> {
          pacs.addDestination("DESTINATION", "localhost", peer.storescp("-d", "+xa", "--fork"));
          peer.move("DESTINATION", "STUDY", "StudyInstanceUID=" + HEAD);
          assertThat(peer.received()).hasSize(24);
          assertThat(peer.log("storescp").split("Association Acknowledged", -1).length - 1)
              .isGreaterThanOrEqualTo(3);
        });
  }

  @Test
  void responsesLackCountersOrPendingOnesOrWhatFailed() throws IOException {
    String[] keys = {"StudyInstanceUID=" + HEAD};
    archive(
        Misbehaviour.NO_SUB_OPERATION_COUNTS,
        (pacs, peer) -> {
          assertThat(peer.get("STUDY", keys)).hasSize(24);
          assertThat(peer.lastOutput()).doesNotContainPattern("Completed Suboperations\\s*: 24");
        });
    archive(
        Misbehaviour.NO_PENDING_RESPONSES,
        (pacs, peer) -> {
          assertThat(peer.get("STUDY", keys)).hasSize(24);
          assertThat(peer.lastOutput()).doesNotContain("Pending");
        });
    archive(
        DemoOptions.DEFAULT.with(Misbehaviour.NO_FAILED_LIST).failingEvery(5),
        (pacs, peer) -> {
          assertThat(peer.get("STUDY", keys)).hasSize(20);
          assertThat(peer.lastOutput()).doesNotContain("FailedSOPInstanceUIDList");
        });
  }

  @Test
  void rolesAreNotAnsweredAndInstancesComeAllTheSame() throws IOException {
    String[] keys = {"StudyInstanceUID=" + GREEK_FILM};
    archive(
        Misbehaviour.NO_ROLES,
        (pacs, peer) -> {
          assertThat(peer.get("STUDY", keys)).isEmpty();
          assertThat(peer.lastOutput()).contains("Failed Suboperations    : 1");
        });
  }

  @Test
  void moreOrLessThanAskedForComes() throws IOException {
    DemoInstance one = DATA.getFirst();
    List<String> ofSeries =
        DATA.stream()
            .filter(other -> other.seriesInstanceUid().equals(one.seriesInstanceUid()))
            .map(DemoInstance::sopInstanceUid)
            .limit(2)
            .toList();
    String[] keys = {
      "StudyInstanceUID=" + one.studyInstanceUid(),
      "SeriesInstanceUID=" + one.seriesInstanceUid(),
      "SOPInstanceUID=" + String.join("\\", ofSeries)
    };
    archive(
        Misbehaviour.FIRST_OF_LIST_ONLY,
        (pacs, peer) -> assertThat(peer.get("IMAGE", keys)).hasSize(1));
    archive(
        Misbehaviour.ONE_BY_ONE_ONLY,
        (pacs, peer) -> {
          assertThat(peer.get("IMAGE", keys)).isEmpty();
          assertThat(peer.lastOutput()).contains("0xc000");
        });
    archive(
        Misbehaviour.SERIES_FOR_INSTANCES,
        (pacs, peer) -> assertThat(peer.get("IMAGE", keys)).hasSizeGreaterThan(2));
    archive(
        Misbehaviour.DUPLICATE_INSTANCES,
        (pacs, peer) -> {
          peer.get("IMAGE", keys);
          assertThat(peer.lastOutput()).contains("Completed Suboperations : 4");
        });
  }

  @Test
  void sopClassesAreNotReturned() throws IOException {
    archive(
        Misbehaviour.NO_SOP_CLASSES,
        (pacs, peer) -> {
          assertThat(
                  peer.find("-S", "STUDY", "StudyInstanceUID=" + HEAD, "SOPClassesInStudy")
                      .getFirst()
                      .contains(Tag.SOPClassesInStudy))
              .isFalse();
          assertThat(
                  peer.find("-S", "IMAGE", "StudyInstanceUID=" + HEAD, "SOPClassUID")
                      .getFirst()
                      .contains(Tag.SOPClassUID))
              .isFalse();
        });
  }

  @Test
  void eachSoManyethSubOperationFails() throws IOException {
    archive(
        DemoOptions.DEFAULT.failingEvery(5),
        (pacs, peer) -> {
          assertThat(peer.get("STUDY", "StudyInstanceUID=" + HEAD)).hasSize(20);
          assertThat(peer.lastOutput()).contains("Number of Failed Suboperations    : 4");
        });
  }

  @Test
  void oneAssociationTooManyIsRejectedForNow() throws IOException {
    archive(
        DemoOptions.DEFAULT.withMaxAssociations(1),
        (pacs, peer) -> {
          try (Association held = associate(pacs)) {
            assertThat(held.isOpen()).isTrue();
            DimsePeers.Run second = peer.run("echoscu", "-aec", "DEMO", "localhost", peer.port());
            assertThat(second.output()).contains("Transient", "Local Limit Exceeded");
          }
        });
  }

  private static Association associate(DemoPacs pacs) throws IOException {
    return new AssociationClient(
            new Negotiation(Implementation.CLASS_UID, Implementation.VERSION_NAME),
            AssociationTimeouts.DEFAULT,
            SocketLayer.PLAIN)
        .open(
            new PeerAddress("localhost", pacs.port(), pacs.aeTitle(), "TEST"),
            AssociationProposal.of(
                SopClass.Verification, TransferSyntax.ImplicitVRLittleEndian.uid()));
  }

  private static String study(String patientId) {
    return DATA.stream()
        .filter(i -> i.header().string(Tag.PatientID).orElseThrow().equals(patientId))
        .findFirst()
        .orElseThrow()
        .studyInstanceUid();
  }
}
