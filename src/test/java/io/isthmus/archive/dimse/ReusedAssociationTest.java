package io.isthmus.archive.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure.Category;
import io.isthmus.archive.Cancellation;
import io.isthmus.testpeer.RepeatingPeer;
import io.isthmus.testpeer.ScriptedConnection;
import io.isthmus.testpeer.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a search is begun anew on another association, and when it is not. */
@Timeout(60)
class ReusedAssociationTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final AtomicInteger associations = new AtomicInteger();

  /** The message id of a C-FIND-RQ. */
  private static int takeSearch(ScriptedConnection peer) throws IOException {
    return Wire.usOf(peer.expectCommandAndData(), 0x0110);
  }

  private static void answerSearch(ScriptedConnection peer) throws IOException {
    byte[] pdu = peer.expect(Wire.P_DATA_TF);
    peer.expect(Wire.P_DATA_TF);
    int messageId = Wire.usOf(Arrays.copyOfRange(pdu, 12, pdu.length), 0x0110);
    peer.send(
        Wire.data(
            pdu[10],
            Wire.LAST_COMMAND,
            Wire.command(
                Wire.us(0x0100, 0x8020),
                Wire.us(0x0120, messageId),
                Wire.us(0x0800, 0x0101),
                Wire.us(0x0900, 0))));
  }

  @Test
  @Requirement("DIM-02")
  void aSearchThatFindsItsAssociationClosedIsBegunAnew() throws IOException, ArchiveException {
    try (RepeatingPeer peer =
            new RepeatingPeer(connection -> {
              connection.accept();
              answerSearch(connection);
              if (associations.incrementAndGet() == 1) {
                takeSearch(connection);
              } else {
                connection.release();
              }
            });
        WireArchive archive = new WireArchive(peer.port(), PATIENCE)) {
      archive.search();
      archive.search();

      assertThat(associations).hasValue(2);
    }
  }

  @Test
  void aSearchThatWasCancelledIsNotBegunAnewWhenItsAssociationEnds()
      throws IOException, ArchiveException {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    try (RepeatingPeer peer =
            new RepeatingPeer(connection -> {
              associations.incrementAndGet();
              connection.accept();
              answerSearch(connection);
              takeSearch(connection);
              asked.complete(null);
              connection.expectCommand(); // C-CANCEL-RQ
            });
        WireArchive archive = new WireArchive(peer.port(), PATIENCE)) {
      archive.search();
      Cancellation cancellation = new Cancellation();
      var _ = asked.thenRun(cancellation::cancel);

      assertThatThrownBy(() -> archive.search(cancellation))
          .isInstanceOfSatisfying(
              ArchiveException.class,
              e -> assertThat(e.failure().category()).isEqualTo(Category.CANCELLED));
      assertThat(associations).hasValue(1);
      assertThat(archive.state().reachable()).as("not the fault of the PACS").contains(true);
    }
  }

  @Test
  @Requirement("DIM-02")
  void aSearchThatIsNotAnsweredInTimeIsNotBegunAnew() throws IOException, ArchiveException {
    try (RepeatingPeer peer =
            new RepeatingPeer(connection -> {
              associations.incrementAndGet();
              connection.accept();
              answerSearch(connection);
              takeSearch(connection);
              connection.awaitClose();
            });
        WireArchive archive = new WireArchive(peer.port(), Duration.ofSeconds(5))) {
      archive.search();

      assertThatThrownBy(archive::search)
          .isInstanceOfSatisfying(
              ArchiveException.class,
              e -> assertThat(e.failure().category()).isEqualTo(Category.TIMEOUT));
      assertThat(associations).hasValue(1);
    }
  }

  @Test
  @Requirement("DIM-02")
  void aPacsThatAcceptsNoContextAnyMoreIsOneThatCannotDoIt() throws IOException, ArchiveException {
    try (RepeatingPeer peer =
            new RepeatingPeer(connection -> {
              if (associations.incrementAndGet() == 1) {
                connection.accept();
                answerSearch(connection);
                takeSearch(connection);
              } else {
                byte[] request = connection.expect(Wire.A_ASSOCIATE_RQ);
                connection.send(Wire.associateAc(request, 16384, 3));
                connection.release();
              }
            });
        WireArchive archive = new WireArchive(peer.port(), PATIENCE)) {
      archive.search();

      assertThatThrownBy(archive::search)
          .isInstanceOfSatisfying(
              ArchiveException.class,
              e -> assertThat(e.failure().category()).isEqualTo(Category.UNSUPPORTED));
      assertThat(archive.pool().statistics().idle()).isEqualTo(1);
    }
  }
}
