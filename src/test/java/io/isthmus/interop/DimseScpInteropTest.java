package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.TransferSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of dcmtk against our server and its SCPs. */
class DimseScpInteropTest {
  private static final String EXPLICIT = TransferSyntax.ExplicitVRLittleEndian.uid();
  private static final String STUDY = "1.2.826.0.1.98";

  @TempDir Path folder;
  private DimsePeers peers;
  private DimseTestArchive archive;
  private String port;
  private int destinationPort;

  @BeforeEach
  void startServer() throws IOException {
    peers = new DimsePeers(folder);
    destinationPort = DimsePeers.freePort();
    archive = new DimseTestArchive(STUDY, destinationPort);
    port = Integer.toString(archive.port());
  }

  @AfterEach
  void stopServer() {
    if (archive != null) {
      archive.close();
    }
    if (peers != null) {
      peers.close();
    }
  }

  private List<Path> storeThree() throws IOException {
    List<Path> files = new ArrayList<>();
    List<String> command = new ArrayList<>(List.of("storescu", "-aec", "PACS", "localhost", port));
    for (int number = 1; number <= 3; number++) {
      Path file = peers.instance(STUDY, number);
      files.add(file);
      command.add(file.toString());
    }
    DimsePeers.Run run = peers.run(command.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.output()).isZero();
    return files;
  }

  @Test
  @Requirement("DIM-44")
  void echoscuIsAnsweredUnderOurTitleAndRejectedUnderAnother() throws IOException {
    DimsePeers.Run good =
        peers.run("echoscu", "-v", "--repeat", "5", "-aec", "PACS", "localhost", port);
    assertThat(good.exitCode()).as(good.output()).isZero();
    DimsePeers.Run wrong = peers.run("echoscu", "-aec", "OTHER", "localhost", port);
    assertThat(wrong.exitCode()).isNotZero();
    assertThat(wrong.output()).contains("Called AE Title Not Recognized");
  }

  @Test
  void echoscuThatAbortsHarmsNobody() throws IOException {
    for (int i = 0; i < 3; i++) { // more than the associations that are let in at once
      assertThat(peers.run("echoscu", "--abort", "-aec", "PACS", "localhost", port).exitCode())
          .isZero();
    }
    DimsePeers.Run after = peers.run("echoscu", "-aec", "PACS", "localhost", port);
    assertThat(after.exitCode()).as(after.output()).isZero();
  }

  @Test
  void storescuStoresByteForByte() throws IOException {
    List<Path> files = storeThree();
    assertThat(archive.stored()).hasSize(3);
    for (int number = 1; number <= 3; number++) {
      DimseTestArchive.Stored instance = archive.stored().get(STUDY + ".1." + number);
      assertThat(instance.transferSyntaxes()).containsExactly(EXPLICIT);
      assertThat(
              DataSetReader.read(
                  instance.bytes().toByteArray(), TransferSyntax.ExplicitVRLittleEndian))
          .isEqualTo(
              DataSetReader.read(
                  DimsePeers.dataSetOf(files.get(number - 1)),
                  TransferSyntax.ExplicitVRLittleEndian));
    }
  }

  @Test
  void storescuWithTheSmallestPduStoresTheSame() throws IOException {
    Path file = peers.instance(STUDY, 7);
    DimsePeers.Run run =
        peers.run(
            "storescu",
            "--max-pdu",
            "4096",
            "--max-send-pdu",
            "4096",
            "-aec",
            "PACS",
            "localhost",
            port,
            file.toString());
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(archive.stored().get(STUDY + ".1.7").bytes().length())
        .isEqualTo(DimsePeers.dataSetOf(file).length);
  }

  @Test
  @Requirement("DIM-14")
  void findscuGetsEveryMatchAndItsCancelIsHonoured() throws IOException {
    DimsePeers.Run all = find("-k", "QueryRetrieveLevel=STUDY");
    assertThat(all.exitCode()).as(all.output()).isZero();
    assertThat(all.output()).contains("Find Response: 10000 (Pending)");
    DimsePeers.Run some = find("--cancel", "5", "-k", "QueryRetrieveLevel=STUDY");
    assertThat(some.output()).contains("Cancel").doesNotContain("Find Response: 10000 (Pending)");
    assertThat(some.exitCode()).as(some.output()).isZero();
  }

  private DimsePeers.Run find(String... keys) throws IOException {
    List<String> command = new ArrayList<>(List.of("findscu", "-v", "-S", "-aec", "PACS"));
    command.addAll(List.of(keys));
    command.addAll(List.of("-k", "StudyInstanceUID", "localhost", port));
    return peers.run(command.toArray(String[]::new));
  }

  @Test
  void findscuIsToldTheStatusOfAQueryThatCannotBeAnswered() throws IOException {
    DimsePeers.Run run = find("-d");
    assertThat(run.output()).contains("0xa900").contains("no level");
  }

  @Test
  void getscuGetsWhatWasStored() throws IOException {
    List<Path> files = storeThree();
    Path target = Files.createDirectory(folder.resolve("got"));
    DimsePeers.Run run =
        peers.run(
            "getscu",
            "-v",
            "-S",
            "-aec",
            "PACS",
            "-od",
            target.toString(),
            "-k",
            "QueryRetrieveLevel=STUDY",
            "-k",
            "StudyInstanceUID=" + STUDY,
            "localhost",
            port);
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertSameInstances(target, files);
  }

  @Test
  void movescuBringsTheInstancesToStorescp() throws IOException {
    List<Path> files = storeThree();
    Path target = Files.createDirectory(folder.resolve("moved"));
    DimsePeers.Run run =
        peers.run(
            "movescu",
            "-v",
            "-S",
            "-aec",
            "PACS",
            "-aem",
            "SINK",
            "-aet",
            "ASKER",
            "+P",
            Integer.toString(destinationPort),
            "-od",
            target.toString(),
            "-k",
            "QueryRetrieveLevel=STUDY",
            "-k",
            "StudyInstanceUID=" + STUDY,
            "localhost",
            port);
    assertThat(run.exitCode()).as(run.output()).isZero();
    assertSameInstances(target, files);
  }

  @Test
  void movescuIsToldThatADestinationIsUnknown() throws IOException {
    DimsePeers.Run run =
        peers.run(
            "movescu",
            "-d",
            "-S",
            "-aec",
            "PACS",
            "-aem",
            "NOBODY",
            "-k",
            "QueryRetrieveLevel=STUDY",
            "-k",
            "StudyInstanceUID=" + STUDY,
            "localhost",
            port);
    assertThat(run.output()).contains("0xa801");
  }

  private static void assertSameInstances(Path target, Collection<Path> originals)
      throws IOException {
    List<DataSet> expected = new ArrayList<>();
    for (Path original : originals) {
      expected.add(read(original));
    }
    List<DataSet> actual = new ArrayList<>();
    try (Stream<Path> files = Files.list(target)) {
      for (Path file : files.toList()) {
        actual.add(read(file));
      }
    }
    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
  }

  private static DataSet read(Path file) throws IOException {
    return DataSetReader.read(DimsePeers.dataSetOf(file), TransferSyntax.ExplicitVRLittleEndian);
  }
}
