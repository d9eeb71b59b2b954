package io.isthmus.dimse.scu;

import static io.isthmus.dimse.scu.ScriptedScp.MATCH;
import static io.isthmus.dimse.scu.ScriptedScp.STORE;
import static io.isthmus.dimse.scu.ScriptedScp.getRsp;
import static io.isthmus.dimse.scu.ScriptedScp.identifier;
import static io.isthmus.dimse.scu.ScriptedScp.open;
import static io.isthmus.dimse.scu.ScriptedScp.storeRq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.testpeer.ScriptedConnection;
import io.isthmus.testpeer.ScriptedPeer;
import io.isthmus.testpeer.Wire;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationException;
import io.isthmus.ul.net.AssociationException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the C-GET and C-ECHO SCUs make of a scripted peer. */
@Timeout(30)
class GetScuTest {
  @Test
  void aGetAnswersEachInstanceBeforeTheNextAndTakesMissingCounters() throws IOException {
    List<String> stored = new ArrayList<>();
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              connection.expectCommandAndData();
              for (int i = 1; i <= 3; i++) {
                connection.send(storeRq(STORE, i, "1.2." + i));
                expectStoreRsp(connection, i, i == 2 ? 0xA700 : 0);
                connection.send(getRsp(1, 0xFF00));
              }
              connection.send(getRsp(1, 0xB000));
              connection.release();
            });
        Association association = open(peer)) {
      SubOperations result =
          new GetScu(Duration.ofSeconds(1))
              .get(
                  association,
                  SopClass.StudyRootGet,
                  identifier(),
                  (request, data) -> {
                    stored.add(request.sopInstanceUid());
                    if (request.sopInstanceUid().equals("1.2.2")) {
                      throw new IOException("no room");
                    }
                    ByteBuffer first = data.next();
                    assertThat(first).isEqualTo(ByteBuffer.wrap(MATCH));
                    assertThat(data.next()).isNull();
                    return DimseStatus.SUCCESS;
                  },
                  new Cancellation());
      assertThat(result.status().code()).isEqualTo(0xB000);
      assertThat(result.counts().completed()).isEqualTo(-1);
      assertThat(result.received()).isEqualTo(3);
      association.release();
      peer.finish();
    }
    assertThat(stored).containsExactly("1.2.1", "1.2.2", "1.2.3");
  }

  private static void expectStoreRsp(ScriptedConnection connection, int id, int status)
      throws IOException {
    byte[] response = connection.expectCommand();
    assertThat(Wire.usOf(response, 0x0100)).isEqualTo(0x8001);
    assertThat(Wire.usOf(response, 0x0120)).isEqualTo(id);
    assertThat(Wire.usOf(response, 0x0900)).isEqualTo(status);
  }

  @Test
  @Requirement("DIM-36")
  void whatAFinalResponseHasOvertakenIsStillTaken() throws IOException {
    List<String> stored = new ArrayList<>();
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              connection.expectCommandAndData();
              connection.send(storeRq(STORE, 1, "1.2.1"));
              expectStoreRsp(connection, 1, 0);
              connection.send(finalRsp(2));
              connection.send(storeRq(STORE, 2, "1.2.2"));
              expectStoreRsp(connection, 2, 0);
              connection.release();
            });
        Association association = open(peer)) {
      SubOperations result = getWithGrace(association, Duration.ofSeconds(10), stored);

      assertThat(result.received()).isEqualTo(2);
      assertThat(association.isOpen()).isTrue();
      association.release();
      peer.finish();
    }
    assertThat(stored).containsExactly("1.2.1", "1.2.2");
  }

  @Test
  @Requirement("DIM-36")
  void whatWeRefusedIsNotTakenForWhatTheFinalResponseHasOvertaken() throws IOException {
    List<String> stored = new ArrayList<>();
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              connection.expectCommandAndData();
              connection.send(storeRq(STORE, 1, "1.2.1"));
              expectStoreRsp(connection, 1, 0xA700);
              connection.send(finalRsp(0xB000, 1, 1));
              connection.send(storeRq(STORE, 2, "1.2.2"));
              expectStoreRsp(connection, 2, 0);
              connection.release();
            });
        Association association = open(peer)) {
      SubOperations result =
          new GetScu(Duration.ofSeconds(1), Duration.ofSeconds(10))
              .get(
                  association,
                  SopClass.StudyRootGet,
                  identifier(),
                  (request, data) -> {
                    stored.add(request.sopInstanceUid());
                    return stored.size() == 1 ? DimseStatus.OUT_OF_RESOURCES : DimseStatus.SUCCESS;
                  },
                  new Cancellation());

      assertThat(result.received()).isEqualTo(2);
      assertThat(stored).containsExactly("1.2.1", "1.2.2");
      association.release();
      peer.finish();
    }
  }

  @Test
  @Requirement("DIM-36")
  void whatIsCountedAndNeverComesIsNotWaitedForWithoutEnd() throws IOException {
    List<String> stored = new ArrayList<>();
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              connection.expectCommandAndData();
              connection.send(finalRsp(1));
              connection.awaitClose();
            });
        Association association = open(peer)) {
      SubOperations result = getWithGrace(association, Duration.ofMillis(100), stored);

      assertThat(result.received()).isZero();
      assertThat(result.counts().completed()).isEqualTo(1);
      assertThat(association.isOpen()).isFalse();
      peer.finish();
    }
  }

  private static SubOperations getWithGrace(
      Association association, Duration grace, List<String> stored) throws IOException {
    return new GetScu(Duration.ofSeconds(1), grace)
        .get(
            association,
            SopClass.StudyRootGet,
            identifier(),
            (request, data) -> {
              stored.add(request.sopInstanceUid());
              return DimseStatus.SUCCESS;
            },
            new Cancellation());
  }

  private static byte[] finalRsp(int completed) {
    return finalRsp(0, completed, 0);
  }

  private static byte[] finalRsp(int status, int completed, int failed) {
    return Wire.data(
        ScriptedScp.GET,
        Wire.LAST_COMMAND,
        Wire.command(
            Wire.us(0x0100, 0x8010),
            Wire.us(0x0120, 1),
            Wire.us(0x0800, 0x0101),
            Wire.us(0x0900, status),
            Wire.us(0x1021, completed),
            Wire.us(0x1022, failed)));
  }

  @Test
  void aGetThatIsCancelledFromOutsideStillAnswersWhatIsUnderWay() throws IOException {
    Cancellation cancellation = new Cancellation();
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              connection.expectCommandAndData();
              connection.send(storeRq(STORE, 1, "1.2.1"));
              assertThat(Wire.usOf(connection.expectCommand(), 0x0100)).isEqualTo(0x0FFF);
              expectStoreRsp(connection, 1, 0);
              connection.send(getRsp(1, 0xFE00));
              connection.release();
            });
        Association association = open(peer)) {
      SubOperations result =
          new GetScu(Duration.ofSeconds(1))
              .get(
                  association,
                  SopClass.StudyRootGet,
                  identifier(),
                  (request, data) -> {
                    cancellation.cancel();
                    return DimseStatus.SUCCESS;
                  },
                  cancellation);
      assertThat(result.status()).isEqualTo(DimseStatus.CANCEL);
      association.release();
      peer.finish();
    }
  }

  @Test
  void anInstanceThatBreaksOffIsAnErrorForWhoReadsIt() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              connection.expectCommandAndData();
              byte[] store = storeRq(STORE, 1, "1.2.1");
              connection.sendPart(store, store.length - 2);
              connection.reset();
            });
        Association association = open(peer)) {
      List<Reason> seen = new ArrayList<>();
      assertThatThrownBy(() ->
              new GetScu(Duration.ofSeconds(1))
                  .get(
                      association,
                      SopClass.StudyRootGet,
                      identifier(),
                      (request, data) -> {
                        try {
                          while (data.next() != null) {
                            // until it breaks
                          }
                          return DimseStatus.SUCCESS;
                        } catch (AssociationException e) {
                          seen.add(e.reason());
                          throw e;
                        }
                      },
                      new Cancellation()))
          .isInstanceOfSatisfying(
              AssociationException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
      assertThat(seen).containsExactly(Reason.CLOSED);
      peer.finish();
    }
  }

  @Test
  void anEchoIsSentWithANewMessageIdEachTime() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              for (int id = 1; id <= 3; id++) {
                assertThat(Wire.usOf(connection.expectCommand(), 0x0110)).isEqualTo(id);
                connection.send(
                    Wire.data(
                        7,
                        Wire.LAST_COMMAND,
                        Wire.command(
                            Wire.us(0x0100, 0x8030),
                            Wire.us(0x0120, id),
                            Wire.us(0x0800, 0x0101),
                            Wire.us(0x0900, 0))));
              }
              connection.release();
            });
        Association association = open(peer)) {
      for (int i = 0; i < 3; i++) {
        assertThat(new EchoScu().echo(association)).isEqualTo(DimseStatus.SUCCESS);
      }
      association.release();
      peer.finish();
    }
  }
}
