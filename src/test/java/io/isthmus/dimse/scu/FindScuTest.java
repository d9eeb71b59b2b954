package io.isthmus.dimse.scu;

import static io.isthmus.dimse.scu.ScriptedScp.FIND;
import static io.isthmus.dimse.scu.ScriptedScp.MATCH;
import static io.isthmus.dimse.scu.ScriptedScp.findRsp;
import static io.isthmus.dimse.scu.ScriptedScp.getRsp;
import static io.isthmus.dimse.scu.ScriptedScp.identifier;
import static io.isthmus.dimse.scu.ScriptedScp.match;
import static io.isthmus.dimse.scu.ScriptedScp.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.testpeer.ScriptedPeer;
import io.isthmus.testpeer.Wire;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationException;
import io.isthmus.ul.net.AssociationException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the C-FIND SCU makes of a peer that answers oddly, wrongly or not at all. */
@Timeout(30)
class FindScuTest {
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
}
