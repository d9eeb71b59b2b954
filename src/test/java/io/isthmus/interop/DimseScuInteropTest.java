package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.codec.Implementation;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.scp.DimseDispatcher;
import io.isthmus.dimse.scp.StoreScp;
import io.isthmus.dimse.scu.Cancellation;
import io.isthmus.dimse.scu.EchoScu;
import io.isthmus.dimse.scu.FindScu;
import io.isthmus.dimse.scu.GetScu;
import io.isthmus.dimse.scu.MoveScu;
import io.isthmus.dimse.scu.NoAcceptedContextException;
import io.isthmus.dimse.scu.StoreScu;
import io.isthmus.dimse.scu.SubOperations;
import io.isthmus.ul.AssociationProposal;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.PresentationContext;
import io.isthmus.ul.RoleSelection;
import io.isthmus.ul.SupportedServices;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationException;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our SCUs against dcmqrscp, and our Store SCP as the destination of its C-MOVE. */
class DimseScuInteropTest {
  private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  private static final String EXPLICIT = TransferSyntax.ExplicitVRLittleEndian.uid();
  private static final String IMPLICIT = TransferSyntax.ImplicitVRLittleEndian.uid();
  private static final String STUDY = "1.2.826.0.1.99";
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final Negotiation NEGOTIATION =
      new Negotiation(Implementation.CLASS_UID, Implementation.VERSION_NAME);

  @TempDir Path folder;
  private DimsePeers peers;
  private PeerAddress peer;
  private AssociationServer server;
  private final Map<String, byte[]> stored = new ConcurrentHashMap<>();
  private final AssociationClient client =
      new AssociationClient(NEGOTIATION, AssociationTimeouts.DEFAULT, SocketLayer.PLAIN);

  @BeforeEach
  void startPeers() throws IOException {
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
                .serve(CT, List.of(EXPLICIT, IMPLICIT))
                .build(),
            new DimseDispatcher(
                List.of(
                    new StoreScp((request, data) -> {
                      stored.put(request.sopInstanceUid(), DimsePeers.collect(data));
                      assertThat(request.moveOriginatorAeTitle()).isEqualTo("ISTHMUS");
                      assertThat(request.moveOriginatorMessageId()).isEqualTo(77);
                      return DimseStatus.SUCCESS;
                    }))),
            Thread.ofVirtual().factory());
    peer =
        new PeerAddress(
            "localhost", peers.dcmqrscp(server.port()), DimsePeers.DCMQRSCP_AE, DimsePeers.OUR_AE);
  }

  @AfterEach
  void stopPeers() {
    if (server != null) {
      server.close();
    }
    if (peers != null) {
      peers.close();
    }
  }

  private List<Path> storeInstances(int count) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Association association = client.open(peer, AssociationProposal.of(CT, EXPLICIT))) {
      for (int number = 1; number <= count; number++) {
        Path file = peers.instance(STUDY, number);
        files.add(file);
        ByteBuffer bytes = ByteBuffer.wrap(DimsePeers.dataSetOf(file));
        DimseStatus status =
            new StoreScu()
                .store(
                    association,
                    StoreScu.Instance.of(CT, STUDY + ".1." + number, EXPLICIT),
                    () -> bytes.hasRemaining() ? bytes : null);
        assertThat(status).isEqualTo(DimseStatus.SUCCESS);
      }
    }
    return files;
  }

  private static DataSet study() {
    return DataSet.builder()
        .text(Tag.QueryRetrieveLevel, "STUDY")
        .uid(Tag.StudyInstanceUID, STUDY)
        .build();
  }

  @Test
  void dcmqrscpAnswersOurEcho() throws IOException {
    try (Association association =
        client.open(peer, AssociationProposal.of(SopClass.Verification, IMPLICIT))) {
      for (int i = 0; i < 5; i++) {
        assertThat(new EchoScu().echo(association)).isEqualTo(DimseStatus.SUCCESS);
      }
      assertThat(association.isAlive()).isTrue();
      assertThat(association.agreement().peerImplementationVersionName()).contains("DCMTK");
    }
  }

  @Test
  @Requirement("DIM-01")
  void aCalledTitleThatDcmqrscpDoesNotKnowIsAPermanentRejection() {
    PeerAddress wrong = new PeerAddress("localhost", peer.port(), "NOBODY", DimsePeers.OUR_AE);
    assertThatThrownBy(
            () -> client.open(wrong, AssociationProposal.of(SopClass.Verification, IMPLICIT)))
        .isInstanceOfSatisfying(
            AssociationException.class,
            e -> assertThat(e.reason()).isEqualTo(AssociationException.Reason.REJECTED_PERMANENT));
  }

  @Test
  @Requirement("DIM-14")
  void aQueryGivesEveryMatchAndTheFinalStatus() throws IOException {
    storeInstances(3);
    List<String> numbers = new ArrayList<>();
    try (Association association =
        client.open(peer, AssociationProposal.of(SopClass.StudyRootFind, EXPLICIT, IMPLICIT))) {
      DimseStatus status =
          new FindScu(GRACE)
              .find(
                  association,
                  SopClass.StudyRootFind,
                  images(),
                  (match, pending) -> numbers.add(match.string(Tag.InstanceNumber).orElse("")));
      assertThat(status).isEqualTo(DimseStatus.SUCCESS);
      assertThat(association.isAlive()).isTrue();
    }
    assertThat(numbers).containsExactlyInAnyOrder("1", "2", "3");
  }

  private static DataSet images() {
    return DataSet.builder()
        .text(Tag.QueryRetrieveLevel, "IMAGE")
        .uid(Tag.StudyInstanceUID, STUDY)
        .uid(Tag.SeriesInstanceUID, STUDY + ".1")
        .empty(Tag.InstanceNumber)
        .build();
  }

  @Test
  @Requirement("DIM-16")
  void aReceiverThatHasEnoughEndsTheQueryAndTheAssociationStaysOfUse() throws IOException {
    storeInstances(4);
    List<DataSet> matches = new ArrayList<>();
    try (Association association =
        client.open(peer, AssociationProposal.of(SopClass.StudyRootFind, IMPLICIT))) {
      DimseStatus status =
          new FindScu(GRACE)
              .find(
                  association,
                  SopClass.StudyRootFind,
                  images(),
                  (match, pending) -> {
                    matches.add(match);
                    return false;
                  });
      // The last match may have been under way already, and then all were found.
      assertThat(status.code()).isIn(0xFE00, 0x0000);
      assertThat(matches).hasSize(1);
      assertThat(
              new FindScu(GRACE)
                  .find(association, SopClass.StudyRootFind, images(), (match, pending) -> true))
          .isEqualTo(DimseStatus.SUCCESS);
    }
  }

  @Test
  void aGetBringsEveryDataSetAsItWasStored() throws IOException {
    List<Path> files = storeInstances(3);
    Map<String, byte[]> received = new ConcurrentHashMap<>();
    AssociationProposal proposal =
        AssociationProposal.of(
            List.of(
                new PresentationContext(1, SopClass.StudyRootGet, List.of(IMPLICIT)),
                new PresentationContext(3, CT, List.of(EXPLICIT))),
            List.of(new RoleSelection(CT, false, true)));
    try (Association association = client.open(peer, proposal)) {
      assertThat(association.acceptsRequestorAsScp(CT)).isTrue();
      SubOperations result =
          new GetScu(GRACE)
              .get(
                  association,
                  SopClass.StudyRootGet,
                  study(),
                  (request, data) -> {
                    received.put(request.sopInstanceUid(), DimsePeers.collect(data));
                    return DimseStatus.SUCCESS;
                  },
                  new Cancellation());
      assertThat(result.status()).isEqualTo(DimseStatus.SUCCESS);
      assertThat(result.received()).isEqualTo(3);
      assertThat(result.counts().completed()).isEqualTo(3);
      assertThat(association.isAlive()).isTrue();
    }
    for (int number = 1; number <= 3; number++) {
      assertThat(read(received.get(STUDY + ".1." + number)))
          .isEqualTo(read(DimsePeers.dataSetOf(files.get(number - 1))));
    }
  }

  private static DataSet read(byte[] bytes) throws IOException {
    return DataSetReader.read(bytes, TransferSyntax.ExplicitVRLittleEndian);
  }

  @Test
  void aRefusedInstanceIsCountedAndNamedByDcmqrscp() throws IOException {
    storeInstances(2);
    AssociationProposal proposal =
        AssociationProposal.of(
            List.of(
                new PresentationContext(1, SopClass.StudyRootGet, List.of(IMPLICIT)),
                new PresentationContext(3, CT, List.of(EXPLICIT))),
            List.of(new RoleSelection(CT, false, true)));
    try (Association association = client.open(peer, proposal)) {
      SubOperations result =
          new GetScu(GRACE)
              .get(
                  association,
                  SopClass.StudyRootGet,
                  study(),
                  (request, data) -> {
                    if (request.sopInstanceUid().endsWith("2")) {
                      throw new IOException("disk full");
                    }
                    return DimseStatus.SUCCESS; // and the data set is passed over
                  },
                  new Cancellation());
      assertThat(result.counts().failed()).isEqualTo(1);
      assertThat(result.status().code()).isEqualTo(0xB000);
      assertThat(result.failedUids()).containsExactly(STUDY + ".1.2");
    }
  }

  @Test
  @Requirement("DIM-30")
  void aMoveBringsEveryInstanceToOurServerWithItsOriginator() throws IOException {
    List<Path> files = storeInstances(3);
    try (Association association =
        client.open(peer, AssociationProposal.of(SopClass.StudyRootMove, IMPLICIT))) {
      List<Integer> completed = new ArrayList<>();
      SubOperations result =
          new MoveScu(GRACE)
              .move(
                  association,
                  SopClass.StudyRootMove,
                  DimsePeers.OUR_AE,
                  study(),
                  77,
                  new Cancellation(),
                  counts -> completed.add(counts.completed()));
      assertThat(result.status()).isEqualTo(DimseStatus.SUCCESS);
      assertThat(result.counts().completed()).isEqualTo(3);
      assertThat(completed).contains(1, 2);
    }
    for (int number = 1; number <= 3; number++) {
      assertThat(read(stored.get(STUDY + ".1." + number)))
          .isEqualTo(read(DimsePeers.dataSetOf(files.get(number - 1))));
    }
  }

  @Test
  @Requirement("DIM-29")
  void aDestinationThatDcmqrscpDoesNotKnowIsA801() throws IOException {
    storeInstances(1);
    try (Association association =
        client.open(peer, AssociationProposal.of(SopClass.StudyRootMove, IMPLICIT))) {
      SubOperations result =
          new MoveScu(GRACE)
              .move(
                  association,
                  SopClass.StudyRootMove,
                  "NOBODY",
                  study(),
                  1,
                  new Cancellation(),
                  counts -> {});
      assertThat(result.status().code()).isEqualTo(0xA801);
    }
  }

  @Test
  void aClassThatWasNotAcceptedLeavesTheAssociationOpen() throws IOException {
    try (Association association =
        client.open(peer, AssociationProposal.of(SopClass.Verification, IMPLICIT))) {
      assertThatThrownBy(() ->
              new FindScu(GRACE)
                  .find(association, SopClass.StudyRootFind, study(), (match, status) -> true))
          .isInstanceOf(NoAcceptedContextException.class);
      assertThat(new EchoScu().echo(association)).isEqualTo(DimseStatus.SUCCESS);
    }
  }
}
