package io.isthmus.app;

import io.isthmus.config.GatewayConfig;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dimse.scp.DimseDispatcher;
import io.isthmus.dimse.scp.EchoScp;
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

/** Our own AE, to which a PACS can turn: it answers C-ECHO to those who are configured (DIM-44). */
final class StoreServer implements AutoCloseable {
  private static final int MOST_ASSOCIATIONS = 64;

  private final AssociationServer server;

  StoreServer(GatewayConfig config, ThreadFactory threads) throws IOException {
    this.server =
        AssociationServer.start(
            new AssociationServer.Options(
                new InetSocketAddress(config.dimse().port()),
                MOST_ASSOCIATIONS,
                PacsFactory.timeouts(config.dimse()),
                SocketLayer.PLAIN),
            PacsFactory.negotiation(),
            new Policy(config),
            new DimseDispatcher(List.of(new EchoScp())),
            threads);
  }

  @Override
  public void close() {
    server.close();
  }

  /** Who may associate, and for what. */
  private static final class Policy implements AcceptPolicy {
    private static final List<String> SYNTAXES =
        List.of(
            TransferSyntax.ExplicitVRLittleEndian.uid(),
            TransferSyntax.ImplicitVRLittleEndian.uid());

    private final String aeTitle;
    private final Set<String> known;

    Policy(GatewayConfig config) {
      this.aeTitle = config.aeTitle();
      this.known =
          config.pacs().values().stream()
              .map(GatewayConfig.Pacs::aeTitle)
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

    @Override
    public boolean supports(String abstractSyntax) {
      return SopClass.Verification.equals(abstractSyntax);
    }

    @Override
    public Optional<String> choose(String abstractSyntax, List<String> proposed) {
      return SYNTAXES.stream().filter(proposed::contains).findFirst();
    }
  }
}
