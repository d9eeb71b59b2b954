package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.Finding;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.Trait;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions.Method;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.InformationModel;
import io.isthmus.dicom.data.Tag;
import io.isthmus.ul.net.PeerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A dcmqrscp that accepts the Patient Root models and refuses those of Study Root. */
@Timeout(60)
class PatientRootTest {
  private static final String STUDY = "1.2.826.0.1.99";

  @TempDir Path folder;
  private GatewaySide gateway;
  private DimsePeers peers;
  private PeerAddress peer;

  @BeforeEach
  void start() throws IOException {
    peers = new DimsePeers(folder);
    gateway = new GatewaySide(folder);
    List<Path> files = List.of(peers.instance(STUDY, 1), peers.instance(STUDY, 2));
    int port = peers.dcmqrscp(gateway.port(), files, "--no-study-root");
    peer = new PeerAddress("localhost", port, DimsePeers.DCMQRSCP_AE, GatewaySide.AE_TITLE);
  }

  @AfterEach
  void end() throws IOException {
    gateway.close();
    peers.close();
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  @Requirement("DIM-11")
  void itIsSearchedAndRetrievedFrom(Method method) throws IOException, ArchiveException {
    DimseArchive archive = gateway.archive(peer, InformationModel.PATIENT_ROOT, 2, method);

    assertThat(studiesOf(archive, "ID1")).containsExactly(STUDY);
    assertThat(studiesOf(archive, "ID2")).isEmpty();
    assertThat(gateway.retrieve(archive, RetrieveScope.study(STUDY)))
        .extracting(GatewaySide.Got::sopInstanceUid)
        .containsExactlyInAnyOrder(STUDY + ".1.1", STUDY + ".1.2");
  }

  @Test
  @Requirement("DIM-11")
  void itsProfileIsThatOfTheModel() throws ArchiveException {
    Map<Trait, Finding> patientRoot =
        gateway.archive(peer, InformationModel.PATIENT_ROOT, 2, Method.AUTO).probe();
    Map<Trait, Finding> studyRoot =
        gateway.archive(peer, InformationModel.STUDY_ROOT, 2, Method.AUTO).probe();

    assertThat(List.of(Trait.FIND, Trait.MOVE, Trait.GET))
        .allSatisfy(trait -> {
          assertThat(patientRoot).containsEntry(trait, Finding.probed(true));
          assertThat(studyRoot).containsEntry(trait, Finding.probed(false));
        });
  }

  @Test
  @Requirement("DIM-11")
  void studyRootIsAskedForUnlessTheOtherIsConfigured() {
    DimseArchive archive = gateway.archive(peer, 2, Method.AUTO);

    assertThatThrownBy(() -> studiesOf(archive, "ID1"))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            refused ->
                assertThat(refused.failure().category())
                    .isEqualTo(ArchiveFailure.Category.UNSUPPORTED));
  }

  /** Patient ID is a key of studies here (PS3.4 C.6.2.1). */
  private static List<String> studiesOf(DimseArchive archive, String patient)
      throws ArchiveException {
    List<String> studies = new ArrayList<>();
    archive.find(
        new FindRequest(
            QueryLevel.STUDY,
            DataSet.builder().text(Tag.PatientID, patient).empty(Tag.StudyInstanceUID).build()),
        match -> match.string(Tag.StudyInstanceUID).map(studies::add).orElse(false),
        new Cancellation());
    return studies;
  }
}
