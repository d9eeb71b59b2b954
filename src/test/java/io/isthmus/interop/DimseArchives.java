package io.isthmus.interop;

import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.archive.dimse.MoveSource;
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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Makes ports to PACS for tests that go without Quarkus. */
final class DimseArchives {
  private static final ScheduledExecutorService ALARMS =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());

  /** Does not open, so that each request is asked of the PACS. */
  private static final BreakerOptions PATIENT =
      new BreakerOptions(10_000, Duration.ofSeconds(1), Duration.ofSeconds(1));

  private DimseArchives() {}

  static DimseArchive archive(
      PeerAddress peer, int maxAssociations, DimseOptions.Method method, MoveDesk desk) {
    return archive(peer, InformationModel.STUDY_ROOT, maxAssociations, method, desk);
  }

  static DimseArchive archive(
      PeerAddress peer,
      InformationModel model,
      int maxAssociations,
      DimseOptions.Method method,
      MoveDesk desk) {
    return archive(
        peer,
        pool(peer, model, maxAssociations, AssociationTimeouts.DEFAULT, BreakerOptions.DEFAULT),
        new DimseOptions(
            method, Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(5)),
        desk);
  }

  /** One from which a large retrieve comes over several of four associations. */
  static DimseArchive retrievingOver(
      int associations, PeerAddress peer, DimseOptions.Method method, MoveDesk desk) {
    return archive(
        peer,
        pool(peer, 4),
        new DimseOptions(
                method, Duration.ofSeconds(10), Duration.ofSeconds(3), Duration.ofSeconds(5))
            .retrievingOver(associations),
        desk);
  }

  /** One that is asked whatever it did before. */
  static DimseArchive patient(
      PeerAddress peer, AssociationTimeouts timeouts, DimseOptions options, MoveDesk desk) {
    return archive(
        peer, pool(peer, InformationModel.STUDY_ROOT, 2, timeouts, PATIENT), options, desk);
  }

  private static DimseArchive archive(
      PeerAddress peer,
      AssociationPool<PooledAssociation> pool,
      DimseOptions options,
      MoveDesk desk) {
    return new DimseArchive(
        MoveSource.of("pacs", peer.calledAeTitle(), peer.host()),
        pool,
        options,
        desk,
        Executors.newVirtualThreadPerTaskExecutor(),
        Clock.systemUTC());
  }

  static AssociationPool<PooledAssociation> pool(PeerAddress peer, int maxAssociations) {
    return pool(
        peer,
        InformationModel.STUDY_ROOT,
        maxAssociations,
        AssociationTimeouts.DEFAULT,
        BreakerOptions.DEFAULT);
  }

  private static AssociationPool<PooledAssociation> pool(
      PeerAddress peer,
      InformationModel model,
      int maxAssociations,
      AssociationTimeouts timeouts,
      BreakerOptions breaker) {
    PoolTime time = PoolTime.system(Clock.systemUTC(), ALARMS, Thread.ofVirtual().factory());
    AssociationClient client =
        new AssociationClient(new Negotiation("2.25.1", "TEST"), timeouts, SocketLayer.PLAIN);
    return new AssociationPool<>(
        new AssociationConnector(client, peer, 262_144),
        new Recipes(model, Map.of()),
        new PoolOptions(maxAssociations, Duration.ofSeconds(30)),
        new CircuitBreaker(breaker, time),
        time);
  }
}
