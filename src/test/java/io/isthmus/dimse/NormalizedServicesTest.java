package io.isthmus.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dimse.scp.DimseDispatcher;
import io.isthmus.dimse.scp.EventReportHandler;
import io.isthmus.dimse.scp.EventReportScp;
import io.isthmus.dimse.scp.NormalizedProvider;
import io.isthmus.dimse.scp.NormalizedScp;
import io.isthmus.dimse.scu.NormalizedScu;
import io.isthmus.testpeer.ScriptedConnection;
import io.isthmus.testpeer.ScriptedPeer;
import io.isthmus.testpeer.Wire;
import io.isthmus.ul.AssociationProposal;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.SupportedServices;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationServer;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** N-services against bytes written by hand. */
@Timeout(30)
class NormalizedServicesTest {
  private static final String IMPLICIT = "1.2.840.10008.1.2";
  private static final String PULL = SopClass.UnifiedProcedureStepPull;
  private static final String PUSH = SopClass.UnifiedProcedureStepPush;
  private static final Negotiation NEGOTIATION = new Negotiation("1.2.3", "TEST");

  /** (0010,0020) "ID" in Implicit VR Little Endian. */
  private static final byte[] PATIENT_ID = Wire.hex("1000 2000 02000000 4944");

  @Test
  @Requirement("DIM-42")
  void anActionGoesInTheContextOfTheAbstractSyntaxAndNamesItsOwnClass() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              byte[] action = connection.expectCommandAndData();
              assertThat(Wire.usOf(action, 0x0100)).isEqualTo(0x0130);
              assertThat(Wire.usOf(action, 0x1008)).isEqualTo(1);
              assertThat(new String(action, java.nio.charset.StandardCharsets.US_ASCII))
                  .contains(PUSH)
                  .doesNotContain(PULL);
              connection.send(
                  Wire.join(
                      Wire.data(
                          1,
                          Wire.LAST_COMMAND,
                          Wire.command(
                              Wire.us(0x0100, 0x8130),
                              Wire.us(0x0120, 1),
                              Wire.us(0x0800, 0),
                              Wire.us(0x0900, 0xB304),
                              Wire.ui(0x1000, "1.2.3.4"))),
                      Wire.data(1, Wire.LAST_DATA, PATIENT_ID)));
              connection.release();
            });
        Association association =
            new AssociationClient(NEGOTIATION, AssociationTimeouts.DEFAULT, SocketLayer.PLAIN)
                .open(
                    new PeerAddress("127.0.0.1", peer.port(), "PACS", "ME"),
                    AssociationProposal.of(PULL, IMPLICIT))) {
      NormalizedScu.Answer answer =
          new NormalizedScu()
              .call(
                  association,
                  NormalizedScu.Call.of(NormalizedService.N_ACTION, PUSH, "1.2.3.4")
                      .in(PULL)
                      .type(1),
                  DataSet.builder().text(Tag.ProcedureStepState, "IN PROGRESS").build());
      assertThat(answer.status().category()).isEqualTo(DimseStatus.Category.WARNING);
      assertThat(answer.sopInstanceUid()).isEqualTo("1.2.3.4");
      assertThat(answer.data().string(Tag.PatientID)).contains("ID");
      association.release();
      peer.finish();
    }
  }

  private static AssociationServer serve(DimseDispatcher dispatcher) throws IOException {
    return AssociationServer.start(
        new AssociationServer.Options(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            4,
            AssociationTimeouts.DEFAULT,
            SocketLayer.PLAIN),
        NEGOTIATION,
        SupportedServices.builder("US").serve(PUSH, List.of(IMPLICIT)).build(),
        dispatcher,
        Thread.ofVirtual().factory());
  }

  private static ScriptedConnection associate(AssociationServer server) throws IOException {
    ScriptedConnection connection = ScriptedConnection.to(server.port());
    connection.send(Wire.associateRq("US", "PACS", IMPLICIT, PUSH));
    connection.expect(Wire.A_ASSOCIATE_AC);
    return connection;
  }

  @Test
  void anEventReportIsHandedOnAndAnswered() throws IOException {
    List<EventReportHandler.Event> events = new ArrayList<>();
    List<DataSet> information = new ArrayList<>();
    EventReportScp scp =
        new EventReportScp((event, data) -> {
          events.add(event);
          information.add(data);
          return DimseStatus.SUCCESS;
        });
    try (AssociationServer server = serve(new DimseDispatcher(List.of(scp)));
        ScriptedConnection connection = associate(server)) {
      connection.send(
          Wire.join(
              Wire.data(
                  1,
                  Wire.LAST_COMMAND,
                  Wire.command(
                      Wire.ui(0x0002, PUSH),
                      Wire.us(0x0100, 0x0100),
                      Wire.us(0x0110, 9),
                      Wire.us(0x0800, 1),
                      Wire.ui(0x1000, "1.2.3.4"),
                      Wire.us(0x1002, 3))),
              Wire.data(1, Wire.LAST_DATA, PATIENT_ID)));
      byte[] response = connection.expectCommand();
      assertThat(Wire.usOf(response, 0x0100)).isEqualTo(0x8100);
      assertThat(Wire.usOf(response, 0x0120)).isEqualTo(9);
      assertThat(Wire.usOf(response, 0x0900)).isZero();
      connection.send(Wire.releaseRq());
      connection.expect(Wire.A_RELEASE_RP);
    }
    assertThat(events)
        .containsExactly(
            new EventReportHandler.Event(PUSH, "1.2.3.4", 3, "PACS", "US", "127.0.0.1"));
    assertThat(information.getFirst().string(Tag.PatientID)).contains("ID");
  }

  @Test
  void aCreateWithoutInstanceGetsTheOneThatTheProviderMade() throws IOException {
    NormalizedScp scp =
        new NormalizedScp(
            Set.of(NormalizedService.N_CREATE),
            (request, calling, data) ->
                new NormalizedProvider.Reply(DimseStatus.SUCCESS, "1.2.77", null));
    try (AssociationServer server = serve(new DimseDispatcher(List.of(scp)));
        ScriptedConnection connection = associate(server)) {
      connection.send(
          Wire.join(
              Wire.data(
                  1,
                  Wire.LAST_COMMAND,
                  Wire.command(
                      Wire.ui(0x0002, PUSH),
                      Wire.us(0x0100, 0x0140),
                      Wire.us(0x0110, 2),
                      Wire.us(0x0800, 1))),
              Wire.data(1, Wire.LAST_DATA, PATIENT_ID)));
      byte[] response = connection.expectCommand();
      assertThat(Wire.usOf(response, 0x0100)).isEqualTo(0x8140);
      assertThat(new String(response, java.nio.charset.StandardCharsets.US_ASCII))
          .contains("1.2.77");
      connection.send(Wire.releaseRq());
      connection.expect(Wire.A_RELEASE_RP);
    }
  }

  @Test
  void aRequestThatNobodyServesIsAnsweredWithItsStatusAndItsDataPassedOver() throws IOException {
    try (AssociationServer server = serve(new DimseDispatcher(List.of()));
        ScriptedConnection connection = associate(server)) {
      for (int field : new int[] {0x0001, 0x0010, 0x0020, 0x0021, 0x0110, 0x0150}) {
        connection.send(
            Wire.join(
                Wire.data(
                    1,
                    Wire.LAST_COMMAND,
                    Wire.command(
                        Wire.ui(0x0002, PUSH),
                        Wire.us(0x0100, field),
                        Wire.us(0x0110, field + 1),
                        Wire.us(0x0800, 1))),
                Wire.data(1, Wire.LAST_DATA, PATIENT_ID)));
        byte[] response = connection.expectCommand();
        assertThat(Wire.usOf(response, 0x0100)).isEqualTo(field | 0x8000);
        assertThat(Wire.usOf(response, 0x0120)).isEqualTo(field + 1);
        assertThat(Wire.usOf(response, 0x0900)).isEqualTo(0x0122);
      }
      connection.send(Wire.releaseRq());
      connection.expect(Wire.A_RELEASE_RP);
    }
  }

  @Test
  void aResponseToNothingIsAborted() throws IOException {
    try (AssociationServer server = serve(new DimseDispatcher(List.of()));
        ScriptedConnection connection = associate(server)) {
      connection.send(
          Wire.data(
              1,
              Wire.LAST_COMMAND,
              Wire.command(
                  Wire.us(0x0100, 0x8001),
                  Wire.us(0x0120, 1),
                  Wire.us(0x0800, 0x0101),
                  Wire.us(0x0900, 0))));
      connection.expectAbort(0, 0);
    }
  }
}
