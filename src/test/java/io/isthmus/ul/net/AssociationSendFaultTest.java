package io.isthmus.ul.net;

import static io.isthmus.ul.net.ScriptedAssociations.PROPOSAL;
import static io.isthmus.ul.net.ScriptedAssociations.SHORT;
import static io.isthmus.ul.net.ScriptedAssociations.address;
import static io.isthmus.ul.net.ScriptedAssociations.client;
import static io.isthmus.ul.net.ScriptedAssociations.failure;
import static io.isthmus.ul.net.ScriptedAssociations.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.testpeer.ScriptedPeer;
import io.isthmus.testpeer.Wire;
import io.isthmus.ul.net.AssociationException.Phase;
import io.isthmus.ul.net.AssociationException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of messages that are sent to a scripted peer, well and ill. */
@Timeout(30)
class AssociationSendFaultTest {
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
