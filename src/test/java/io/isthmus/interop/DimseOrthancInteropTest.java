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
import io.isthmus.dimse.scp.StoreScp;
import io.isthmus.dimse.scu.Cancellation;
import io.isthmus.dimse.scu.EchoScu;
import io.isthmus.dimse.scu.FindScu;
import io.isthmus.dimse.scu.GetScu;
import io.isthmus.dimse.scu.MoveScu;
import io.isthmus.dimse.scu.StoreScu;
import io.isthmus.dimse.scu.SubOperations;
import io.isthmus.ul.AssociationProposal;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.PresentationContext;
import io.isthmus.ul.RoleSelection;
import io.isthmus.ul.SupportedServices;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationServer;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our SCUs against Orthanc as it is shipped, with Nagle's algorithm on its side. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DimseOrthancInteropTest {
  private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  private static final String EXPLICIT = TransferSyntax.ExplicitVRLittleEndian.uid();
  private static final String IMPLICIT = TransferSyntax.ImplicitVRLittleEndian.uid();
  private static final String STUDY = "1.2.826.0.1.96";
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Negotiation NEGOTIATION =
      new Negotiation(Implementation.CLASS_UID, Implementation.VERSION_NAME);

  @TempDir static Path folder;
  private final AssociationClient client =
      new AssociationClient(NEGOTIATION, AssociationTimeouts.DEFAULT, SocketLayer.PLAIN);
  private final Map<String, DataSet> received = new ConcurrentHashMap<>();
  private final List<DataSet> originals = new ArrayList<>();
  private DimsePeers peers;
  private PeerAddress orthanc;
  private AssociationServer server;

  @BeforeAll
  void startOrthancWithThreeInstances() throws IOException {
    peers = new DimsePeers(folder);
    server =
        AssociationServer.start(
            new AssociationServer.Options(
                new InetSocketAddress("localhost", 0),
                4,
                AssociationTimeouts.DEFAULT,
                SocketLayer.PLAIN),
            NEGOTIATION,
            SupportedServices.builder(DimsePeers.OUR_AE)
                .serveOthers(SopClass::isStorage, List.of(EXPLICIT, IMPLICIT))
                .build(),
            new DimseDispatcher(List.of(new StoreScp(this::store))),
            Thread.ofVirtual().factory());
    orthanc =
        new PeerAddress("localhost", peers.orthanc(server.port()), "ORTHANC", DimsePeers.OUR_AE);
    try (Association association = client.open(orthanc, AssociationProposal.of(CT, EXPLICIT))) {
      for (int number = 1; number <= 3; number++) {
        ByteBuffer bytes = ByteBuffer.wrap(DimsePeers.dataSetOf(peers.instance(STUDY, number)));
        originals.add(DataSetReader.read(bytes.array(), TransferSyntax.ExplicitVRLittleEndian));
        DimseStatus status =
            new StoreScu()
                .store(
                    association,
                    StoreScu.Instance.of(CT, STUDY + ".1." + number, EXPLICIT),
                    () -> bytes.hasRemaining() ? bytes : null);
        assertThat(status).isEqualTo(DimseStatus.SUCCESS);
      }
    }
  }

  @BeforeEach
  void forget() {
    received.clear();
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
    if (peers != null) {
      peers.close();
    }
  }

  private DimseStatus store(StoreRequest request, DataStream data) throws IOException {
    received.put(
        request.sopInstanceUid(),
        DataSetReader.read(DimsePeers.collect(data), request.transferSyntax()));
    return DimseStatus.SUCCESS;
  }

  private Association openForGet() throws IOException {
    return client.open(
        orthanc,
        AssociationProposal.of(
            List.of(
                new PresentationContext(1, SopClass.StudyRootGet, List.of(IMPLICIT)),
                new PresentationContext(3, CT, List.of(EXPLICIT))),
            List.of(new RoleSelection(CT, false, true))));
  }

  private static DataSet study(String uid) {
    return DataSet.builder()
        .text(Tag.QueryRetrieveLevel, "STUDY")
        .uid(Tag.StudyInstanceUID, uid)
        .build();
  }

  @Test
  void aHundredEchoesDoNotWaitForDelayedAcknowledgements() throws IOException {
    try (Association association =
        client.open(orthanc, AssociationProposal.of(SopClass.Verification, IMPLICIT))) {
      long begun = System.nanoTime();
      for (int i = 0; i < 100; i++) {
        assertThat(new EchoScu().echo(association)).isEqualTo(DimseStatus.SUCCESS);
      }
      // Each would cost 40 ms if the kernel waited before it acknowledges.
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  @Requirement("DIM-13")
  void aQueryFindsTheStudyWithItsReturnKeys() throws IOException {
    DataSet identifier =
        study(STUDY).toBuilder()
            .empty(Tag.PatientName)
            .empty(Tag.NumberOfStudyRelatedInstances)
            .build();
    List<DataSet> matches = new ArrayList<>();
    try (Association association =
        client.open(orthanc, AssociationProposal.of(SopClass.StudyRootFind, EXPLICIT, IMPLICIT))) {
      assertThat(
              new FindScu(GRACE)
                  .find(
                      association,
                      SopClass.StudyRootFind,
                      identifier,
                      (match, pending) -> matches.add(match)))
          .isEqualTo(DimseStatus.SUCCESS);
    }
    assertThat(matches).hasSize(1);
    assertThat(matches.getFirst().string(Tag.PatientName)).contains("Test^Number");
    assertThat(matches.getFirst().string(Tag.NumberOfStudyRelatedInstances)).contains("3");
  }

  @Test
  void aGetBringsEveryDataSetAsItWasStored() throws IOException {
    try (Association association = openForGet()) {
      SubOperations result =
          new GetScu(GRACE)
              .get(
                  association,
                  SopClass.StudyRootGet,
                  study(STUDY),
                  this::store,
                  new Cancellation());
      assertThat(result.status()).isEqualTo(DimseStatus.SUCCESS);
      assertThat(result.received()).isEqualTo(3);
    }
    assertThat(received.values()).containsExactlyInAnyOrderElementsOf(originals);
  }

  @Test
  @Requirement("DIM-25")
  void aStudyThatOrthancDoesNotHaveIsAFailureWithNothingReceived() throws IOException {
    try (Association association = openForGet()) {
      SubOperations result =
          new GetScu(GRACE)
              .get(
                  association,
                  SopClass.StudyRootGet,
                  study("1.2.3.4.5"),
                  this::store,
                  new Cancellation());
      assertThat(result.status().category()).isEqualTo(DimseStatus.Category.FAILURE);
      assertThat(result.received()).isZero();
    }
  }

  @Test
  void aMoveBringsEveryDataSetToOurServer() throws IOException {
    try (Association association =
        client.open(orthanc, AssociationProposal.of(SopClass.StudyRootMove, IMPLICIT))) {
      SubOperations result =
          new MoveScu(GRACE)
              .move(
                  association,
                  SopClass.StudyRootMove,
                  DimsePeers.OUR_AE,
                  study(STUDY),
                  4711,
                  new Cancellation(),
                  counts -> {});
      assertThat(result.status()).isEqualTo(DimseStatus.SUCCESS);
    }
    assertThat(received.values()).containsExactlyInAnyOrderElementsOf(originals);
  }
}
