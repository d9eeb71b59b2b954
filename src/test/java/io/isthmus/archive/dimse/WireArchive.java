package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveState;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.InformationModel;
import io.isthmus.pool.AssociationConnector;
import io.isthmus.pool.AssociationPool;
import io.isthmus.pool.BreakerOptions;
import io.isthmus.pool.CircuitBreaker;
import io.isthmus.pool.PoolOptions;
import io.isthmus.pool.PoolTime;
import io.isthmus.pool.PooledAssociation;
import io.isthmus.pool.Recipes;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A PACS on a port of this host, through the whole of the wire, on one association at most. */
final class WireArchive implements AutoCloseable {
  private final ScheduledExecutorService alarms =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final AssociationPool<PooledAssociation> pool;
  private final DimseArchive archive;

  /** With one limit for everything that is waited for. */
  WireArchive(int port, Duration limit) {
    Clock clock = Clock.systemUTC();
    PoolTime time = PoolTime.system(clock, alarms, Thread.ofVirtual().factory());
    AssociationClient client =
        new AssociationClient(
            new Negotiation("2.25.1", "TEST"),
            new AssociationTimeouts(limit, limit, limit, limit, limit),
            SocketLayer.PLAIN);
    PeerAddress peer = new PeerAddress("127.0.0.1", port, "PACS", "ISTHMUS");
    pool =
        new AssociationPool<>(
            new AssociationConnector(client, peer, 16_384),
            new Recipes(InformationModel.STUDY_ROOT, Map.of()),
            new PoolOptions(1, Duration.ofSeconds(30)),
            new CircuitBreaker(BreakerOptions.DEFAULT, time),
            time);
    archive =
        new DimseArchive(
            MoveSource.of("pacs", peer.calledAeTitle(), peer.host()),
            pool,
            new DimseOptions(DimseOptions.Method.AUTO, limit, limit, limit),
            new MoveDesk("ISTHMUS"),
            executor,
            clock);
  }

  AssociationPool<PooledAssociation> pool() {
    return pool;
  }

  ArchiveState state() {
    return archive.state();
  }

  /** Asks for all studies; gives how many there are. */
  int search() throws ArchiveException {
    return search(new Cancellation());
  }

  /** The same, to be cancelled. */
  int search(Cancellation cancellation) throws ArchiveException {
    int[] count = new int[1];
    archive.find(
        new FindRequest(QueryLevel.STUDY, DataSet.EMPTY),
        match -> {
          count[0]++;
          return true;
        },
        cancellation);
    return count[0];
  }

  @Override
  public void close() {
    archive.close();
    executor.shutdownNow();
    alarms.shutdownNow();
  }
}
