package io.isthmus.interop;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.isthmus.Requirement;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gateway with TLS to the PACS and from it, as its configuration says. */
@QuarkusTest
@WithTestResource(value = TlsPeers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class GatewayTlsTest {
  @TempDir Path folder;

  @BeforeEach
  void needsPrograms() {
    TlsPeers.needPrograms();
  }

  @Test
  @Requirement({"DIM-02", "SEC-02"})
  void searchesAndMovesInstancesWithCertificatesOnBothSides() throws IOException {
    try (DimsePeers files = new DimsePeers(folder)) {
      Path instance = files.instance("1.2.826.0.1.96", 1);
      assertThat(
              dcmtk("storescu", "gateway", "pacs", TlsPeers.orthancPort(), instance.toString())
                  .status())
          .isZero();

      given()
          .accept("application/dicom+json")
          .get("/pacs/orthanc/dicomweb/studies?StudyInstanceUID=1.2.826.0.1.96")
          .then()
          .statusCode(200)
          .body("[0].'0020000D'.Value[0]", equalTo("1.2.826.0.1.96"));
      byte[] parts =
          given()
              .accept("multipart/related; type=\"application/dicom\"; transfer-syntax=*")
              .get("/pacs/orthanc/dicomweb/studies/1.2.826.0.1.96")
              .then()
              .statusCode(200)
              .extract()
              .asByteArray();
      assertThat(parts).hasSizeGreaterThan(1024).containsSequence(new byte[] {'D', 'I', 'C', 'M'});
    }
  }

  /**
   * storescp serves no search: 501 says that TLS and the association came about. A peer that does
   * not trust us says so in an alert, which its reset may overtake (502).
   */
  @ParameterizedTest
  @CsvSource({
    "good, 501",
    "wrong-host, 503",
    "wrong-host-borne, 501",
    "expired, 503",
    "not-trusted, 503",
    "does-not-trust-us, 503 502"
  })
  void aCertificateThatIsNotRightIsAPacsThatCannotBeReached(String pacs, String statuses) {
    var answer = given().get("/pacs/" + pacs + "/dicomweb/studies?PatientID=1");

    assertThat(statuses.split(" ")).as(answer.asString()).contains("" + answer.statusCode());
    assertThat(answer.time()).isLessThan(Duration.ofSeconds(5).toMillis());
  }

  @Test
  @Requirement({"DIM-44", "SEC-02"})
  void ourStoreScpTakesOnlyThoseWhoseCertificateItTrusts() {
    int port = TlsPeers.gatewayPort();

    assertThat(dcmtk("echoscu", "pacs", "gateway", port).status()).isZero();
    assertThat(dcmtk("echoscu", "stranger", "gateway", port).status()).isNotZero();
    assertThat(dcmtk("echoscu", "expired", "gateway", port).status()).isNotZero();
    assertThat(run(List.of("+tla", "-ic"), port).status()).isNotZero();
    assertThat(run(List.of("-ta", "5"), port).status()).isNotZero();
  }

  private static Programs.Outcome run(List<String> options, int port) {
    List<String> command =
        new ArrayList<>(List.of("echoscu", "-aet", "ORTHANC", "-aec", "ISTHMUS"));
    command.addAll(options);
    command.addAll(List.of("localhost", Integer.toString(port)));
    return Programs.outcome(command);
  }

  private static Programs.Outcome dcmtk(
      String program, String key, String trusted, int port, String... files) {
    TestCertificates made = TlsPeers.certificates();
    List<String> command = new ArrayList<>(List.of(program, "-aet", "ORTHANC", "-aec", "ISTHMUS"));
    command.addAll(List.of("+tls", made.file(key, "key"), made.file(key, "crt")));
    command.addAll(List.of("+cf", made.file(trusted, "crt")));
    command.addAll(List.of("localhost", Integer.toString(port)));
    command.addAll(List.of(files));
    return Programs.outcome(command);
  }
}
