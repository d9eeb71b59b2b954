package io.isthmus.ul.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.testpeer.ScriptedConnection;
import io.isthmus.testpeer.Wire;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.SupportedServices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What our server does when a requestor fails it; the requestor is a script of bytes. */
@Timeout(30)
class AssociationServerFaultTest {
  private static final String IMPLICIT = "1.2.840.10008.1.2";
  private static final String VERIFICATION = "1.2.840.10008.1.1";
  private static final byte[] REQUEST = Wire.associateRq("PACS", "SCRIPT", IMPLICIT, VERIFICATION);

  private final BlockingQueue<String> endings = new LinkedBlockingQueue<>();
  private AssociationServer server;

  @BeforeEach
  void start() throws IOException {
    AssociationTimeouts timeouts =
        new AssociationTimeouts(
            Duration.ofMillis(1000),
            Duration.ofMillis(1000),
            Duration.ofMillis(1500),
            Duration.ofMillis(1000),
            Duration.ofMillis(1000));
    server =
        AssociationServer.start(
            new AssociationServer.Options(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                2,
                timeouts,
                SocketLayer.PLAIN),
            new Negotiation("1.2.3", "TEST"),
            SupportedServices.builder("PACS").serve(VERIFICATION, List.of(IMPLICIT)).build(),
            this::handle,
            Thread.ofVirtual().factory());
  }

  private void handle(Association association) throws IOException {
    try {
      while (association.receive() != null) {
        // pieces are of no interest
      }
      association.confirmRelease();
      endings.add("released");
    } catch (AssociationException e) {
      endings.add(e.reason().toString());
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ScriptedConnection connect() throws IOException {
    return ScriptedConnection.to(server.port());
  }

  private ScriptedConnection associate() throws IOException {
    ScriptedConnection connection = connect();
    connection.send(REQUEST);
    connection.expect(Wire.A_ASSOCIATE_AC);
    return connection;
  }

  private String ending() throws InterruptedException {
    return String.valueOf(endings.poll(10, TimeUnit.SECONDS));
  }

  @Test
  @Requirement("DIM-03")
  void aConnectionThatNeverAsksIsClosedByArtimWithoutAWord() throws IOException {
    try (ScriptedConnection connection = connect()) {
      assertThat(connection.awaitClose()).isEmpty();
    }
  }

  @Test
  void aRequestThatIsCutAtAnyByteHarmsNobody() throws Exception {
    for (int cut = 0; cut < REQUEST.length; cut += 3) {
      try (ScriptedConnection connection = connect()) {
        connection.sendPart(REQUEST, cut);
        if (cut % 2 == 0) {
          connection.reset();
        } else {
          connection.drop();
        }
      }
    }
    try (ScriptedConnection connection = retry()) {
      connection.send(Wire.releaseRq());
      connection.expect(Wire.A_RELEASE_RP);
    }
    assertThat(ending()).isEqualTo("released");
  }

  /** Connections that were cut may hold their place for the time of ARTIM. */
  private ScriptedConnection retry() throws IOException {
    while (true) {
      try {
        return associate();
      } catch (IOException full) {
        assertThat(server.openAssociations()).isZero();
      }
    }
  }

  @Test
  void bytesThatAreNoPduAreAnsweredByAnAbort() throws IOException {
    try (ScriptedConnection connection = connect()) {
      connection.send(Wire.ascii("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
      connection.expectAbort(0, 0); // Sta2: AA-1
    }
  }

  @Test
  void aPduOtherThanARequestIsAbortedBeforeTheAssociation() throws IOException {
    try (ScriptedConnection connection = connect()) {
      connection.send(Wire.data(1, Wire.LAST_COMMAND, new byte[8]));
      connection.expectAbort(0, 0);
    }
  }

  @Test
  void aSecondRequestIsAbortedAsUnexpected() throws Exception {
    try (ScriptedConnection connection = associate()) {
      connection.send(REQUEST);
      connection.expectAbort(2, 2);
    }
    assertThat(ending()).isEqualTo("PROTOCOL_ERROR");
  }

  @Test
  @Requirement("DIM-44")
  void theAssociationBeyondTheLimitIsATransientRejection() throws Exception {
    List<ScriptedConnection> open = new ArrayList<>(List.of(associate(), associate()));
    try (ScriptedConnection third = connect()) {
      third.send(REQUEST);
      byte[] rejection = third.expect(Wire.A_ASSOCIATE_RJ);
      assertThat(rejection).endsWith(2, 3, 2);
    }
    open.removeFirst().send(Wire.releaseRq());
    assertThat(ending()).isEqualTo("released");
    try (ScriptedConnection again = retryAssociate()) {
      again.send(Wire.releaseRq());
      again.expect(Wire.A_RELEASE_RP);
    }
    open.removeFirst().close();
  }

  private ScriptedConnection retryAssociate() throws IOException {
    while (true) {
      ScriptedConnection connection = connect();
      connection.send(REQUEST);
      try {
        connection.expect(Wire.A_ASSOCIATE_AC);
        return connection;
      } catch (AssertionError | IOException rejected) {
        connection.close(); // the place of the one before is not free yet
      }
    }
  }

  @Test
  @Requirement("DIM-44")
  void anotherCalledTitleIsAPermanentRejection() throws IOException {
    try (ScriptedConnection connection = connect()) {
      connection.send(Wire.associateRq("OTHER", "SCRIPT", IMPLICIT, VERIFICATION));
      assertThat(connection.expect(Wire.A_ASSOCIATE_RJ)).endsWith(1, 1, 7);
      assertThat(connection.awaitClose()).isEmpty();
    }
  }

  @Test
  void anIdleRequestorIsAbortedInItsTime() throws Exception {
    try (ScriptedConnection connection = associate()) {
      connection.expectAbort(0, 0);
    }
    assertThat(ending()).isEqualTo("TIMED_OUT");
  }

  @Test
  void aHalfClosedConnectionIsAnEnd() throws Exception {
    try (ScriptedConnection connection = associate()) {
      connection.halfClose();
      assertThat(connection.awaitClose()).isEmpty();
    }
    assertThat(ending()).isEqualTo("CLOSED");
  }

  @RepeatedTest(20) // whoever serves it learns of the abort, and closes, at the same time
  void closingTheServerAbortsWhatIsOpen() throws Exception {
    try (ScriptedConnection connection = associate()) {
      server.close();
      connection.expectAbort(0, 0);
    }
    assertThat(ending()).isEqualTo("CLOSED");
  }
}
