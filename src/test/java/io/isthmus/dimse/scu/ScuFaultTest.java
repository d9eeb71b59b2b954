package io.isthmus.dimse.scu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.testpeer.ScriptedConnection;
import io.isthmus.testpeer.ScriptedPeer;
import io.isthmus.testpeer.Wire;
import io.isthmus.ul.AssociationProposal;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.PresentationContext;
import io.isthmus.ul.RoleSelection;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationException;
import io.isthmus.ul.net.AssociationException.Reason;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What our SCUs make of peers that answer oddly, wrongly or not at all. */
@Timeout(30)
class ScuFaultTest {
  private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  private static final String IMPLICIT = "1.2.840.10008.1.2";
  private static final int FIND = 1;
  private static final int GET = 3;
  private static final int STORE = 5;

  /** (0010,0020) "ID" in Implicit VR Little Endian. */
  private static final byte[] MATCH = Wire.hex("1000 2000 02000000 4944");

  private static final AssociationTimeouts TIMEOUTS =
      new AssociationTimeouts(
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofMillis(500),
          Duration.ofSeconds(2),
          Duration.ofMillis(200));

  private static Association open(ScriptedPeer peer) throws AssociationException {
    AssociationProposal proposal =
        AssociationProposal.of(
            List.of(
                new PresentationContext(FIND, SopClass.StudyRootFind, List.of(IMPLICIT)),
                new PresentationContext(GET, SopClass.StudyRootGet, List.of(IMPLICIT)),
                new PresentationContext(STORE, CT, List.of(IMPLICIT)),
                new PresentationContext(7, SopClass.Verification, List.of(IMPLICIT))),
            List.of(new RoleSelection(CT, false, true)));
    return new AssociationClient(new Negotiation("1.2.3", "TEST"), TIMEOUTS, SocketLayer.PLAIN)
        .open(new PeerAddress("127.0.0.1", peer.port(), "PACS", "ME"), proposal);
  }

  private static byte[] findRsp(int messageId, int status, boolean data) {
    return Wire.data(
        FIND,
        Wire.LAST_COMMAND,
        Wire.command(
            Wire.us(0x0100, 0x8020),
            Wire.us(0x0120, messageId),
            Wire.us(0x0800, data ? 1 : 0x0101),
            Wire.us(0x0900, status)));
  }

  private static byte[] match(int messageId) {
    return Wire.join(findRsp(messageId, 0xFF00, true), Wire.data(FIND, Wire.LAST_DATA, MATCH));
  }

  private static byte[] getRsp(int messageId, int status) {
    return Wire.data(
        GET,
        Wire.LAST_COMMAND,
        Wire.command(
            Wire.us(0x0100, 0x8010),
            Wire.us(0x0120, messageId),
            Wire.us(0x0800, 0x0101),
            Wire.us(0x0900, status)));
  }

  private static byte[] storeRq(int context, int messageId, String instance) {
    return Wire.join(
        Wire.data(
            context,
            Wire.LAST_COMMAND,
            Wire.command(
                Wire.ui(0x0002, CT),
                Wire.us(0x0100, 1),
                Wire.us(0x0110, messageId),
                Wire.us(0x0700, 0),
                Wire.us(0x0800, 0),
                Wire.ui(0x1000, instance))),
        Wire.data(context, Wire.LAST_DATA, MATCH));
  }

  private static DataSet identifier() {
    return DataSet.builder().text(Tag.QueryRetrieveLevel, "STUDY").build();
  }

  private interface FindCase {
    void run(Association association, FindScu scu) throws IOException;
  }

  /** Plays a script behind the C-FIND-RQ, whose message id is 1. */
  private static void find(ScriptedPeer.Script script, FindCase body) throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              assertThat(Wire.usOf(connection.expectCommandAndData(), 0x0110)).isEqualTo(1);
              script.play(connection);
            });
        Association association = open(peer)) {
      body.run(association, new FindScu(Duration.ofMillis(200)));
      association.release();
      peer.finish();
    }
  }

  private static void findFails(ScriptedPeer.Script script, Reason reason) throws IOException {
    find(
        script,
        (association, scu) -> {
          assertThatThrownBy(() ->
                  scu.find(
                      association, SopClass.StudyRootFind, identifier(), (match, pending) -> true))
              .isInstanceOfSatisfying(
                  AssociationException.class, e -> assertThat(e.reason()).isEqualTo(reason));
          assertThat(association.isOpen()).isFalse();
        });
  }

  @Test
  @Requirement("DIM-14")
  void everyPendingMatchIsGivenWithItsStatusAndOneWithoutIdentifierIsPassedOver()
      throws IOException {
    List<String> got = new ArrayList<>();
    find(
        connection -> {
          connection.send(match(1));
          connection.send(findRsp(1, 0xFF00, false));
          connection.send(
              Wire.join(findRsp(1, 0xFF01, true), Wire.data(FIND, Wire.LAST_DATA, MATCH)));
          connection.send(findRsp(1, 0x0000, false));
          connection.release();
        },
        (association, scu) ->
            assertThat(
                    scu.find(
                        association,
                        SopClass.StudyRootFind,
                        identifier(),
                        (match, pending) ->
                            got.add(match.string(Tag.PatientID).orElse("") + " " + pending.hex())))
                .isEqualTo(DimseStatus.SUCCESS));
    assertThat(got).containsExactly("ID FF00H", "ID FF01H");
  }

  @Test
  void aFailureKeepsItsCodeAndComment() throws IOException {
    find(
        connection -> {
          connection.send(
              Wire.data(
                  FIND,
                  Wire.LAST_COMMAND,
                  Wire.command(
                      Wire.us(0x0100, 0x8020),
                      Wire.us(0x0120, 1),
                      Wire.us(0x0800, 0x0101),
                      Wire.us(0x0900, 0xA700),
                      Wire.element(0x0902, Wire.ascii("too many")))));
          connection.release();
        },
        (association, scu) ->
            assertThat(
                    scu.find(association, SopClass.StudyRootFind, identifier(), (match, s) -> true))
                .isEqualTo(new DimseStatus(0xA700, "too many")));
  }

  @Test
  @Requirement("DIM-16")
  void afterTheCancelMatchesAreDroppedUntilTheFinalStatus() throws IOException {
    List<DataSet> got = new ArrayList<>();
    find(
        connection -> {
          connection.send(match(1));
          connection.send(match(1));
          byte[] cancel = connection.expectCommand();
          assertThat(Wire.usOf(cancel, 0x0100)).isEqualTo(0x0FFF);
          assertThat(Wire.usOf(cancel, 0x0120)).isEqualTo(1);
          connection.send(match(1));
          connection.send(findRsp(1, 0xFE00, false));
          connection.release();
        },
        (association, scu) ->
            assertThat(
                    scu.find(
                        association,
                        SopClass.StudyRootFind,
                        identifier(),
                        (match, pending) -> {
                          got.add(match);
                          return false;
                        }))
                .isEqualTo(DimseStatus.CANCEL));
    assertThat(got).hasSize(1);
  }

  @Test
  @Requirement("DIM-46")
  void aPeerThatIgnoresTheCancelIsAbortedWhenItsGraceIsOver() throws IOException {
    find(
        connection -> {
          try {
            while (true) { // matches without end, as fast as they are taken
              connection.send(match(1));
            }
          } catch (IOException closed) {
            return;
          }
        },
        (association, scu) ->
            assertThatThrownBy(() ->
                    scu.find(
                        association,
                        SopClass.StudyRootFind,
                        identifier(),
                        (match, pending) -> false))
                .isInstanceOfSatisfying(
                    AssociationException.class,
                    e -> {
                      assertThat(e.reason()).isEqualTo(Reason.CLOSED);
                      assertThat(e).hasMessageContaining("grace");
                    }));
  }

  @Test
  void anotherThreadCanCancelAQueryThatIsSilent() throws IOException {
    CompletableFuture<Void> begun = new CompletableFuture<>();
    Cancellation cancellation = new Cancellation();
    Thread.startVirtualThread(() -> {
      begun.join();
      cancellation.cancel();
    });
    find(
        connection -> {
          begun.complete(null);
          assertThat(Wire.usOf(connection.expectCommand(), 0x0100)).isEqualTo(0x0FFF);
          connection.send(findRsp(1, 0xFE00, false));
          connection.release();
        },
        (association, scu) ->
            assertThat(
                    scu.find(
                        association,
                        SopClass.StudyRootFind,
                        identifier(),
                        (match, pending) -> true,
                        cancellation))
                .isEqualTo(DimseStatus.CANCEL));
  }

  @Test
  void aCancelBeforeTheRequestIsSentRightBehindIt() throws IOException {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();
    find(
        connection -> {
          assertThat(Wire.usOf(connection.expectCommand(), 0x0100)).isEqualTo(0x0FFF);
          connection.send(match(1));
          connection.send(findRsp(1, 0xFE00, false));
          connection.release();
        },
        (association, scu) ->
            assertThat(
                    scu.find(
                        association,
                        SopClass.StudyRootFind,
                        identifier(),
                        (match, pending) -> {
                          throw new IOException("nobody wants a match");
                        },
                        cancellation))
                .isEqualTo(DimseStatus.CANCEL));
  }

  @Test
  void aResponseToNothingIsAProtocolError() throws IOException {
    findFails(
        connection -> {
          connection.send(findRsp(9, 0x0000, false));
          connection.expectAbort(0, 0);
        },
        Reason.PROTOCOL_ERROR);
  }

  @Test
  void aResponseOfAnotherKindIsAProtocolError() throws IOException {
    findFails(
        connection -> {
          connection.send(getRsp(1, 0));
          connection.expectAbort(0, 0);
        },
        Reason.PROTOCOL_ERROR);
  }

  @Test
  void aMessageInAContextThatWasNotAcceptedIsAProtocolError() throws IOException {
    findFails(
        connection -> {
          connection.send(Wire.data(99, Wire.LAST_COMMAND, new byte[12]));
          connection.expectAbort(0, 0);
        },
        Reason.PROTOCOL_ERROR);
  }

  @Test
  void anIdentifierThatIsNoDataSetIsAProtocolError() throws IOException {
    findFails(
        connection -> {
          connection.send(
              Wire.join(
                  findRsp(1, 0xFF00, true),
                  Wire.data(FIND, Wire.LAST_DATA, Wire.hex("1000 2000 FFFFFF7F 4944"))));
          connection.expectAbort(0, 0);
        },
        Reason.PROTOCOL_ERROR);
  }

  @Test
  void aReleaseInTheMiddleOfAnOperationIsAProtocolError() throws IOException {
    findFails(
        connection -> {
          connection.send(Wire.releaseRq());
          connection.expectAbort(0, 0);
        },
        Reason.PROTOCOL_ERROR);
  }

  @Test
  @Requirement("DIM-03")
  void silenceIsATimeOut() throws IOException {
    findFails(connection -> connection.expectAbort(0, 0), Reason.TIMED_OUT);
  }

  @Test
  void aReceiverThatGivesUpAbortsTheAssociation() throws IOException {
    find(
        connection -> {
          connection.send(match(1));
          connection.expectAbort(0, 0);
        },
        (association, scu) ->
            assertThatThrownBy(() ->
                    scu.find(
                        association,
                        SopClass.StudyRootFind,
                        identifier(),
                        (match, pending) -> {
                          throw new IOException("the client has gone");
                        }))
                .hasMessage("the client has gone"));
  }

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
