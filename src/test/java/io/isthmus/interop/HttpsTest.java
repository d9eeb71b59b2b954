package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gateway's own HTTPS, as its configuration says, asked by curl. */
@QuarkusTest
@WithTestResource(value = HttpsEdge.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class HttpsTest {
  private static final String PATH = "/dicomweb/studies";

  @TestHTTPResource(value = PATH, tls = true)
  URI secure;

  @TestHTTPResource(PATH)
  URI plain;

  @BeforeEach
  void needsPrograms() {
    HttpsEdge.needPrograms();
  }

  @ParameterizedTest
  @CsvSource({"--http2, 2", "--http1.1, 1.1"})
  @Requirement({"COM-01", "COM-15"})
  void bothVersionsOfHttpAreServedAndAddressesAreThoseOfHttps(String option, String version) {
    Programs.Outcome answer = curl(secure, option, "-w", "\n%{http_version} %{http_code}");

    assertThat(answer.output()).endsWith("\n" + version + " 200").contains("\"" + secure + "/");
  }

  @ParameterizedTest
  @CsvSource({"--tlsv1.2, 1.2, true", "--tlsv1.3, 1.3, true", "--tlsv1.1, 1.1, false"})
  @Requirement("SEC-01")
  void onlyVersionsOfTlsThatAreSafeAreSpoken(String least, String most, boolean spoken) {
    Programs.Outcome answer =
        curl(secure, least, "--tls-max", most, "--ciphers", "DEFAULT@SECLEVEL=0");

    assertThat(answer.status() == 0).as(answer.output()).isEqualTo(spoken);
  }

  @Test
  void whoAsksInTheClearIsLedToHttps() {
    assertThat(curl(plain, "-w", "\n%{http_code} %{redirect_url}").output())
        .contains("\n301 https://localhost");
  }

  private static Programs.Outcome curl(URI address, String... options) {
    List<String> command = new ArrayList<>(List.of("curl", "-sS"));
    command.addAll(List.of("--cacert", HttpsEdge.certificate()));
    command.addAll(List.of(options));
    command.add(address.toString());
    return Programs.outcome(command);
  }
}
