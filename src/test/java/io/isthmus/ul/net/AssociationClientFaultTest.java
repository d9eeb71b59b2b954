package io.isthmus.ul.net;

import static io.isthmus.ul.net.ScriptedAssociations.PROPOSAL;
import static io.isthmus.ul.net.ScriptedAssociations.address;
import static io.isthmus.ul.net.ScriptedAssociations.client;
import static io.isthmus.ul.net.ScriptedAssociations.failure;
import static io.isthmus.ul.net.ScriptedAssociations.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.testpeer.ScriptedPeer;
import io.isthmus.testpeer.Wire;
import io.isthmus.ul.Pdu;
import io.isthmus.ul.net.AssociationException.Phase;
import io.isthmus.ul.net.AssociationException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a requestor of associations does when the peer fails it; the peer is a script of bytes. */
@Timeout(30)
class AssociationClientFaultTest {
  private static AssociationException openingFailure(ScriptedPeer.Script script)
      throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer(script)) {
      AssociationException thrown = failure(() -> open(peer).close());
      peer.finish();
      return thrown;
    }
  }

  private static AssociationException receivingFailure(ScriptedPeer.Script afterAccept)
      throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              afterAccept.play(connection);
            });
        Association association = open(peer)) {
      AssociationException thrown =
          failure(() -> {
            while (association.receive() != null) {
              // until the peer fails
            }
          });
      assertThat(association.isOpen()).isFalse();
      peer.finish();
      return thrown;
    }
  }

  @Test
  void aRefusedConnectionIsConnectFailed() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertThat(failure(() -> client().open(address(free), PROPOSAL)).reason())
        .isEqualTo(Reason.CONNECT_FAILED);
  }

  @Test
  void aHostThatNobodyKnowsIsConnectFailed() {
    PeerAddress nowhere = new PeerAddress("no-such-host.invalid", 104, "PACS", "ISTHMUS");
    AssociationException thrown = failure(() -> client().open(nowhere, PROPOSAL));
    assertThat(thrown.reason()).isEqualTo(Reason.CONNECT_FAILED);
    assertThat(thrown).hasMessageEndingWith(": the host is not known");
  }

  /** PS3.8 Table 9-21, in words that whoever sets up a PACS can look for. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, no reason given",
    "1, 1, 2, application context name not supported",
    "1, 1, 3, calling AE title not recognized",
    "1, 1, 7, called AE title not recognized",
    "1, 2, 1, no reason given",
    "1, 2, 2, protocol version not supported",
    "2, 3, 1, temporary congestion",
    "2, 3, 2, local limit exceeded",
    "1, 3, 12, no reason given",
  })
  void aRejectionIsToldInWords(int result, int source, int reason, String words) {
    assertThat(new Pdu.AAssociateRj(result, source, reason).meaning())
        .isEqualTo(
            words + " (result " + result + ", source " + source + ", reason " + reason + ")");
  }

  @Test
  void everyRejectionKeepsItsResultSourceAndReason() throws IOException {
    int[][] rejections = {
      {1, 1, 1}, {1, 1, 2}, {1, 1, 3}, {1, 1, 7}, {1, 2, 1}, {1, 2, 2}, {2, 1, 1}, {2, 3, 1},
      {2, 3, 2}
    };
    for (int[] rj : rejections) {
      AssociationException thrown =
          openingFailure(connection -> {
            connection.expect(Wire.A_ASSOCIATE_RQ);
            connection.send(Wire.reject(rj[0], rj[1], rj[2]));
            connection.awaitClose();
          });
      assertThat(thrown.reason())
          .isEqualTo(rj[0] == 2 ? Reason.REJECTED_TRANSIENT : Reason.REJECTED_PERMANENT);
      assertThat(thrown.rejection()).contains(new Pdu.AAssociateRj(rj[0], rj[1], rj[2]));
    }
  }

  @Test
  void anAbortInsteadOfAnAnswerKeepsItsSourceAndReason() throws IOException {
    AssociationException thrown =
        openingFailure(connection -> {
          connection.expect(Wire.A_ASSOCIATE_RQ);
          connection.send(Wire.abort(2, 1));
          connection.awaitClose();
        });
    assertThat(thrown.reason()).isEqualTo(Reason.ABORTED);
    assertThat(thrown.abort()).contains(new Pdu.AAbort(2, 1));
  }

  @Test
  @Requirement("DIM-03")
  void silenceInsteadOfAnAnswerEndsWithAnAbortInItsTime() throws IOException {
    AssociationException thrown =
        openingFailure(connection -> {
          connection.expect(Wire.A_ASSOCIATE_RQ);
          connection.expectAbort(0, 0);
        });
    assertThat(thrown.reason()).isEqualTo(Reason.TIMED_OUT);
    assertThat(thrown.phase()).contains(Phase.ASSOCIATE);
  }

  @Test
  void anAnswerThatTricklesInDoesNotOutliveArtim() throws IOException {
    AssociationException thrown =
        openingFailure(connection -> {
          byte[] answer = Wire.associateAc(connection.expect(Wire.A_ASSOCIATE_RQ), 16384);
          try {
            for (byte next : answer) { // 20 ms a byte: each read is quick
              connection.send(new byte[] {next});
              LockSupport.parkNanos(20_000_000);
            }
          } catch (IOException closed) {
            return;
          }
          throw new AssertionError("nobody stopped the trickle");
        });
    assertThat(thrown.phase()).contains(Phase.ASSOCIATE);
  }

  @Test
  void anAnswerThatIsCutAtAnyByteIsClosedOrReset() throws IOException {
    AtomicInteger length = new AtomicInteger(1);
    for (int cut = 0; cut < length.get(); cut++) {
      int count = cut;
      boolean reset = cut % 2 == 0;
      AssociationException thrown =
          openingFailure(connection -> {
            byte[] answer = Wire.associateAc(connection.expect(Wire.A_ASSOCIATE_RQ), 16384);
            length.set(answer.length);
            connection.sendPart(answer, count);
            if (reset) {
              connection.reset();
            } else {
              connection.drop();
            }
          });
      assertThat(thrown.reason()).as("cut at %d", cut).isEqualTo(Reason.CLOSED);
    }
    assertThat(length.get()).isGreaterThan(100);
  }

  @Test
  void aMessageThatIsCutAtAnyByteIsClosed() throws IOException {
    byte[] message = Wire.data(1, Wire.LAST_COMMAND, new byte[8]);
    for (int cut = 0; cut < message.length; cut++) {
      int count = cut;
      AssociationException thrown =
          receivingFailure(connection -> connection.sendPart(message, count));
      assertThat(thrown.reason()).as("cut at %d", cut).isEqualTo(Reason.CLOSED);
    }
  }

  @Test
  void aReplyOfAnotherProtocolIsAProtocolError() throws IOException {
    AssociationException thrown =
        openingFailure(connection -> {
          connection.expect(Wire.A_ASSOCIATE_RQ);
          connection.send(Wire.ascii("HTTP/1.1 400 Bad Request\r\n\r\n"));
          connection.expectAbort(2, 1); // provider, unrecognized PDU
        });
    assertThat(thrown.reason()).isEqualTo(Reason.PROTOCOL_ERROR);
  }

  @Test
  void aPduOutOfTurnIsAbortedAsUnexpected() throws IOException {
    AssociationException thrown =
        receivingFailure(connection -> {
          connection.send(Wire.releaseRp());
          connection.expectAbort(2, 2);
        });
    assertThat(thrown.reason()).isEqualTo(Reason.PROTOCOL_ERROR);
  }

  @Test
  @Requirement("DIM-01")
  void aPduBeyondTheCapIsAbortedAsInvalid() throws IOException {
    AssociationException thrown =
        receivingFailure(connection -> {
          connection.send(Wire.hex("04 00 01000001"));
          connection.expectAbort(2, 6);
        });
    assertThat(thrown.reason()).isEqualTo(Reason.PROTOCOL_ERROR);
  }

  @Test
  void aLongerPduThanWeAnnouncedIsTakenInPieces() throws IOException {
    byte[] data = new byte[3_000_000];
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              connection.send(Wire.data(1, Wire.LAST_DATA, data));
              connection.release();
            });
        Association association = open(peer)) {
      int received = 0;
      boolean last = false;
      while (!last) {
        var piece = association.receive();
        assertThat(piece).isNotNull();
        received += piece.data().remaining();
        last = piece.last();
      }
      assertThat(received).isEqualTo(data.length);
      association.release();
      peer.finish();
    }
  }

  @Test
  @Requirement("DIM-03")
  void silenceWhereAResponseIsAwaitedEndsWithAnAbortInItsTime() throws IOException {
    AssociationException thrown = receivingFailure(connection -> connection.expectAbort(0, 0));
    assertThat(thrown.reason()).isEqualTo(Reason.TIMED_OUT);
    assertThat(thrown.phase()).contains(Phase.RESPONSE);
  }

  @Test
  void anAbortWhileWaitingIsReported() throws IOException {
    AssociationException thrown = receivingFailure(connection -> connection.send(Wire.abort(0, 0)));
    assertThat(thrown.reason()).isEqualTo(Reason.ABORTED);
  }
}
