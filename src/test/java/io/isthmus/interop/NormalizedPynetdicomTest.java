package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.NormalizedService;
import io.isthmus.dimse.scp.DimseDispatcher;
import io.isthmus.dimse.scp.NormalizedProvider;
import io.isthmus.dimse.scp.NormalizedScp;
import io.isthmus.dimse.scu.NormalizedScu;
import io.isthmus.dimse.scu.NormalizedScu.Call;
import io.isthmus.ul.AssociationProposal;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.PresentationContext;
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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The normalized services with pynetdicom, which Debian does not package: {@code
 * -Disthmus.pynetdicom=FOLDER} names one that holds it.
 */
@Timeout(60)
class NormalizedPynetdicomTest {
  private static final String UPS = SopClass.UnifiedProcedureStepPush;
  private static final String COMMITMENT = SopClass.StorageCommitmentPushModel;
  private static final String IMPLICIT = "1.2.840.10008.1.2";
  private static final int LABEL = 0x00741204;
  private static final Negotiation NEGOTIATION = new Negotiation("2.25.1", "TEST");

  @TempDir Path folder;
  private List<String> script;

  @BeforeEach
  void needsPynetdicom() {
    String pynetdicom = System.getProperty("isthmus.pynetdicom", "");
    Assumptions.assumeFalse(
        pynetdicom.isEmpty(), "no pynetdicom; name its folder with -Disthmus.pynetdicom=FOLDER");
    script =
        List.of(
            "env", "PYTHONPATH=" + pynetdicom, Peers.python(), "src/test/pynetdicom/normalized.py");
  }

  private List<String> script(String role, int port) {
    List<String> command = new ArrayList<>(script);
    command.addAll(List.of(role, Integer.toString(port)));
    return command;
  }

  private static DataSet label(String text) {
    return DataSet.builder().text(LABEL, text).build();
  }

  private static String said(Association association, Call call, @Nullable DataSet data)
      throws IOException {
    NormalizedScu.Answer answer = new NormalizedScu().call(association, call, data);
    assertThat(answer.status()).isEqualTo(DimseStatus.SUCCESS);
    return answer.data().string(LABEL).orElseThrow();
  }

  @Test
  @Requirement("DIM-42")
  void ourScuCallsEachServiceOfPynetdicom() throws IOException {
    int port = Programs.freePort();
    Process scp = Programs.serve(script("scp", port), folder.resolve("log"), port);
    AssociationProposal proposal =
        AssociationProposal.of(
            List.of(
                new PresentationContext(1, UPS, List.of(IMPLICIT)),
                new PresentationContext(3, COMMITMENT, List.of(IMPLICIT))),
            List.of());
    try (Association association =
        new AssociationClient(NEGOTIATION, AssociationTimeouts.DEFAULT, SocketLayer.PLAIN)
            .open(new PeerAddress("127.0.0.1", port, "PACS", "ISTHMUS"), proposal)) {
      Call create = Call.of(NormalizedService.N_CREATE, UPS, "1.2.3");
      assertThat(said(association, create, label("one"))).isEqualTo("created one");
      Call get =
          Call.of(NormalizedService.N_GET, UPS, "1.2.3")
              .attributes(List.of(0x00741000, Tag.PatientID));
      assertThat(said(association, get, null)).isEqualTo("got 00741000,00100020");
      Call set = Call.of(NormalizedService.N_SET, UPS, "1.2.3");
      assertThat(said(association, set, label("two"))).isEqualTo("set two");
      Call action = Call.of(NormalizedService.N_ACTION, UPS, "1.2.3").type(4);
      assertThat(said(association, action, label("three"))).isEqualTo("action 4");
      Call event = Call.of(NormalizedService.N_EVENT_REPORT, COMMITMENT, "1.2.3").type(2);
      assertThat(said(association, event, label("four"))).isEqualTo("event 2");
    } finally {
      scp.destroy();
    }
  }

  @Test
  @Requirement("DIM-42")
  void ourScpServesEachServiceToPynetdicom() throws IOException {
    NormalizedScp scp =
        new NormalizedScp(
            Set.of(NormalizedService.values()),
            (request, callingAeTitle, data) ->
                new NormalizedProvider.Reply(
                    DimseStatus.SUCCESS,
                    null,
                    label(
                        "%s %d %d"
                            .formatted(
                                data.string(LABEL).orElse("-"),
                                request.typeId() == null ? 0 : request.typeId(),
                                request.attributes().size()))));
    try (AssociationServer server =
        AssociationServer.start(
            new AssociationServer.Options(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                4,
                AssociationTimeouts.DEFAULT,
                SocketLayer.PLAIN),
            NEGOTIATION,
            SupportedServices.builder("PACS")
                .serve(UPS, List.of(IMPLICIT))
                .serve(COMMITMENT, List.of(IMPLICIT))
                .build(),
            new DimseDispatcher(List.of(scp)),
            Thread.ofVirtual().factory())) {
      assertThat(Programs.run(script("scu", server.port())).lines())
          .containsExactly(
              "N-CREATE 0000 one 0 0",
              "N-GET 0000 - 0 2",
              "N-SET 0000 two 0 0",
              "N-ACTION 0000 three 3 0",
              "N-EVENT-REPORT 0000 four 2 0");
    }
  }
}
