package io.isthmus.bench;

import io.isthmus.dimse.scp.DimseDispatcher;
import io.isthmus.dimse.scp.EchoScp;
import io.isthmus.testpeer.MutatedRequestor;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.SupportedServices;
import io.isthmus.ul.net.AssociationServer;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.SocketLayer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Mutated PDUs over real connections until so many bytes were made others: the server must end each
 * connection, and its memory must not grow. Arguments: bytes, seed.
 */
final class WireMutations {
  private static final String VERIFICATION = "1.2.840.10008.1.1";

  private WireMutations() {}

  public static void main(String[] arguments) throws Exception {
    long most = Long.parseLong(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    Duration limit = Duration.ofSeconds(2);
    try (AssociationServer server =
        AssociationServer.start(
            new AssociationServer.Options(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                64,
                new AssociationTimeouts(limit, limit, limit, limit, limit),
                SocketLayer.PLAIN),
            new Negotiation("1.2.3", "BENCH"),
            SupportedServices.builder("PACS")
                .serve(VERIFICATION, List.of("1.2.840.10008.1.2"))
                .build(),
            new DimseDispatcher(List.of(new EchoScp())),
            Thread.ofVirtual().factory())) {
      MutatedRequestor requestor = new MutatedRequestor(server.port(), seed);
      long start = System.nanoTime();
      long next = 0;
      while (requestor.mutated() < most) {
        requestor.connect();
        if (requestor.mutated() >= next) {
          next += most / 10;
          say(requestor, server, start);
        }
      }
      say(requestor, server, start);
    }
  }

  private static void say(MutatedRequestor requestor, AssociationServer server, long start) {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "%,12d bytes, %,9d connections, %4d s, %3d MB in use, %d associations open%n",
        requestor.mutated(),
        requestor.connections(),
        (System.nanoTime() - start) / 1_000_000_000,
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        server.openAssociations());
  }
}
