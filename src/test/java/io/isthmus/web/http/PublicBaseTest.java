package io.isthmus.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Requirement("COM-01")
class PublicBaseTest {
  private static final PublicBase OWN = new PublicBase(Optional.empty(), false);
  private static final PublicBase TRUSTING = new PublicBase(Optional.empty(), true);

  private static String of(PublicBase base, Map<String, String> headers) {
    return base.of(
        "http", Optional.of("gw.local:8080"), name -> Optional.ofNullable(headers.get(name)));
  }

  @Test
  void withoutSettingsItIsWhatTheRequestNames() {
    assertThat(of(OWN, Map.of())).isEqualTo("http://gw.local:8080");
  }

  @Test
  void theConfiguredAddressWins() {
    PublicBase configured =
        new PublicBase(Optional.of(URI.create("https://gw.example/pacs/")), true);
    assertThat(of(configured, Map.of("X-Forwarded-Host", "other.example")))
        .isEqualTo("https://gw.example/pacs");
  }

  @Test
  void forwardedHeadersOfStrangersAreNotBelieved() {
    assertThat(
            of(OWN, Map.of("Forwarded", "host=evil.example", "X-Forwarded-Host", "evil.example")))
        .isEqualTo("http://gw.local:8080");
  }

  @Test
  void forwardedIsReadFromTheProxyNearestToTheClient() {
    assertThat(
            of(
                TRUSTING,
                Map.of("Forwarded", "for=1.2.3.4;Proto=https;host=\"gw.example:444\", host=inner")))
        .isEqualTo("https://gw.example:444");
  }

  @Test
  void theOlderHeadersAreReadPartByPart() {
    assertThat(
            of(
                TRUSTING,
                Map.of(
                    "X-Forwarded-Proto", "https",
                    "X-Forwarded-Host", "gw.example",
                    "X-Forwarded-Port", "443",
                    "X-Forwarded-Prefix", "/imaging/")))
        .isEqualTo("https://gw.example/imaging");
    assertThat(of(TRUSTING, Map.of("X-Forwarded-Port", "8443"))).isEqualTo("http://gw.local:8443");
    assertThat(of(TRUSTING, Map.of("X-Forwarded-Host", "gw.example:1", "X-Forwarded-Port", "2")))
        .isEqualTo("http://gw.example:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil\"><b>", "a b", "user@host", "host/path", "[::1", ""})
  void aForwardedHostThatIsNoneIsIgnored(String host) {
    assertThat(of(TRUSTING, Map.of("X-Forwarded-Host", host))).isEqualTo("http://gw.local:8080");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil\"><b>", "a b", "host/path", "[::1"})
  void aRequestThatNamesNoHostIsRefused(String host) {
    assertThatThrownBy(() -> OWN.of("http", Optional.of(host), name -> Optional.empty()))
        .isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> OWN.of("http", Optional.empty(), name -> Optional.empty()))
        .isInstanceOf(BadRequestException.class);
  }

  @Test
  void anAddressOfVersionSixStaysInBrackets() {
    assertThat(OWN.of("http", Optional.of("[::1]:8080"), name -> Optional.empty()))
        .isEqualTo("http://[::1]:8080");
  }
}
