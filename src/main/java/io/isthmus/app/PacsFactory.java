package io.isthmus.app;

import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.archive.dimse.MoveSource;
import io.isthmus.archive.dimse.SearchText;
import io.isthmus.config.GatewayConfig;
import io.isthmus.config.InvalidConfigurationException;
import io.isthmus.config.PacsConfig;
import io.isthmus.dicom.codec.Implementation;
import io.isthmus.dicom.data.InformationModel;
import io.isthmus.pool.AssociationConnector;
import io.isthmus.pool.AssociationPool;
import io.isthmus.pool.BreakerOptions;
import io.isthmus.pool.CircuitBreaker;
import io.isthmus.pool.PoolOptions;
import io.isthmus.pool.PoolTime;
import io.isthmus.pool.Recipes;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.UserIdentity;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Makes the port to a PACS out of its settings. */
final class PacsFactory {
  private final GatewayConfig config;
  private final MoveDesk desk;
  private final Executor executor;
  private final Clock clock;
  private final PoolTime time;
  private final Function<PacsConfig, SocketLayer> layers;

  PacsFactory(
      GatewayConfig config,
      Function<PacsConfig, SocketLayer> layers,
      MoveDesk desk,
      Executor executor,
      Clock clock,
      PoolTime time) {
    this.config = config;
    this.layers = layers;
    this.desk = desk;
    this.executor = executor;
    this.clock = clock;
    this.time = time;
  }

  DimseArchive pacs(String id, PacsConfig pacs) {
    PeerAddress peer = new PeerAddress(pacs.host(), pacs.port(), pacs.aeTitle(), config.aeTitle());
    AssociationConnector connector = connector(peer, layers.apply(pacs));
    return pacs(
        source(id, pacs),
        identity(pacs).map(connector::withIdentity).orElse(connector),
        model(pacs),
        pacs.maxAssociations(),
        options(id, pacs, config.dimse()));
  }

  /** From where it may send what C-MOVE asks for. */
  static MoveSource source(String id, PacsConfig pacs) {
    return new MoveSource(id, pacs.aeTitle(), pacs.senders().orElse(List.of(pacs.host())));
  }

  /** How it is dealt with. */
  static DimseOptions options(String id, PacsConfig pacs, GatewayConfig.Dimse dimse) {
    DimseOptions.Method method =
        switch (pacs.retrieve()) {
          case AUTO -> DimseOptions.Method.AUTO;
          case GET -> DimseOptions.Method.GET;
          case MOVE -> DimseOptions.Method.MOVE;
        };
    return new DimseOptions(
        method,
        dimse.poolWait(),
        dimse.cancelGrace(),
        dimse.moveGrace(),
        text(id, pacs),
        pacs.retrieveAssociations());
  }

  static InformationModel model(PacsConfig pacs) {
    return switch (pacs.informationModel()) {
      case STUDY_ROOT -> InformationModel.STUDY_ROOT;
      case PATIENT_ROOT -> InformationModel.PATIENT_ROOT;
    };
  }

  private static SearchText text(String id, PacsConfig pacs) {
    try {
      return SearchText.of(pacs.queryCharacterSet(), pacs.characterSetMapping());
    } catch (IllegalArgumentException unknown) {
      throw new InvalidConfigurationException(
          List.of(
              "isthmus.pacs."
                  + id
                  + " names a character set that is none: "
                  + unknown.getMessage()));
    }
  }

  /** As whom it is told that the gateway comes. */
  static Optional<UserIdentity> identity(PacsConfig pacs) {
    return pacs.userName()
        .map(name ->
            pacs.passcode()
                .map(passcode -> UserIdentity.of(name, passcode))
                .orElseGet(() -> UserIdentity.of(name)));
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
        dimse.releaseTimeout(),
        dimse.peerIdleTimeout());
  }

  /** A PACS that needs neither TLS nor an identity. */
  DimseArchive pacs(
      MoveSource source, PeerAddress peer, int maxAssociations, DimseOptions.Method method) {
    GatewayConfig.Dimse dimse = config.dimse();
    return pacs(
        source,
        connector(peer, SocketLayer.PLAIN),
        InformationModel.STUDY_ROOT,
        maxAssociations,
        new DimseOptions(method, dimse.poolWait(), dimse.cancelGrace(), dimse.moveGrace()));
  }

  private AssociationConnector connector(PeerAddress peer, SocketLayer layer) {
    GatewayConfig.Dimse dimse = config.dimse();
    return new AssociationConnector(
        new AssociationClient(negotiation(), timeouts(dimse), layer), peer, dimse.maxPduLength());
  }

  private DimseArchive pacs(
      MoveSource source,
      AssociationConnector connector,
      InformationModel model,
      int maxAssociations,
      DimseOptions options) {
    GatewayConfig.Dimse dimse = config.dimse();
    return new DimseArchive(
        source,
        new AssociationPool<>(
            connector,
            new Recipes(model, Map.of()),
            new PoolOptions(maxAssociations, dimse.idleTimeout()),
            new CircuitBreaker(BreakerOptions.DEFAULT, time),
            time),
        options,
        desk,
        executor,
        clock);
  }
}
