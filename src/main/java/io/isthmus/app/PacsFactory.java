package io.isthmus.app;

import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.archive.dimse.MoveSource;
import io.isthmus.config.GatewayConfig;
import io.isthmus.dicom.codec.Implementation;
import io.isthmus.pool.AssociationConnector;
import io.isthmus.pool.AssociationPool;
import io.isthmus.pool.BreakerOptions;
import io.isthmus.pool.CircuitBreaker;
import io.isthmus.pool.PoolOptions;
import io.isthmus.pool.PoolTime;
import io.isthmus.pool.Recipes;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/** Makes the port to a PACS out of its settings. */
final class PacsFactory {
  private final GatewayConfig config;
  private final MoveDesk desk;
  private final Executor executor;
  private final Clock clock;
  private final PoolTime time;
  private final AssociationClient client;

  PacsFactory(GatewayConfig config, MoveDesk desk, Executor executor, Clock clock, PoolTime time) {
    this.config = config;
    this.desk = desk;
    this.executor = executor;
    this.clock = clock;
    this.time = time;
    this.client = new AssociationClient(negotiation(), timeouts(config.dimse()), SocketLayer.PLAIN);
  }

  DimseArchive pacs(String id, GatewayConfig.Pacs pacs) {
    DimseOptions.Method method =
        switch (pacs.retrieve()) {
          case AUTO -> DimseOptions.Method.AUTO;
          case GET -> DimseOptions.Method.GET;
          case MOVE -> DimseOptions.Method.MOVE;
        };
    PeerAddress peer = new PeerAddress(pacs.host(), pacs.port(), pacs.aeTitle(), config.aeTitle());
    MoveSource source =
        new MoveSource(id, pacs.aeTitle(), pacs.senders().orElse(List.of(pacs.host())));
    return pacs(source, peer, pacs.maxAssociations(), method);
  }

  static Negotiation negotiation() {
    return new Negotiation(Implementation.CLASS_UID, Implementation.VERSION_NAME);
  }

  static AssociationTimeouts timeouts(GatewayConfig.Dimse dimse) {
    return new AssociationTimeouts(
        dimse.connectTimeout(),
        dimse.associateTimeout(),
        dimse.responseTimeout(),
        dimse.sendTimeout(),
        dimse.releaseTimeout());
  }

  DimseArchive pacs(
      MoveSource source, PeerAddress peer, int maxAssociations, DimseOptions.Method method) {
    GatewayConfig.Dimse dimse = config.dimse();
    return new DimseArchive(
        source,
        new AssociationPool<>(
            new AssociationConnector(client, peer, dimse.maxPduLength()),
            new Recipes(Map.of()),
            new PoolOptions(maxAssociations, dimse.idleTimeout()),
            new CircuitBreaker(BreakerOptions.DEFAULT, time),
            time),
        new DimseOptions(method, dimse.poolWait(), dimse.cancelGrace(), dimse.moveGrace()),
        desk,
        executor,
        clock);
  }
}
