package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions.Method;
import io.isthmus.dicom.codec.FileMeta;
import io.isthmus.dicom.codec.Part10Reader;
import io.isthmus.dicom.codec.Part10Writer;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Uid;
import io.isthmus.ul.net.PeerAddress;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every real file that dcmtk's dcmqrscp can send comes by C-GET and by C-MOVE as it is, judged by
 * pydicom. dcmqrscp sends native instances and those of one more transfer syntax, which is set at
 * its start; so there is one for each. It tells no SOP classes, neither of studies nor of
 * instances.
 */
@Timeout(180)
class DcmqrscpCorpusTest {
  /** What follows {@code +x} and {@code -x} in dcmqrscp's options. */
  private static final Map<TransferSyntax, String> PREFERENCE =
      Map.of(
          TransferSyntax.ExplicitVRLittleEndian, "=",
          TransferSyntax.ImplicitVRLittleEndian, "=",
          TransferSyntax.ExplicitVRBigEndian, "=",
          TransferSyntax.JPEGLosslessSV1, "s",
          TransferSyntax.JPEGBaseline8Bit, "y",
          TransferSyntax.JPEG2000Lossless, "v",
          TransferSyntax.JPEG2000, "w",
          TransferSyntax.JPEGLSLossless, "t",
          TransferSyntax.RLELossless, "r",
          TransferSyntax.DeflatedExplicitVRLittleEndian, "d");

  /**
   * Classes, private ones and one that is younger, for which dcmqrscp 3.6.7 has no context, whoever
   * asks.
   */
  private static final Set<String> UNKNOWN_TO_DCMTK =
      Set.of(
          "1.2.840.10008.5.1.4.1.1.66.7",
          "1.3.46.670589.11.0.0.12.1",
          "2.25.152752519834663263826301420581341174218",
          "2.25.155828353415164261086737374395291355553");

  /** Classes that it does not propose to send for C-MOVE: Parametric Map, bulk annotations. */
  private static final Set<String> NOT_MOVED =
      Set.of(SopClass.ParametricMapStorage, "1.2.840.10008.5.1.4.1.1.91.1");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Method.class,
      names = {"GET", "MOVE"})
  @Requirement({"DIM-05", "DIM-06", "DIM-24", "DIM-30"})
  void everyFileComesAsItIs(Method method) throws IOException, ArchiveException {
    Peers.need("dcmtk", "dcmqrscp", "dcmqridx");
    Path received = Files.createDirectories(folder.resolve("got"));
    int expected = 0;
    int number = 0;
    for (Map.Entry<String, List<Path>> group : byPreference(method).entrySet()) {
      Path own = Files.createDirectories(folder.resolve("pacs" + number++));
      try (GatewaySide gateway = new GatewaySide(folder);
          DimsePeers peers = new DimsePeers(own)) {
        int port =
            peers.dcmqrscp(
                gateway.port(), group.getValue(), "+x" + group.getKey(), "-x" + group.getKey());
        DimseArchive archive =
            gateway.archive(
                new PeerAddress("127.0.0.1", port, DimsePeers.DCMQRSCP_AE, GatewaySide.AE_TITLE),
                2,
                method);
        for (String study : studies(archive)) {
          List<GatewaySide.Got> got = gateway.retrieve(archive, RetrieveScope.study(study));
          write(got, study, received);
          expected += got.size();
        }
      }
    }
    Programs.Outcome outcome =
        Programs.outcome(
            List.of(
                Peers.python(),
                "-W",
                "ignore",
                "src/test/python/same_instances.py",
                Peers.corpus().toString(),
                received.toString()));

    assertThat(expected).isGreaterThan(80);
    assertThat(outcome.output()).contains(expected + " instances compared, 0 differences");
  }

  /** The files by the option that they need, each SOP instance once. */
  private static Map<String, List<Path>> byPreference(Method method) throws IOException {
    Map<String, List<Path>> groups = new TreeMap<>();
    Map<String, Path> seen = new TreeMap<>();
    try (Stream<Path> files = Files.walk(Peers.corpus())) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        meta(file)
            .filter(meta -> PREFERENCE.containsKey(meta.transferSyntax()))
            .filter(meta -> !UNKNOWN_TO_DCMTK.contains(meta.sopClassUid()))
            .filter(meta -> method == Method.GET || !NOT_MOVED.contains(meta.sopClassUid()))
            .filter(meta -> seen.put(meta.sopInstanceUid(), file) == null)
            .ifPresent(meta ->
                groups
                    .computeIfAbsent(
                        PREFERENCE.getOrDefault(meta.transferSyntax(), "="),
                        option -> new ArrayList<>())
                    .add(file));
      }
    }
    return groups;
  }

  private static Optional<FileMeta> meta(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return Optional.of(Part10Reader.open(in).meta());
    } catch (IOException | RuntimeException noFile) {
      return Optional.empty();
    }
  }

  private static List<String> studies(DimseArchive archive) throws ArchiveException {
    List<String> studies = new ArrayList<>();
    archive.find(
        new FindRequest(QueryLevel.STUDY, DataSet.builder().empty(Tag.StudyInstanceUID).build()),
        match -> {
          // Some files have none, or one that is no UID: they cannot be asked for (COM-05).
          match.string(Tag.StudyInstanceUID).filter(Uid::isValid).ifPresent(studies::add);
          return true;
        },
        new Cancellation());
    return studies;
  }

  /** One multipart body for a study, as the judge reads it. */
  private static void write(List<GatewaySide.Got> got, String study, Path folder)
      throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (GatewaySide.Got one : got) {
      String path =
          "/studies/%s/series/%s/instances/%s"
              .formatted(study, one.seriesInstanceUid(), one.sopInstanceUid());
      body.writeBytes(
          ascii(
              "--edge\r\nContent-Type: application/dicom; transfer-syntax=%s\r\n"
                      .formatted(one.syntax().uid())
                  + "Content-Location: http://gateway"
                  + path
                  + "\r\n\r\n"));
      body.writeBytes(
          Part10Writer.header(new FileMeta(one.sopClassUid(), one.sopInstanceUid(), one.syntax())));
      body.writeBytes(one.dataSet().toByteArray());
      body.writeBytes(ascii("\r\n"));
    }
    body.writeBytes(ascii("--edge--\r\n"));
    Path file = Files.createTempFile(folder, "study", ".multipart");
    Files.write(file, body.toByteArray());
    Files.writeString(
        Path.of(file.toString().replace(".multipart", ".type")),
        "multipart/related; boundary=\"edge\"");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
