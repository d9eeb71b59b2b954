package io.isthmus.ul.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.testpeer.ScriptedPeer;
import io.isthmus.testpeer.Wire;
import io.isthmus.ul.AssociationProposal;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.Pdu;
import io.isthmus.ul.net.AssociationException.Phase;
import io.isthmus.ul.net.AssociationException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a requestor of associations does when the peer fails it; the peer is a script of bytes. */
@Timeout(30)
class AssociationClientFaultTest {
  static final String IMPLICIT = "1.2.840.10008.1.2";
  static final String VERIFICATION = "1.2.840.10008.1.1";
  static final AssociationTimeouts SHORT =
      new AssociationTimeouts(
          Duration.ofMillis(2000),
          Duration.ofMillis(200),
          Duration.ofMillis(200),
          Duration.ofMillis(200),
          Duration.ofMillis(200));
  static final AssociationProposal PROPOSAL = AssociationProposal.of(VERIFICATION, IMPLICIT);

  static Association open(ScriptedPeer peer) throws AssociationException {
    return client().open(address(peer.port()), PROPOSAL);
  }

  static AssociationClient client() {
    return new AssociationClient(new Negotiation("1.2.3", "TEST"), SHORT, SocketLayer.PLAIN);
  }

  static PeerAddress address(int port) {
    return new PeerAddress("127.0.0.1", port, "PACS", "ISTHMUS");
  }

  private static AssociationException failure(Body body) {
    try {
      body.run();
    } catch (AssociationException e) {
      return e;
    } catch (IOException e) {
      throw new AssertionError("not an AssociationException", e);
    }
    throw new AssertionError("nothing was thrown");
  }

  private interface Body {
    void run() throws IOException;
  }

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
    assertThat(failure(() -> client().open(nowhere, PROPOSAL)).reason())
        .isEqualTo(Reason.CONNECT_FAILED);
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

  @Test
  void aReleaseThatIsNotAnsweredEndsInItsTime() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              connection.expect(Wire.A_RELEASE_RQ);
              connection.expectAbort(0, 0);
            });
        Association association = open(peer)) {
      association.release();
      assertThat(association.isOpen()).isFalse();
      peer.finish();
    }
  }

  @Test
  void dataThatComeAfterOurReleaseRequestAreTakenNoteOf() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              connection.expect(Wire.A_RELEASE_RQ);
              connection.send(Wire.data(1, Wire.LAST_COMMAND, new byte[8]));
              connection.send(Wire.releaseRp());
              assertThat(connection.awaitClose()).isEmpty(); // no A-ABORT
            });
        Association association = open(peer)) {
      association.release();
      peer.finish();
    }
  }

  @Test
  void aReleaseCollisionEndsAsTheStandardSaysForARequestor() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              connection.expect(Wire.A_RELEASE_RQ);
              connection.send(Wire.releaseRq());
              connection.expect(Wire.A_RELEASE_RP); // the requestor answers first
              connection.send(Wire.releaseRp());
              assertThat(connection.awaitClose()).isEmpty();
            });
        Association association = open(peer)) {
      association.release();
      peer.finish();
    }
  }

  @Test
  void aPeerThatAsksForReleaseGetsItsAnswer() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              connection.send(Wire.releaseRq());
              connection.expect(Wire.A_RELEASE_RP);
              assertThat(connection.awaitClose()).isEmpty();
            });
        Association association = open(peer)) {
      assertThat(association.receive()).isNull();
      association.confirmRelease();
      peer.finish();
    }
  }

  @Test
  void anIdleAssociationKnowsWhetherThePeerIsStillThere() throws IOException {
    List<ScriptedPeer.Script> ends =
        List.of(
            connection -> {
              connection.send(Wire.abort(0, 0));
              connection.awaitClose();
            },
            connection -> connection.drop(),
            connection -> connection.reset(),
            connection -> {
              connection.send(Wire.releaseRq());
              connection.expect(Wire.A_RELEASE_RP);
            },
            connection -> {
              connection.send(Wire.data(1, Wire.LAST_COMMAND, new byte[8]));
              connection.expectAbort(0, 0);
            });
    for (ScriptedPeer.Script end : ends) {
      CompletableFuture<Void> go = new CompletableFuture<>();
      try (ScriptedPeer peer =
              new ScriptedPeer(connection -> {
                connection.accept();
                go.join();
                end.play(connection);
              });
          Association association = open(peer)) {
        assertThat(association.isAlive()).isTrue();
        assertThat(association.isAlive()).isTrue();
        go.complete(null);
        while (association.isAlive()) {
          // one millisecond each, until the news has come
        }
        assertThat(association.isOpen()).isFalse();
        peer.finish();
      }
    }
  }

  @Test
  void aPeerThatTakesNoBytesIsASendTimeout() throws IOException {
    CompletableFuture<Void> done = new CompletableFuture<>();
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              done.join();
            });
        Association association = open(peer)) {
      byte[] block = new byte[1 << 20];
      AssociationException thrown =
          failure(() -> association.send(1, new byte[2], () -> ByteBuffer.wrap(block)));
      assertThat(thrown.reason()).isEqualTo(Reason.TIMED_OUT);
      assertThat(thrown.phase()).contains(Phase.SEND);
      done.complete(null);
      peer.finish();
    }
  }

  @Test
  void anAbortPassesAWriterThatIsStuck() throws Exception {
    AssociationTimeouts patient =
        new AssociationTimeouts(
            SHORT.connect(),
            SHORT.associate(),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            SHORT.release());
    CompletableFuture<Void> done = new CompletableFuture<>();
    try (ScriptedPeer peer =
        new ScriptedPeer(connection -> {
          connection.accept();
          done.join();
        })) {
      Association association = client().withTimeouts(patient).open(address(peer.port()), PROPOSAL);
      CompletableFuture<AssociationException> writer = new CompletableFuture<>();
      CompletableFuture<Void> writing = new CompletableFuture<>();
      Thread.startVirtualThread(() ->
          writer.complete(
              failure(() ->
                  association.send(
                      1,
                      new byte[2],
                      () -> {
                        writing.complete(null);
                        return ByteBuffer.wrap(new byte[1 << 20]);
                      }))));
      writing.get(5, TimeUnit.SECONDS);
      association.abort("enough");
      assertThat(writer.get(5, TimeUnit.SECONDS).reason()).isEqualTo(Reason.CLOSED);
      done.complete(null);
      peer.finish();
    }
  }

  @Test
  void whoeverWaitsLearnsWhyAnotherThreadAborted() throws Exception {
    try (ScriptedPeer peer =
        new ScriptedPeer(connection -> {
          connection.accept();
          connection.expectAbort(0, 0);
        })) {
      Association association = open(peer);
      CompletableFuture<AssociationException> reader = new CompletableFuture<>();
      Thread.startVirtualThread(() -> reader.complete(failure(association::receive)));
      association.abort("the caller has left");
      AssociationException thrown = reader.get(5, TimeUnit.SECONDS);
      assertThat(thrown.reason()).isEqualTo(Reason.CLOSED);
      assertThat(thrown).hasMessageContaining("the caller has left");
      peer.finish();
    }
  }

  @Test
  void aSourceThatFailsInTheMiddleAbortsTheAssociation() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              connection.expectAbort(0, 0); // nothing of the message had to go out
            });
        Association association = open(peer)) {
      assertThatThrownBy(() ->
              association.send(
                  1,
                  new byte[2],
                  () -> {
                    throw new IOException("disk");
                  }))
          .hasMessage("disk");
      assertThat(association.isOpen()).isFalse();
      peer.finish();
    }
  }

  @Test
  void aDataSetOfOddLengthIsNeverSentToItsEnd() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              connection.expectAbort(0, 0);
            });
        Association association = open(peer)) {
      ByteBuffer odd = ByteBuffer.wrap(new byte[3]);
      assertThatThrownBy(
              () -> association.send(1, new byte[2], () -> odd.hasRemaining() ? odd : null))
          .hasMessageContaining("odd length");
      peer.finish();
    }
  }

  @Test
  void noPduIsLongerThanThePeerAnnouncedAndEveryFragmentIsEven() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept(101);
              int data = 0;
              boolean last = false;
              while (!last) {
                byte[] pdu = connection.expect(Wire.P_DATA_TF);
                assertThat(pdu.length - 6).isLessThanOrEqualTo(101);
                assertThat(pdu.length % 2).isZero();
                boolean command = (pdu[11] & 1) == 1;
                data += command ? 0 : pdu.length - 12;
                last = !command && (pdu[11] & 2) == 2;
              }
              assertThat(data).isEqualTo(1000);
              connection.release();
            });
        Association association = open(peer)) {
      ByteBuffer bytes = ByteBuffer.wrap(new byte[1000]);
      association.send(1, new byte[150], () -> bytes.hasRemaining() ? bytes : null);
      association.release();
      peer.finish();
    }
  }

  @Test
  void aPeerWithoutLimitGetsPdusOfAtMost128KiB() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept(0);
              connection.expectCommand();
              assertThat(connection.expect(Wire.P_DATA_TF).length - 6).isEqualTo(131072);
              connection.expect(Wire.P_DATA_TF);
              connection.release();
            });
        Association association = open(peer)) {
      ByteBuffer bytes = ByteBuffer.wrap(new byte[200_000]);
      association.send(1, new byte[150], () -> bytes.hasRemaining() ? bytes : null);
      association.release();
      peer.finish();
    }
  }
}
