package io.isthmus.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Requirement("COM-01")
class PublicBaseTest {
  private static final PublicBase OWN = new PublicBase();

  @Test
  void withoutSettingsItIsWhatTheRequestNames() {
    assertThat(OWN.of("http", Optional.of("gw.local:8080"), "")).isEqualTo("http://gw.local:8080");
  }

  @Test
  void theConfiguredAddressWins() {
    PublicBase configured = new PublicBase(Optional.of(URI.create("https://gw.example/pacs/")));
    assertThat(configured.of("http", Optional.of("other.example"), "/x"))
        .isEqualTo("https://gw.example/pacs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/imaging", "/imaging/", "/imaging, /inner"})
  void whatAProxyTakesOffThePathStandsBehindTheHost(String prefix) {
    assertThat(OWN.of("https", Optional.of("gw.example"), prefix))
        .isEqualTo("https://gw.example/imaging");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"><b>", "/a b", "//evil.example", "x", "/..", "/a/./b"})
  void aPrefixThatIsNoneIsLeftOut(String prefix) {
    assertThat(OWN.of("https", Optional.of("gw.example"), prefix)).isEqualTo("https://gw.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil\"><b>", "a b", "user@host", "host/path", "[::1", ""})
  void aRequestThatNamesNoHostIsRefused(String host) {
    assertThatThrownBy(() -> OWN.of("http", Optional.of(host), ""))
        .isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> OWN.of("http", Optional.empty(), ""))
        .isInstanceOf(BadRequestException.class);
  }

  @Test
  void anAddressOfVersionSixStaysInBrackets() {
    assertThat(OWN.of("http", Optional.of("[::1]:8080"), "")).isEqualTo("http://[::1]:8080");
  }
}
