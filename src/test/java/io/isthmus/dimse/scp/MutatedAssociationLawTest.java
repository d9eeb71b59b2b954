package io.isthmus.dimse.scp;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testpeer.MutatedRequestor;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.SupportedServices;
import io.isthmus.ul.net.AssociationServer;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.SocketLayer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever bytes come over a connection, our server ends it, and serves the next one. {@code
 * src/bench/wire-mutations.sh} is the long version.
 */
@Timeout(60)
class MutatedAssociationLawTest {
  private static final long MUTATIONS = Long.getLong("isthmus.laws.socket-mutations", 50_000);
  private static final String VERIFICATION = "1.2.840.10008.1.1";

  @Test
  void everyConnectionEndsWhateverIsSaidOnIt() throws IOException {
    long seed = Long.getLong("isthmus.laws.seed", 20_261_121L);
    try (AssociationServer server = server()) {
      MutatedRequestor requestor = new MutatedRequestor(server.port(), seed);
      while (requestor.mutated() < MUTATIONS) {
        try {
          requestor.connect();
        } catch (IOException e) {
          throw new AssertionError("seed " + seed + ", connection " + requestor.connections(), e);
        }
      }
      for (int i = 0; i < 500 && server.openAssociations() > 0; i++) {
        LockSupport.parkNanos(10_000_000);
      }
      assertThat(server.openAssociations()).as("seed %d", seed).isZero();
    }
  }

  private static AssociationServer server() throws IOException {
    Duration limit = Duration.ofSeconds(2);
    return AssociationServer.start(
        new AssociationServer.Options(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            64,
            new AssociationTimeouts(limit, limit, limit, limit, limit),
            SocketLayer.PLAIN),
        new Negotiation("1.2.3", "TEST"),
        SupportedServices.builder("PACS").serve(VERIFICATION, List.of("1.2.840.10008.1.2")).build(),
        new DimseDispatcher(List.of(new EchoScp())),
        Thread.ofVirtual().factory());
  }
}
