package io.isthmus.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderFormsTest {

  @Test
  @Requirement("COM-07")
  void aWarningIsWrittenAsPs3Point18HasIt() {
    assertThat(new Warnings(false).value("https://gw.example/dicomweb", "something"))
        .isEqualTo("299 https://gw.example/dicomweb: something");
  }

  @Test
  @Requirement("COM-07")
  void aWarningIsQuotedWhereThatIsConfigured() {
    assertThat(new Warnings(true).value("https://gw.example:1/dicomweb", "a \"b\""))
        .isEqualTo("299 gw.example:1 \"a \\\"b\\\"\"");
  }

  @Test
  void aWarningCannotSplitTheHeader() {
    assertThat(new Warnings(false).value("b", "x\r\nSet-Cookie: y\u00FC"))
        .isEqualTo("299 b: x??Set-Cookie: y?");
  }

  @Test
  @Requirement("COM-16")
  void theIdOfTheClientIsKeptElseThatOfItsTraceElseOneIsMade() {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    assertThat(RequestId.of(Optional.of("abc-1"), Optional.of(trace), () -> "new"))
        .isEqualTo("abc-1");
    assertThat(RequestId.of(Optional.empty(), Optional.of(trace), () -> "new"))
        .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(RequestId.of(Optional.empty(), Optional.empty(), () -> "new")).isEqualTo("new");
  }

  @ParameterizedTest
  @Requirement("COM-16")
  @ValueSource(strings = {"", "a b", "a\"b", "a\nb", "\u00FC"})
  void anIdThatWouldSpoilTheLogIsNotTakenOver(String given) {
    assertThat(RequestId.of(Optional.of(given), Optional.of("no trace"), () -> "new"))
        .isEqualTo("new");
  }
}
