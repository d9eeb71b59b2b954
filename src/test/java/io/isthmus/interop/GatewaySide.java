package io.isthmus.interop;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Archives;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.dicom.data.InformationModel;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dimse.scp.DimseDispatcher;
import io.isthmus.dimse.scp.EchoScp;
import io.isthmus.dimse.scp.StoreScp;
import io.isthmus.retrieve.Retrieval;
import io.isthmus.retrieve.RetrieveOptions;
import io.isthmus.retrieve.RetrieveService;
import io.isthmus.retrieve.SpooledInstance;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.SpoolReader;
import io.isthmus.security.Access;
import io.isthmus.security.Caller;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.Octets;
import io.isthmus.ul.net.AssociationServer;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;

/** What retrieves in the gateway, from the Store SCP to the spool, without HTTP. */
final class GatewaySide implements AutoCloseable {
  static final String AE_TITLE = "ISTHMUS";

  /** An instance as a client would get it. */
  record Got(
      String sopClassUid,
      String sopInstanceUid,
      String seriesInstanceUid,
      TransferSyntax syntax,
      Octets dataSet) {}

  private final MoveDesk desk = new MoveDesk(AE_TITLE);
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Phaser underWay = new Phaser(1);
  private final AssociationServer server;
  private final InstanceSpool spool;
  private final List<DimseArchive> archives = new ArrayList<>();

  GatewaySide(Path folder) throws IOException {
    this(folder, 0);
  }

  /** Listens on a port, 0 for a free one. */
  GatewaySide(Path folder, int port) throws IOException {
    spool = InstanceSpool.open(new InstanceSpool.Options(folder, 1L << 30, Duration.ofSeconds(30)));
    server =
        AssociationServer.start(
            new AssociationServer.Options(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                64,
                AssociationTimeouts.DEFAULT,
                SocketLayer.PLAIN),
            new Negotiation("2.25.1", "TEST"),
            new TakesAll(),
            new DimseDispatcher(List.of(new EchoScp(), new StoreScp(desk))),
            Thread.ofVirtual().factory());
  }

  int port() {
    return server.port();
  }

  DimseArchive archive(PeerAddress peer, int maxAssociations, DimseOptions.Method method) {
    return archive(peer, InformationModel.STUDY_ROOT, maxAssociations, method);
  }

  DimseArchive archive(
      PeerAddress peer, InformationModel model, int maxAssociations, DimseOptions.Method method) {
    DimseArchive archive = DimseArchives.archive(peer, model, maxAssociations, method, desk);
    archives.add(archive);
    return archive;
  }

  /** Retrieves as a client does, to the end. */
  List<Got> retrieve(DimseArchive archive, RetrieveScope scope)
      throws ArchiveException, IOException {
    RetrieveService service =
        new RetrieveService(
            new Archives(List.of(archive), archive.id()),
            Access.OPEN,
            spool,
            this::run,
            RetrieveOptions.DEFAULT,
            Clock.systemUTC());
    List<Got> all = new ArrayList<>();
    try (Retrieval retrieval = service.open(Caller.LOCAL, archive.id(), scope)) {
      for (SpooledInstance next = retrieval.next(); next != null; next = retrieval.next()) {
        try (SpoolReader reader = next.open()) {
          all.add(
              new Got(
                  next.sopClassUid(),
                  next.sopInstanceUid(),
                  next.seriesInstanceUid(),
                  next.transferSyntax(),
                  Octets.of(bytes(reader))));
        }
      }
    }
    underWay.arriveAndAwaitAdvance();
    return all;
  }

  private void run(Runnable task) {
    underWay.register();
    executor.execute(() -> {
      try {
        task.run();
      } finally {
        underWay.arriveAndDeregister();
      }
    });
  }

  private static byte[] bytes(SpoolReader reader) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    while (reader.read(buffer.clear()) >= 0) {
      bytes.write(buffer.array(), 0, buffer.position());
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() throws IOException {
    archives.forEach(DimseArchive::close);
    server.close();
    executor.close();
    spool.close();
  }
}
