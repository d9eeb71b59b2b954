package io.isthmus.app;

import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.config.GatewayConfig;
import io.isthmus.config.PacsConfig;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dimse.scp.DimseDispatcher;
import io.isthmus.dimse.scp.EchoScp;
import io.isthmus.dimse.scp.StoreScp;
import io.isthmus.ul.AcceptPolicy;
import io.isthmus.ul.Requestor;
import io.isthmus.ul.net.AssociationServer;
import io.isthmus.ul.net.SocketLayer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Our own AE, to which the configured PACS can turn: it answers C-ECHO and takes what C-MOVE brings
 * (DIM-35, DIM-44).
 */
final class StoreServer implements AutoCloseable {
  private static final int MOST_ASSOCIATIONS = 64;

  private final AssociationServer server;

  StoreServer(
      GatewayConfig config,
      SocketLayer layer,
      Optional<String> demo,
      MoveDesk desk,
      ThreadFactory threads)
      throws IOException {
    this.server =
        AssociationServer.start(
            new AssociationServer.Options(
                new InetSocketAddress(config.dimse().port()),
                MOST_ASSOCIATIONS,
                PacsFactory.timeouts(config.dimse()),
                layer),
            PacsFactory.negotiation(),
            new Policy(config, demo),
            new DimseDispatcher(List.of(new EchoScp(), new StoreScp(desk))),
            threads);
  }

  @Override
  public void close() {
    server.close();
  }

  /** Who may associate, and for what. */
  static final class Policy implements AcceptPolicy {
    private static final List<String> NATIVE =
        List.of(
            TransferSyntax.ExplicitVRLittleEndian.uid(),
            TransferSyntax.ImplicitVRLittleEndian.uid());

    private final String aeTitle;
    private final long maxPduLength;
    private final Set<String> known;

    Policy(GatewayConfig config, Optional<String> demo) {
      this.aeTitle = config.aeTitle();
      this.maxPduLength = config.dimse().maxPduLength();
      this.known =
          Stream.concat(demo.stream(), config.pacs().values().stream().map(PacsConfig::aeTitle))
              .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public boolean acceptsCalled(String calledAeTitle) {
      return aeTitle.equals(calledAeTitle);
    }

    @Override
    public boolean acceptsRequestor(Requestor requestor) {
      return known.contains(requestor.callingAeTitle());
    }

    /**
     * All classes, private ones too: what comes is refused by {@link MoveDesk} unless it was asked
     * for.
     */
    @Override
    public boolean supports(String abstractSyntax) {
      return true;
    }

    /** Compressed as proposed, so that instances come as they are stored; else native. */
    @Override
    public Optional<String> choose(String abstractSyntax, List<String> proposed) {
      return Stream.concat(
              proposed.stream().filter(uid -> TransferSyntax.of(uid).encapsulated()),
              Stream.concat(
                  NATIVE.stream().filter(proposed::contains),
                  proposed.stream().filter(uid -> TransferSyntax.find(uid).isPresent())))
          .findFirst();
    }

    @Override
    public long maxPduLength() {
      return maxPduLength;
    }
  }
}
