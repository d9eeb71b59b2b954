package io.isthmus.archive.dimse;

import static io.isthmus.archive.ArchiveFailure.Category.BUSY;
import static io.isthmus.archive.ArchiveFailure.Category.TIMEOUT;
import static io.isthmus.archive.ArchiveFailure.Category.UNSUPPORTED;
import static io.isthmus.archive.ArchiveFailure.Category.UPSTREAM;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure.Category;
import io.isthmus.testpeer.RepeatingPeer;
import io.isthmus.testpeer.ScriptedConnection;
import io.isthmus.testpeer.ScriptedPeer.Script;
import io.isthmus.testpeer.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every way in which a PACS can fail on the wire, in one table: each gives its failure in its time,
 * the pool is whole afterwards, and the next search works. The PACS is hand-written bytes.
 */
@Timeout(60)
class WireFaultsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final byte[] MATCH = Wire.hex("1000 2000 02000000 4944");

  /** What the PACS does, and what the gateway makes of it. */
  record Fault(String name, Category category, Script script) {
    /** Short where it is what ends the wait, else of no account. */
    Duration limit() {
      return category == TIMEOUT ? Duration.ofSeconds(1) : PATIENCE;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Fault> faults() {
    return Stream.of(rejections(), atAssociate(), inAnOperation(), wrongMessages())
        .flatMap(faults -> faults);
  }

  private static Stream<Fault> rejections() {
    return Stream.of("111", "112", "113", "117", "121", "122", "211", "231", "232")
        .map(rj ->
            new Fault(
                "rejects with " + rj,
                rj.startsWith("2") ? BUSY : UPSTREAM,
                answering(
                    Wire.reject(rj.charAt(0) - '0', rj.charAt(1) - '0', rj.charAt(2) - '0'))));
  }

  private static Stream<Fault> atAssociate() {
    return Stream.of(
        new Fault("aborts as user", UPSTREAM, answering(Wire.abort(0, 0))),
        new Fault("aborts as provider", UPSTREAM, answering(Wire.abort(2, 1))),
        new Fault(
            "speaks HTTP", UPSTREAM, answering(Wire.ascii("HTTP/1.1 400 Bad Request\r\n\r\n"))),
        new Fault("sends a PDU of unknown type", UPSTREAM, answering(Wire.pdu(0x99, new byte[4]))),
        new Fault("sends a PDU that is too short", UPSTREAM, answering(Wire.pdu(2, new byte[3]))),
        new Fault("sends 16 MiB and a byte", UPSTREAM, answering(Wire.hex("0200 01000001 0001"))),
        new Fault("sends data at once", UPSTREAM, answering(Wire.data(1, 3, new byte[8]))),
        new Fault("asks for release at once", UPSTREAM, answering(Wire.releaseRq())),
        new Fault("closes at once", UPSTREAM, ScriptedConnection::drop),
        new Fault("resets instead of an answer", UPSTREAM, WireFaultsTest::resetAtRequest),
        new Fault("says nothing", TIMEOUT, ScriptedConnection::awaitClose),
        new Fault("answers a byte in 20 ms", TIMEOUT, WireFaultsTest::trickle));
  }

  private static Stream<Fault> inAnOperation() {
    return Stream.of(
        new Fault("aborts as user in a search", UPSTREAM, inFind(Wire.abort(0, 0))),
        new Fault("aborts as provider in a search", UPSTREAM, inFind(Wire.abort(2, 6))),
        new Fault("asks for release in a search", UPSTREAM, inFind(Wire.releaseRq())),
        new Fault("confirms a release in a search", UPSTREAM, inFind(Wire.releaseRp())),
        new Fault("accepts twice", UPSTREAM, inFind(Wire.pdu(2, new byte[68]))),
        new Fault(
            "sends garbage", UPSTREAM, inFind("garbage!!".getBytes(StandardCharsets.US_ASCII))),
        new Fault("sends too long a PDU", UPSTREAM, inFind(Wire.hex("0400 01000001"))),
        new Fault(
            "sends too long a value", UPSTREAM, inFind(Wire.hex("0400 00000006 000000ff 0103"))),
        new Fault(
            "sends too short a value", UPSTREAM, inFind(Wire.hex("0400 00000006 00000001 0103"))),
        new Fault("falls silent", TIMEOUT, inFind(new byte[0])),
        new Fault("falls silent inside a PDU", TIMEOUT, inFind(Wire.hex("0400 00000100 0000"))),
        new Fault("closes in a search", UPSTREAM, inFind((peer, request) -> peer.drop())),
        new Fault("resets in a search", UPSTREAM, inFind((peer, request) -> peer.reset())),
        new Fault(
            "closes one direction",
            UPSTREAM,
            inFind((peer, request) -> {
              peer.halfClose();
              peer.awaitClose();
            })));
  }

  private static Stream<Fault> wrongMessages() {
    return Stream.of(
        new Fault(
            "answers in a context that was not proposed",
            UPSTREAM,
            inFind((peer, request) ->
                say(
                    peer,
                    Wire.data(251, Wire.LAST_COMMAND, response(request.messageId, 0, false))))),
        new Fault(
            "answers in an even context",
            UPSTREAM,
            inFind((peer, request) ->
                say(peer, Wire.data(2, Wire.LAST_COMMAND, response(request.messageId, 0, false))))),
        new Fault(
            "answers what was not asked",
            UPSTREAM,
            inFind((peer, request) ->
                say(peer, request.answer(response(request.messageId + 1, 0, false))))),
        new Fault(
            "answers an echo",
            UPSTREAM,
            inFind((peer, request) ->
                say(peer, request.answer(command(0x8030, request.messageId, 0, false))))),
        new Fault(
            "asks instead of answering",
            UPSTREAM,
            inFind((peer, request) -> say(peer, request.answer(command(0x0030, 1, 0, false))))),
        new Fault(
            "sends data without a command",
            UPSTREAM,
            inFind(
                (peer, request) -> say(peer, Wire.data(request.context, Wire.LAST_DATA, MATCH)))),
        new Fault(
            "sends no command set",
            UPSTREAM,
            inFind((peer, request) -> say(peer, request.answer(Wire.hex("ffff ffff ffffffff"))))),
        new Fault(
            "sends an identifier that is none",
            UPSTREAM,
            inFind((peer, request) ->
                say(
                    peer,
                    Wire.join(
                        request.answer(response(request.messageId, 0xFF00, true)),
                        Wire.data(request.context, Wire.LAST_DATA, Wire.hex("2000 0d00 ff")))))),
        new Fault(
            "changes the context inside a message",
            UPSTREAM,
            inFind((peer, request) ->
                say(
                    peer,
                    Wire.join(
                        request.answer(response(request.messageId, 0xFF00, true)),
                        Wire.data(request.context == 1 ? 3 : 1, Wire.LAST_DATA, MATCH))))),
        new Fault(
            "announces a match and sends none",
            TIMEOUT,
            inFind((peer, request) ->
                say(peer, request.answer(response(request.messageId, 0xFF00, true))))));
  }

  @ParameterizedTest
  @MethodSource("faults")
  @Requirement({"DIM-03", "DIM-46"})
  void eachFaultGivesItsFailureInItsTimeAndTheNextSearchWorks(Fault fault) throws IOException {
    try (RepeatingPeer peer = new RepeatingPeer(fault.script);
        WireArchive archive = new WireArchive(peer.port(), fault.limit())) {
      long start = System.nanoTime();

      assertThat(failureOf(archive)).isEqualTo(fault.category);

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
      assertThat(archive.pool().statistics().total()).isEqualTo(archive.pool().statistics().idle());
      assertWorks(archive, peer);
    }
  }

  @Test
  void aPortThatNobodyListensOnIsAPacsThatIsBusy() throws IOException {
    // Bound and not listened on: so no other program can take the port meanwhile.
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      WireArchive archive = new WireArchive(bound.getLocalPort(), PATIENCE);
      assertThat(failureOf(archive)).isEqualTo(BUSY);
      assertThat(archive.pool().statistics().total()).isZero();
      assertThat(archive.state().reachable()).contains(false);
      assertThat(archive.state().lastFailure()).contains("no connection");
      archive.close();
    }
  }

  @Test
  void anAssociationWithoutTheContextIsAPacsThatCannotDoIt() throws IOException {
    try (RepeatingPeer peer =
            new RepeatingPeer(connection -> {
              connection.send(Wire.associateAc(connection.expect(Wire.A_ASSOCIATE_RQ), 16384, 3));
              connection.awaitClose();
            });
        WireArchive archive = new WireArchive(peer.port(), PATIENCE)) {
      assertThat(failureOf(archive)).isEqualTo(UNSUPPORTED);
      assertThat(archive.pool().statistics().total()).isEqualTo(archive.pool().statistics().idle());
    }
  }

  /** A search on a new association, cut at each byte that the PACS sends, by FIN and by RST. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aConnectionThatEndsAtAnyByteOfTheAnswersIsTheFaultOfThePacs(boolean reset)
      throws IOException {
    try (RepeatingPeer peer = new RepeatingPeer(ScriptedConnection::drop);
        WireArchive archive = new WireArchive(peer.port(), PATIENCE)) {
      Cut whole = new Cut(Integer.MAX_VALUE, reset);
      peer.plays(whole);
      assertThat(failureOf(archive)).isNull();
      int length = whole.sent.get();
      assertThat(length).isGreaterThan(300);
      for (int count = 0; count < length; count++) {
        try (WireArchive next = new WireArchive(peer.port(), PATIENCE)) {
          peer.plays(new Cut(count, reset));
          assertThat(failureOf(next)).as("after %d of %d bytes", count, length).isEqualTo(UPSTREAM);
          assertThat(next.pool().statistics().total()).isZero();
        }
      }
    }
  }

  /** The same for each byte that the gateway sends, from the first on. */
  @Test
  void aResetAtAnyByteOfTheRequestsIsTheFaultOfThePacs() throws IOException {
    try (RepeatingPeer peer = new RepeatingPeer(ScriptedConnection::drop)) {
      int[] lengths = new int[2];
      peer.plays(connection -> {
        byte[] rq = connection.expect(Wire.A_ASSOCIATE_RQ);
        connection.send(Wire.associateAc(rq, 16384));
        Request request = Request.take(connection);
        lengths[0] = rq.length;
        lengths[1] = request.length;
        say(connection, request.answer(response(request.messageId, 0, false)));
      });
      try (WireArchive archive = new WireArchive(peer.port(), PATIENCE)) {
        assertThat(failureOf(archive)).isNull();
      }
      for (int count = 1; count < lengths[0] + lengths[1]; count++) {
        int before = count;
        peer.plays(connection -> {
          byte[] rq = connection.read(Math.min(before, lengths[0]));
          if (before >= lengths[0]) {
            connection.send(Wire.associateAc(rq, 16384));
            connection.read(before - lengths[0]);
          }
          connection.reset();
        });
        try (WireArchive archive = new WireArchive(peer.port(), PATIENCE)) {
          assertThat(failureOf(archive)).as("after %d bytes", count).isEqualTo(UPSTREAM);
          assertThat(archive.pool().statistics().total()).isZero();
        }
      }
    }
  }

  private static void assertWorks(WireArchive archive, RepeatingPeer peer) {
    peer.plays(new Cut(Integer.MAX_VALUE, false));
    assertThat(failureOf(archive)).as("the next search").isNull();
    assertThat(archive.pool().statistics().idle()).isEqualTo(1);
    assertThat(archive.pool().statistics().total()).isEqualTo(1);
  }

  private static @Nullable Category failureOf(WireArchive archive) {
    try {
      archive.search();
      return null;
    } catch (ArchiveException e) {
      return e.failure().category();
    }
  }

  /** Answers searches with one match, and ends the connection after so many bytes. */
  private static final class Cut implements Script {
    private final boolean reset;
    private final int most;
    private final AtomicInteger sent = new AtomicInteger();

    Cut(int most, boolean reset) {
      this.most = most;
      this.reset = reset;
    }

    @Override
    public void play(ScriptedConnection peer) throws IOException {
      boolean goesOn = send(peer, Wire.associateAc(peer.expect(Wire.A_ASSOCIATE_RQ), 16384));
      while (goesOn) {
        Request request = Request.take(peer);
        goesOn =
            send(
                peer,
                Wire.join(
                    request.answer(response(request.messageId, 0xFF00, true)),
                    Wire.data(request.context, Wire.LAST_DATA, MATCH),
                    request.answer(response(request.messageId, 0, false))));
      }
    }

    private boolean send(ScriptedConnection peer, byte[] bytes) throws IOException {
      int count = Math.min(bytes.length, most - sent.get());
      peer.sendPart(bytes, count);
      sent.addAndGet(count);
      if (count == bytes.length) {
        return true;
      }
      if (reset) {
        peer.reset();
      }
      return false;
    }
  }

  /** A C-FIND-RQ as it came. */
  private record Request(int context, int messageId, int length) {
    static Request take(ScriptedConnection peer) throws IOException {
      byte[] command = peer.expect(Wire.P_DATA_TF);
      byte[] data = peer.expect(Wire.P_DATA_TF);
      int messageId = Wire.usOf(Arrays.copyOfRange(command, 12, command.length), 0x0110);
      return new Request(command[10] & 0xFF, messageId, command.length + data.length);
    }

    byte[] answer(byte[] command) {
      return Wire.data(context, Wire.LAST_COMMAND, command);
    }
  }

  private interface Answer {
    void to(ScriptedConnection peer, Request request) throws IOException;
  }

  private static byte[] response(int messageId, int status, boolean data) {
    return command(0x8020, messageId, status, data);
  }

  private static byte[] command(int field, int messageId, int status, boolean data) {
    return Wire.command(
        Wire.us(0x0100, field),
        Wire.us(field < 0x8000 ? 0x0110 : 0x0120, messageId),
        Wire.us(0x0800, data ? 1 : 0x0101),
        Wire.us(0x0900, status));
  }

  private static void say(ScriptedConnection peer, byte[] bytes) throws IOException {
    peer.send(bytes);
    peer.awaitClose();
  }

  private static Script answering(byte[] answer) {
    return peer -> {
      peer.expect(Wire.A_ASSOCIATE_RQ);
      say(peer, answer);
    };
  }

  private static Script inFind(byte[] answer) {
    return inFind((peer, request) -> say(peer, answer));
  }

  private static Script inFind(Answer then) {
    return peer -> {
      peer.accept();
      then.to(peer, Request.take(peer));
    };
  }

  private static void resetAtRequest(ScriptedConnection peer) throws IOException {
    peer.expect(Wire.A_ASSOCIATE_RQ);
    peer.reset();
  }

  private static void trickle(ScriptedConnection peer) throws IOException {
    for (byte next : Wire.associateAc(peer.expect(Wire.A_ASSOCIATE_RQ), 16384)) {
      peer.send(new byte[] {next});
      LockSupport.parkNanos(20_000_000);
    }
  }
}
