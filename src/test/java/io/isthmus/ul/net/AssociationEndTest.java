package io.isthmus.ul.net;

import static io.isthmus.ul.net.ScriptedAssociations.PROPOSAL;
import static io.isthmus.ul.net.ScriptedAssociations.SHORT;
import static io.isthmus.ul.net.ScriptedAssociations.address;
import static io.isthmus.ul.net.ScriptedAssociations.client;
import static io.isthmus.ul.net.ScriptedAssociations.failure;
import static io.isthmus.ul.net.ScriptedAssociations.open;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testpeer.ScriptedPeer;
import io.isthmus.testpeer.Wire;
import io.isthmus.ul.net.AssociationException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How associations with a scripted peer end: release, collision, abort, and idleness. */
@Timeout(30)
class AssociationEndTest {
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
  void aPeerThatHasBegunToSaySomethingIsNotWaitedFor() throws IOException {
    for (byte[] begun : List.of(Wire.hex("05 00 0000"), halfPdu())) {
      try (ScriptedPeer peer =
              new ScriptedPeer(connection -> {
                connection.accept();
                connection.send(begun);
                connection.expectAbort(0, 0);
              });
          Association association = openPatiently(peer)) {
        while (association.isAlive()) {
          // one millisecond each, until it has come
        }
        assertThat(association.isOpen()).isFalse();
        peer.finish();
      }
    }
  }

  @Test
  void aPeerThatDoesNotEndWhatItHasBegunIsNoneForTheNextOperation() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              connection.send(halfPdu());
              connection.expectAbort(0, 0);
            });
        Association association = openPatiently(peer)) {
      assertThat(association.receive()).isNotNull();
      assertThat(association.isAlive()).isFalse();
      association.abort();
      peer.finish();
    }
  }

  /** A P-DATA-TF of two values, of which the first has come. */
  private static byte[] halfPdu() {
    byte[] whole = Wire.data(1, Wire.LAST_COMMAND, new byte[8]);
    whole[5] = (byte) (whole[5] + 14);
    return whole;
  }

  /** On which a response may take as long as no test does. */
  private static Association openPatiently(ScriptedPeer peer) throws AssociationException {
    return client()
        .withTimeouts(SHORT.withResponse(Duration.ofHours(1)))
        .open(address(peer.port()), PROPOSAL);
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
  void anAbortByAnotherThreadLeavesAloneWhatWasReceivedBefore() throws Exception {
    CompletableFuture<Void> received = new CompletableFuture<>();
    try (ScriptedPeer peer =
        new ScriptedPeer(connection -> {
          connection.accept();
          connection.send(Wire.data(1, Wire.LAST_DATA, Wire.ascii("of use")));
          received.join();
          connection.send(Wire.data(1, Wire.LAST_DATA, new byte[4000]));
          connection.expectAbort(0, 0);
        })) {
      Association association = open(peer);
      ByteBuffer bytes = association.receive().data();
      received.complete(null);
      Thread.startVirtualThread(() -> association.abort("enough")).join();
      peer.finish();
      byte[] kept = new byte[bytes.remaining()];
      bytes.get(kept);
      assertThat(kept).isEqualTo(Wire.ascii("of use"));
      assertThat(failure(association::receive).reason()).isEqualTo(Reason.CLOSED);
    }
  }
}
