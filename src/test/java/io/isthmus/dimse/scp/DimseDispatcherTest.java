package io.isthmus.dimse.scp;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.testpeer.ScriptedConnection;
import io.isthmus.testpeer.Wire;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.SupportedServices;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationHandler;
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
 * What an association that was opened to us goes through, the requestor being a script of bytes.
 */
@Timeout(30)
class DimseDispatcherTest {
  private static final String VERIFICATION = "1.2.840.10008.1.1";
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(400);

  private static AssociationServer server(
      Duration response, Duration idle, AssociationHandler handler) throws IOException {
    return AssociationServer.start(
        new AssociationServer.Options(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            4,
            new AssociationTimeouts(LONG, LONG, response, LONG, LONG, idle),
            SocketLayer.PLAIN),
        new Negotiation("1.2.3", "TEST"),
        SupportedServices.builder("PACS").serve(VERIFICATION, List.of("1.2.840.10008.1.2")).build(),
        handler,
        Thread.ofVirtual().factory());
  }

  private static DimseDispatcher echoes() {
    return new DimseDispatcher(List.of(new EchoScp()));
  }

  private static ScriptedConnection associate(AssociationServer server) throws IOException {
    ScriptedConnection connection = ScriptedConnection.to(server.port());
    connection.send(Wire.associateRq("PACS", "SCRIPT", "1.2.840.10008.1.2", VERIFICATION));
    connection.expect(Wire.A_ASSOCIATE_AC);
    return connection;
  }

  private static byte[] echo(int messageId) {
    return Wire.data(
        1,
        Wire.LAST_COMMAND,
        Wire.command(
            Wire.ui(0x0002, VERIFICATION),
            Wire.us(0x0100, 0x0030),
            Wire.us(0x0110, messageId),
            Wire.us(0x0800, 0x0101)));
  }

  @Test
  @Requirement("DIM-03")
  void aRequestorMayPauseBetweenOperationsLongerThanInsideOne() throws IOException {
    try (AssociationServer server = server(SHORT, LONG, echoes());
        ScriptedConnection connection = associate(server)) {
      for (int id = 1; id <= 2; id++) {
        connection.send(echo(id));
        assertThat(Wire.usOf(connection.expectCommand(), 0x0120)).isEqualTo(id);
        LockSupport.parkNanos(SHORT.toNanos() * 2);
      }
      connection.send(Wire.releaseRq());
      connection.expect(Wire.A_RELEASE_RP);
    }
  }

  @Test
  @Requirement("DIM-03")
  void aRequestorThatIsIdleForTooLongIsAborted() throws IOException {
    try (AssociationServer server = server(LONG, SHORT, echoes());
        ScriptedConnection connection = associate(server)) {
      connection.send(echo(1));
      connection.expectCommand();
      connection.expectAbort(0, 0);
    }
  }

  @Test
  @Requirement("DIM-03")
  void aMessageThatStopsInItsMiddleIsAbortedHoweverLongOneMayBeIdle() throws IOException {
    try (AssociationServer server = server(SHORT, LONG, echoes());
        ScriptedConnection connection = associate(server)) {
      byte[] half = echo(1);
      connection.sendPart(half, half.length - 4);
      connection.expectAbort(0, 0);
    }
  }

  /** PS3.8 7.2.2.7: both ask; the requestor answers first, and then the acceptor. */
  @Test
  @Requirement("DIM-46")
  void aReleaseCollisionEndsAsTheStandardSaysForAnAcceptor() throws IOException {
    try (AssociationServer server = server(LONG, LONG, Association::release);
        ScriptedConnection connection = associate(server)) {
      connection.expect(Wire.A_RELEASE_RQ);
      connection.send(Wire.releaseRq());
      connection.send(Wire.releaseRp());
      connection.expect(Wire.A_RELEASE_RP);
      assertThat(connection.awaitClose()).isEmpty();
    }
  }

  @Test
  void twoOperationsThatAreAskedForAtOnceAreServedOneAfterTheOther() throws IOException {
    try (AssociationServer server = server(LONG, LONG, echoes());
        ScriptedConnection connection = associate(server)) {
      connection.send(Wire.join(echo(7), echo(8), Wire.releaseRq()));
      assertThat(Wire.usOf(connection.expectCommand(), 0x0120)).isEqualTo(7);
      assertThat(Wire.usOf(connection.expectCommand(), 0x0120)).isEqualTo(8);
      connection.expect(Wire.A_RELEASE_RP);
    }
  }
}
