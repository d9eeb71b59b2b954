package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.demo.DemoFiles;
import io.isthmus.demo.DemoOptions;
import io.isthmus.demo.DemoPacs;
import io.isthmus.demo.data.DemoData;
import io.isthmus.demo.data.DemoInstance;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of dcmtk against the demo archive as it is delivered. */
class DemoPacsInteropTest {
  private static final List<DemoInstance> DATA = DemoData.instances();

  @TempDir Path folder;
  private DemoPacs pacs;
  private DemoPacsPeer peer;

  @BeforeAll
  static void needDcmtk() {
    Peers.need("dcmtk", "echoscu", "findscu", "getscu", "movescu", "storescp", "storescu");
  }

  @BeforeEach
  void start() throws IOException {
    pacs = DemoPacs.start(DemoOptions.DEFAULT, DATA);
    peer = new DemoPacsPeer(pacs, folder);
  }

  @AfterEach
  void stop() throws IOException {
    peer.close();
    pacs.close();
  }

  @Test
  void itAnswersAnEcho() throws IOException {
    assertThat(peer.run("echoscu", "-aec", "DEMO", "localhost", peer.port()).exitCode()).isZero();
  }

  @Test
  void anotherCalledAeTitleIsRejected() throws IOException {
    DimsePeers.Run run = peer.run("echoscu", "-aec", "OTHER", "localhost", peer.port());

    assertThat(run.output()).contains("Called AE Title Not Recognized");
  }

  @Test
  void allStudiesAreFoundWithTheirCountsAndModalities() throws IOException {
    List<DataSet> studies =
        peer.find(
            "-S",
            "STUDY",
            "StudyInstanceUID",
            "ModalitiesInStudy",
            "NumberOfStudyRelatedInstances");

    assertThat(studies).hasSize(16);
    assertThat(studies)
        .anySatisfy(study -> {
          assertThat(study.strings(Tag.ModalitiesInStudy)).containsExactly("CT", "KO", "SR");
          assertThat(study.integer(Tag.NumberOfStudyRelatedInstances)).hasValue(62);
        });
  }

  @Test
  void onlyKeysThatWereAskedForAreReturned() throws IOException {
    DataSet study = peer.find("-S", "STUDY", "PatientID=DEMO-12", "StudyDate").getFirst();

    assertThat(study.string(Tag.StudyDate)).hasValue("20240930");
    assertThat(study.contains(Tag.StudyTime)).isFalse();
    assertThat(study.contains(Tag.PatientName)).isFalse();
  }

  @Test
  void namesMatchInAnyCaseWithWildcards() throws IOException {
    assertThat(peer.find("-S", "STUDY", "PatientName=example^*", "StudyInstanceUID")).hasSize(3);
    assertThat(peer.find("-S", "STUDY", "PatientName=EXAMPLE^A?a*")).hasSize(3);
    assertThat(peer.find("-S", "STUDY", "PatientName=example")).isEmpty();
  }

  @Test
  void datesMatchInRanges() throws IOException {
    assertThat(peer.find("-S", "STUDY", "StudyDate=20260101-")).hasSize(5);
    assertThat(peer.find("-S", "STUDY", "StudyDate=-20241231")).hasSize(2);
    assertThat(peer.find("-S", "STUDY", "StudyDate=20251119-20251120")).hasSize(2);
    assertThat(peer.find("-S", "STUDY", "StudyDate=20251119", "StudyTime=1030")).hasSize(1);
  }

  @Test
  void modalitiesAndListsOfUidsMatchAnyOfTheirValues() throws IOException {
    assertThat(peer.find("-S", "STUDY", "ModalitiesInStudy=MG\\US")).hasSize(3);
    String two = study("DEMO-04") + "\\" + study("DEMO-05") + "\\1.2.3";
    assertThat(peer.find("-S", "STUDY", "StudyInstanceUID=" + two)).hasSize(2);
  }

  @Test
  void patientsSeriesAndInstancesAreFoundBothWays() throws IOException {
    assertThat(peer.find("-P", "PATIENT", "PatientID", "NumberOfPatientRelatedStudies"))
        .hasSize(12);
    assertThat(peer.find("-S", "SERIES", "StudyInstanceUID=" + study("DEMO-06"))).hasSize(1);
    assertThat(peer.find("-S", "IMAGE", "StudyInstanceUID=" + study("DEMO-06"), "SOPClassUID"))
        .hasSize(24);
    assertThat(peer.find("-S", "SERIES", "Modality=MR", "PatientName=M?ster*")).hasSize(2);
  }

  @Test
  void aStudyIsGotAsItIsStored() throws IOException {
    List<Path> files = peer.get("STUDY", "StudyInstanceUID=" + study("DEMO-05"));

    assertThat(files).hasSize(1);
    assertEqualToStored(files.getFirst());
  }

  @Test
  void aPeerThatTakesNativeDataOnlyGetsWhatIsStoredCompressed() throws IOException {
    List<Path> files = peer.get("STUDY", "StudyInstanceUID=" + study("DEMO-06"));

    assertThat(files).hasSize(24);
    assertThat(peer.run("dcmdump", "+P", "0002,0010", files.getFirst().toString()).output())
        .contains("LittleEndianExplicit");
  }

  @Test
  void anUnknownStudyIsGotWithSuccessAndNothing() throws IOException {
    assertThat(peer.get("STUDY", "StudyInstanceUID=1.2.3")).isEmpty();
    assertThat(peer.lastOutput()).contains("0x0000: Success");
  }

  @Test
  void aSeriesIsMovedToAKnownDestination() throws IOException {
    int port = peer.storescp("+xa", "+B");
    pacs.addDestination("ISTHMUS", "localhost", port);

    DimsePeers.Run run = peer.move("ISTHMUS", "STUDY", "StudyInstanceUID=" + study("DEMO-07"));

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(peer.received()).hasSize(1);
    assertEqualToStored(peer.received().getFirst());
  }

  @Test
  void anUnknownDestinationIsA801() throws IOException {
    DimsePeers.Run run = peer.move("NOBODY", "STUDY", "StudyInstanceUID=" + study("DEMO-07"));

    assertThat(run.output()).contains("Refused: MoveDestinationUnknown");
  }

  @Test
  void whatIsStoredIsFoundAndGot() throws IOException {
    DemoInstance report =
        DATA.stream()
            .filter(i -> i.studyInstanceUid().equals(study("DEMO-05")))
            .findFirst()
            .orElseThrow();
    try (DemoPacs empty = DemoPacs.start(DemoOptions.DEFAULT, List.of());
        DemoPacsPeer other = new DemoPacsPeer(empty, folder.resolve("empty"))) {
      assertThat(other.find("-S", "STUDY", "StudyInstanceUID")).isEmpty();
      Path file = DemoFiles.write(report, folder);

      DimsePeers.Run run = other.store(file);

      assertThat(run.exitCode()).as(run.output()).isZero();
      assertThat(other.find("-S", "STUDY", "StudyInstanceUID")).hasSize(1);
      List<Path> files = other.get("STUDY", "StudyInstanceUID=" + report.studyInstanceUid());
      assertEqualToStored(files.getFirst());
    }
  }

  @Test
  void moreThanTheRoomForStoredInstancesIsRefused() throws IOException {
    try (DemoPacs small = DemoPacs.start(DemoOptions.DEFAULT.withStorageLimit(100_000), List.of());
        DemoPacsPeer other = new DemoPacsPeer(small, folder.resolve("small"))) {
      DimsePeers.Run run = other.store(DemoFiles.write(DATA.getFirst(), folder));

      assertThat(run.output()).contains("Refused: OutOfResources");
      assertThat(small.size()).isZero();
    }
  }

  @Test
  void namesComeInTheCharacterSetOfTheData() throws IOException {
    DataSet greek = peer.find("-S", "STUDY", "PatientID=DEMO-05", "PatientName").getFirst();
    DataSet japanese = peer.find("-S", "STUDY", "PatientID=DEMO-03", "PatientName").getFirst();

    assertThat(greek.characterSets().terms()).containsExactly("ISO_IR 126");
    assertThat(greek.string(Tag.PatientName)).hasValue("Παράδειγμα^Ελένη");
    assertThat(japanese.string(Tag.PatientName)).hasValue("Rei^Hanako=例^花子=れい^はなこ");
  }

  private static String study(String patientId) {
    return DATA.stream()
        .filter(i -> i.header().string(Tag.PatientID).orElseThrow().equals(patientId))
        .findFirst()
        .orElseThrow()
        .studyInstanceUid();
  }

  private static void assertEqualToStored(Path file) throws IOException {
    DataSet got = DemoPacsPeer.read(file);
    DemoInstance stored =
        DATA.stream()
            .filter(i -> i.sopInstanceUid().equals(got.string(Tag.SOPInstanceUID).orElseThrow()))
            .findFirst()
            .orElseThrow();
    try (InputStream in = stored.open()) {
      assertThat(Arrays.equals(DimsePeers.dataSetOf(file), in.readAllBytes())).isTrue();
    }
  }
}
