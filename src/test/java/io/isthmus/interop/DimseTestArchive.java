package io.isthmus.interop;

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
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;

/**
 * Our server with all composite services, on what was stored into it; as large as a test of dcmtk
 * programs needs it. Knows one C-MOVE destination, SINK.
 */
final class DimseTestArchive implements AutoCloseable {
  private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  private static final String EXPLICIT = TransferSyntax.ExplicitVRLittleEndian.uid();
  private static final String IMPLICIT = TransferSyntax.ImplicitVRLittleEndian.uid();
  private static final Negotiation NEGOTIATION =
      new Negotiation(Implementation.CLASS_UID, Implementation.VERSION_NAME);

  private final String study;
  private final int destinationPort;
  private final AssociationServer server;
  private final Map<String, Stored> stored = new ConcurrentSkipListMap<>();

  record Stored(StoreRequest request, Octets bytes) implements StoredInstance {
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

  DimseTestArchive(String study, int destinationPort) throws IOException {
    this.study = study;
    this.destinationPort = destinationPort;
    this.server =
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
  }

  int port() {
    return server.port();
  }

  Map<String, Stored> stored() {
    return stored;
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

  private DimseStatus store(StoreRequest request, DataStream data) throws IOException {
    stored.put(request.sopInstanceUid(), new Stored(request, Octets.of(DimsePeers.collect(data))));
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
                .text(Tag.QueryRetrieveLevel, "study")
                .uid(Tag.StudyInstanceUID, study + "." + number)
                .build())
        .iterator();
  }

  private List<StoredInstance> retrieve(String sopClassUid, DataSet identifier) {
    return identifier.string(Tag.StudyInstanceUID).orElse("").equals(study)
        ? List.copyOf(stored.values())
        : List.of();
  }

  private Optional<PeerAddress> destination(String aeTitle) {
    return aeTitle.equals("SINK")
        ? Optional.of(new PeerAddress("localhost", destinationPort, "SINK", "PACS"))
        : Optional.empty();
  }

  @Override
  public void close() {
    server.close();
  }
}
