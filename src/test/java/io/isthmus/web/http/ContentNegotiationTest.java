package io.isthmus.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.web.http.ContentNegotiation.Selection;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentNegotiationTest {
  private static final String JSON = "application/dicom+json";
  private static final String XML = "multipart/related; type=\"application/dicom+xml\"";

  private final ContentNegotiation search = ContentNegotiation.among(JSON, "application/json", XML);

  @ParameterizedTest
  @Requirement({"MT-03", "MT-05", "MT-08", "MT-09"})
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                                            | 0",
        "*/*                                                           | 0",
        "application/*                                                 | 0",
        "application/json                                              | 1",
        "APPLICATION/DICOM+JSON                                        | 0",
        "multipart/related; type=application/dicom+xml                 | 2",
        "application/dicom+json;q=0.5, application/json                | 1",
        "application/dicom+json;q=0.5, application/json;q=0.501        | 1",
        "application/json, application/dicom+json                      | 1",
        "*/*;q=0.1, multipart/related; type=\"application/dicom+xml\"  | 2",
        "application/dicom+json;q=0, */*                               | 1",
        "application/*;q=0, multipart/*;q=0.2                          | 2",
        "text/html, application/xhtml+xml, */*;q=0.8                   | 0",
        "garbage, application/json                                     | 1",
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2          | 0",
      })
  void theBestOfferIsTaken(String accept, int index) {
    assertThat(search.selections("", accept).getFirst().index()).isEqualTo(index);
  }

  @ParameterizedTest
  @Requirement({"MT-02", "MT-05", "MT-11"})
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html",
        "garbage",
        "*/*;q=0",
        "application/dicom+xml",
        "multipart/related; type=application/dicom",
        "application/json;q=0, application/dicom+json;q=0",
      })
  void whereNothingFitsTheTypesThatWouldAreNamed(String accept) {
    assertThatThrownBy(() -> search.selections("", accept))
        .isInstanceOf(NotAcceptableException.class)
        .hasMessageContaining("supported: application/dicom+json, application/json, " + XML);
  }

  @Test
  @Requirement({"MT-04", "MT-05", "MT-06"})
  void theParameterWinsOverTheHeader() {
    assertThat(search.selections("application/json", "text/html").getFirst().index()).isEqualTo(1);
    assertThat(search.selections("text/html, application/json", JSON).getFirst().index())
        .isEqualTo(1);
  }

  @Test
  @Requirement({"MT-05", "MT-06"})
  void aParameterThatFitsNothingLeavesTheHeaderToDecide() {
    assertThat(search.selections("text/html", "application/json").getFirst().index()).isEqualTo(1);
    assertThat(search.selections("*/*", "application/json").getFirst().index()).isEqualTo(1);
    assertThatThrownBy(() -> search.selections("text/html", "text/html"))
        .isInstanceOf(NotAcceptableException.class);
  }

  @Test
  @Requirement("MT-03")
  void theTransferSyntaxesAskedForComeInTheirOrder() {
    ContentNegotiation instances =
        ContentNegotiation.among(
            "multipart/related; type=\"application/dicom\"", "application/dicom");
    assertThat(
            instances.selections(
                "",
                "multipart/related; type=application/dicom; transfer-syntax=*;q=0.3,"
                    + "multipart/related; type=application/dicom; transfer-syntax=1.2.840.10008.1.2.1"))
        .extracting(Selection::index, one -> one.transferSyntax().orElse(""))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0, "1.2.840.10008.1.2.1"),
            org.assertj.core.groups.Tuple.tuple(0, "*"));
  }

  @ParameterizedTest
  @Requirement("MT-04")
  @ValueSource(
      strings = {
        "accept=multipart/related;type=%22application/dicom%2Bxml%22",
        "accept=multipart/related;type=%22application/dicom+xml%22",
        "accept=text/html,%20multipart/related;%20type=application/dicom+xml;%20q=0.5",
      })
  void aPlusInTheParameterMayBeEncodedOrNot(String query) throws Exception {
    Handler telling =
        exchange -> {
          byte[] index = {(byte) ('0' + search.select(exchange).index())};
          ResponseBody body = exchange.begin(200, "text/plain", OptionalLong.of(1));
          body.write(ByteBuffer.wrap(index));
          body.end();
        };
    try (HttpEdge edge = HttpEdge.serving(Map.of(Endpoint.SEARCH_STUDIES, telling))) {
      assertThat(edge.get("/dicomweb/studies?" + query).body()).isEqualTo("2");
    }
  }

  /** Otherwise one header of 16 KB keeps a core busy for half a minute. */
  @Test
  void aListThatNoClientNeedsIsRefused() {
    String most = "a/b,".repeat(199) + "application/json";
    assertThat(search.selections("", most).getFirst().index()).isEqualTo(1);
    assertThatThrownBy(() -> search.selections("", most + ",text/html"))
        .isInstanceOf(BadRequestException.class);
    assertThatThrownBy(() -> search.selections(most + ",text/html", ""))
        .isInstanceOf(BadRequestException.class);
  }

  /** A failure is told all the same. */
  @Test
  void ofAListThatNoClientNeedsTheFirstRangesSayInWhatAFailureIsTold() {
    ContentNegotiation reports = ContentNegotiation.among("application/json", "text/plain");
    assertThat(reports.prefersLast(Optional.of("text/plain," + "a/b,".repeat(5000)))).isTrue();
    assertThat(reports.prefersLast(Optional.of("a/b,".repeat(5000) + "text/plain"))).isFalse();
  }
}
