package io.isthmus.bench;

import io.isthmus.dicom.codec.Implementation;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dimse.DataStream;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.scp.DimseDispatcher;
import io.isthmus.dimse.scp.StoreScp;
import io.isthmus.dimse.scu.Cancellation;
import io.isthmus.dimse.scu.FindScu;
import io.isthmus.dimse.scu.GetScu;
import io.isthmus.dimse.scu.MoveScu;
import io.isthmus.ul.AcceptPolicy;
import io.isthmus.ul.AssociationProposal;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.PresentationContext;
import io.isthmus.ul.RoleSelection;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationServer;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What the same costs on the wire alone: one association, nothing kept, nothing parsed. */
final class RawDimse {
  private static final String AE_TITLE = "BENCH";

  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final List<String> SYNTAXES =
      List.of(
          TransferSyntax.ExplicitVRLittleEndian.uid(), TransferSyntax.ImplicitVRLittleEndian.uid());

  private static final Negotiation NEGOTIATION =
      new Negotiation(Implementation.CLASS_UID, Implementation.VERSION_NAME);

  private final AssociationClient client;
  private final PeerAddress pacs;
  private final SocketLayer layer;
  private final AtomicInteger messageIds = new AtomicInteger();

  RawDimse(PeerAddress pacs) {
    this(pacs, SocketLayer.PLAIN);
  }

  RawDimse(PeerAddress pacs, SocketLayer layer) {
    this.pacs = pacs;
    this.layer = layer;
    this.client = new AssociationClient(NEGOTIATION, AssociationTimeouts.DEFAULT, layer);
  }

  Association openForFind() throws IOException {
    return client.open(
        pacs, AssociationProposal.of(SopClass.StudyRootFind, SYNTAXES.toArray(String[]::new)));
  }

  Association openForGet(String sopClass) throws IOException {
    return client.open(
        pacs,
        AssociationProposal.of(
            List.of(
                new PresentationContext(1, SopClass.StudyRootGet, SYNTAXES),
                new PresentationContext(3, sopClass, SYNTAXES)),
            List.of(new RoleSelection(sopClass, true, true))));
  }

  Association openForMove() throws IOException {
    return client.open(
        pacs, AssociationProposal.of(SopClass.StudyRootMove, SYNTAXES.toArray(String[]::new)));
  }

  /** Takes what the PACS is told to send, and throws it away. */
  AssociationServer receive(int port) throws IOException {
    return AssociationServer.start(
        new AssociationServer.Options(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            64,
            AssociationTimeouts.DEFAULT,
            layer),
        NEGOTIATION,
        new TakesAll(),
        new DimseDispatcher(
            List.of(
                new StoreScp(
                    (request, data) -> {
                      passOver(data);
                      return DimseStatus.SUCCESS;
                    }))),
        Thread.ofVirtual().factory());
  }

  private record TakesAll() implements AcceptPolicy {
    @Override
    public boolean acceptsCalled(String calledAeTitle) {
      return true;
    }

    @Override
    public boolean supports(String abstractSyntax) {
      return SopClass.isStorage(abstractSyntax);
    }

    @Override
    public Optional<String> choose(String abstractSyntax, List<String> proposed) {
      return proposed.stream().filter(SYNTAXES::contains).findFirst();
    }
  }

  /** A search with the keys that a QIDO-RS search for studies asks for (QIDO-28). */
  void find(Association association, String patient) throws IOException {
    find(association, patient, 1);
  }

  /** The same with a number of matches. */
  void find(Association association, String patient, int expected) throws IOException {
    DataSetBuilder keys =
        DataSet.builder().text(Tag.QueryRetrieveLevel, "STUDY").text(Tag.PatientID, patient);
    for (int tag :
        new int[] {
          Tag.StudyDate, Tag.StudyTime, Tag.AccessionNumber, Tag.InstanceAvailability,
          Tag.ModalitiesInStudy, Tag.ReferringPhysicianName, Tag.TimezoneOffsetFromUTC,
          Tag.PatientName, Tag.PatientBirthDate, Tag.PatientSex, Tag.StudyInstanceUID, Tag.StudyID,
          Tag.NumberOfStudyRelatedSeries, Tag.NumberOfStudyRelatedInstances
        }) {
      keys.empty(tag);
    }
    int[] found = new int[1];
    DimseStatus status =
        new FindScu(GRACE)
            .find(
                association,
                SopClass.StudyRootFind,
                keys.build(),
                (match, pending) -> ++found[0] > 0);
    require(status.equals(DimseStatus.SUCCESS) && found[0] == expected, expected + " studies are found");
  }

  /** Retrieves and throws away; returns the bytes of the data sets. */
  long get(Association association, DataSet identifier, int expected) throws IOException {
    long[] bytes = new long[1];
    var outcome =
        new GetScu(GRACE)
            .get(
                association,
                SopClass.StudyRootGet,
                identifier,
                (request, data) -> {
                  bytes[0] += passOver(data);
                  return DimseStatus.SUCCESS;
                },
                new Cancellation());
    require(outcome.received() == expected, expected + " instances come");
    return bytes[0];
  }

  /** Has the PACS send it to {@link #receive}. */
  void move(Association association, DataSet identifier, int expected) throws IOException {
    var outcome =
        new MoveScu(GRACE)
            .move(
                association,
                SopClass.StudyRootMove,
                AE_TITLE,
                identifier,
                1 + messageIds.getAndIncrement() % 60_000,
                new Cancellation(),
                counts -> {});
    require(outcome.counts().completed() == expected, expected + " instances are sent");
  }

  private static long passOver(DataStream data) throws IOException {
    long bytes = 0;
    for (ByteBuffer some = data.next(); some != null; some = data.next()) {
      bytes += some.remaining();
    }
    return bytes;
  }

  static DataSet study(BenchData.Study study) {
    return DataSet.builder()
        .text(Tag.QueryRetrieveLevel, "STUDY")
        .uid(Tag.StudyInstanceUID, study.uid())
        .build();
  }

  static DataSet instance(BenchData.Study study, int slice) {
    return DataSet.builder()
        .text(Tag.QueryRetrieveLevel, "IMAGE")
        .uid(Tag.StudyInstanceUID, study.uid())
        .uid(Tag.SeriesInstanceUID, study.series())
        .uid(Tag.SOPInstanceUID, study.instance(slice))
        .build();
  }

  private static void require(boolean holds, String fact) throws IOException {
    if (!holds) {
      throw new IOException("not so: " + fact);
    }
  }
}
