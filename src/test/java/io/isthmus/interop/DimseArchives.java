package io.isthmus.interop;

import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.archive.dimse.MoveSource;
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
import java.util.concurrent.Executors;

/** Makes ports to PACS for tests that go without Quarkus. */
final class DimseArchives {
  private DimseArchives() {}

  static DimseArchive archive(
      PeerAddress peer, int maxAssociations, DimseOptions.Method method, MoveDesk desk) {
    return new DimseArchive(
        MoveSource.of("pacs", peer.calledAeTitle(), peer.host()),
        pool(peer, maxAssociations),
        new DimseOptions(
            method, Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(5)),
        desk,
        Executors.newVirtualThreadPerTaskExecutor(),
        Clock.systemUTC());
  }

  static AssociationPool<PooledAssociation> pool(PeerAddress peer, int maxAssociations) {
    PoolTime time =
        PoolTime.system(
            Clock.systemUTC(),
            Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory()),
            Thread.ofVirtual().factory());
    AssociationClient client =
        new AssociationClient(
            new Negotiation("2.25.1", "TEST"), AssociationTimeouts.DEFAULT, SocketLayer.PLAIN);
    return new AssociationPool<>(
        new AssociationConnector(client, peer, 262_144),
        new Recipes(Map.of()),
        new PoolOptions(maxAssociations, Duration.ofSeconds(30)),
        new CircuitBreaker(BreakerOptions.DEFAULT, time),
        time);
  }
}
