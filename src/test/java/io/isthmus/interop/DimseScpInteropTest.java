package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.codec.Implementation;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dimse.DataStream;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.StoreRequest;
import io.isthmus.dimse.scp.DimseDispatcher;
import io.isthmus.dimse.scp.DimseStatusException;
import io.isthmus.dimse.scp.EchoScp;
import io.isthmus.dimse.scp.FindScp;
import io.isthmus.dimse.scp.GetScp;
import io.isthmus.dimse.scp.MoveScp;
import io.isthmus.dimse.scp.StoreScp;
import io.isthmus.dimse.scp.StoredInstance;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.Octets;
import io.isthmus.ul.SupportedServices;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationServer;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of dcmtk against our server and its SCPs. */
class DimseScpInteropTest {
  private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  private static final String EXPLICIT = TransferSyntax.ExplicitVRLittleEndian.uid();
  private static final String IMPLICIT = TransferSyntax.ImplicitVRLittleEndian.uid();
  private static final String STUDY = "1.2.826.0.1.98";
  private static final Negotiation NEGOTIATION =
      new Negotiation(Implementation.CLASS_UID, Implementation.VERSION_NAME);

  @TempDir Path folder;
  private DimsePeers peers;
  private AssociationServer server;
  private String port;
  private int destinationPort;
  private final Map<String, Stored> stored = new ConcurrentSkipListMap<>();

  private record Stored(StoreRequest request, Octets bytes) implements StoredInstance {
    @Override
    public String sopClassUid() {
      return request.sopClassUid();
    }

    @Override
    public String sopInstanceUid() {
      return request.sopInstanceUid();
    }

    @Override
    public List<String> transferSyntaxes() {
      return List.of(request.transferSyntax().uid());
    }

    @Override
    public InputStream open(String transferSyntax) {
      return new ByteArrayInputStream(bytes.toByteArray());
    }
  }

  @BeforeEach
  void startServer() throws IOException {
    peers = new DimsePeers(folder);
    destinationPort = DimsePeers.freePort();
    server =
        AssociationServer.start(
            new AssociationServer.Options(
                new InetSocketAddress("localhost", 0),
                2,
                AssociationTimeouts.DEFAULT,
                SocketLayer.PLAIN),
            NEGOTIATION,
            services(),
            new DimseDispatcher(
                List.of(
                    new EchoScp(),
                    new StoreScp(this::store),
                    new FindScp(this::find),
                    new GetScp(this::retrieve),
                    new MoveScp(
                        this::retrieve,
                        new AssociationClient(
                            NEGOTIATION, AssociationTimeouts.DEFAULT, SocketLayer.PLAIN),
                        this::destination))),
            Thread.ofVirtual().factory());
    port = Integer.toString(server.port());
  }

  private static SupportedServices services() {
    List<String> uncompressed = List.of(EXPLICIT, IMPLICIT);
    return SupportedServices.builder("PACS")
        .serve(SopClass.Verification, uncompressed)
        .serve(CT, uncompressed)
        .roles(CT)
        .serve(SopClass.StudyRootFind, uncompressed)
        .serve(SopClass.StudyRootGet, uncompressed)
        .serve(SopClass.StudyRootMove, uncompressed)
        .build();
  }

  @AfterEach
  void stopServer() {
    if (server != null) {
      server.close();
    }
    if (peers != null) {
      peers.close();
    }
  }

  private DimseStatus store(StoreRequest request, DataStream data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer next = data.next(); next != null; next = data.next()) {
      byte[] piece = new byte[next.remaining()];
      next.get(piece);
      bytes.writeBytes(piece);
    }
    stored.put(request.sopInstanceUid(), new Stored(request, Octets.of(bytes.toByteArray())));
    return DimseStatus.SUCCESS;
  }

  private Iterator<DataSet> find(String sopClassUid, DataSet identifier)
      throws DimseStatusException {
    if (identifier.string(Tag.QueryRetrieveLevel).isEmpty()) {
      throw new DimseStatusException(
          DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS.withComment("no level"));
    }
    return IntStream.range(0, 10_000)
        .mapToObj(number ->
            DataSet.builder()
                .text(Tag.QueryRetrieveLevel, "STUDY")
                .uid(Tag.StudyInstanceUID, STUDY + "." + number)
                .build())
        .iterator();
  }

  private List<StoredInstance> retrieve(String sopClassUid, DataSet identifier) {
    return identifier.string(Tag.StudyInstanceUID).orElse("").equals(STUDY)
        ? List.copyOf(stored.values())
        : List.of();
  }

  private Optional<PeerAddress> destination(String aeTitle) {
    return aeTitle.equals("SINK")
        ? Optional.of(new PeerAddress("localhost", destinationPort, "SINK", "PACS"))
        : Optional.empty();
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
    assertThat(stored).hasSize(3);
    for (int number = 1; number <= 3; number++) {
      Stored instance = stored.get(STUDY + ".1." + number);
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
    assertThat(stored.get(STUDY + ".1.7").bytes().length())
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
