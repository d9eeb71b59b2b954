package io.isthmus.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GzipBodyTest {
  private static final String TEXT = "{\"00080018\":{\"vr\":\"UI\"}}".repeat(5000);

  private static Handler answering(String type, String text) {
    return exchange -> {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      ResponseBody body = exchange.begin(200, type, OptionalLong.of(bytes.length));
      if (exchange.wantsBody()) {
        body.write(ByteBuffer.wrap(bytes));
      }
      body.end();
    };
  }

  private static HttpResponse<byte[]> ask(
      HttpEdge edge, HttpClient.Version version, String method, String acceptEncoding)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(version).build()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(edge.address("/dicomweb/studies")))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .header("Accept-Encoding", acceptEncoding)
              .build(),
          HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  private static HttpEdge serving(Handler handler) {
    return HttpEdge.serving(Map.of(Endpoint.SEARCH_STUDIES, handler));
  }

  @ParameterizedTest
  @Requirement({"COM-13", "COM-15"})
  @EnumSource(HttpClient.Version.class)
  void jsonComesCompressedToThoseThatAcceptIt(HttpClient.Version version) throws Exception {
    try (HttpEdge edge = serving(answering("application/dicom+json", TEXT))) {
      HttpResponse<byte[]> response = ask(edge, version, "GET", "br, gzip");

      assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
      assertThat(response.headers().allValues("Vary")).contains("Accept-Encoding");
      assertThat(response.body().length).isLessThan(TEXT.length() / 10);
      byte[] plain = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
      assertThat(new String(plain, StandardCharsets.UTF_8)).isEqualTo(TEXT);
    }
  }

  @ParameterizedTest
  @Requirement("COM-13")
  @CsvSource({
    "identity, false",
    "gzip;q=0, false",
    "'gzip; q=0.0, *', false",
    "'*;q=0', false",
    "*, true",
    "GZIP;q=0.5, true",
    "'deflate, gzip;q=1.0', true",
  })
  void onlyThoseThatAcceptItGetItCompressed(String accepted, boolean compressed) throws Exception {
    try (HttpEdge edge = serving(answering("application/json", TEXT))) {
      HttpResponse<byte[]> response = ask(edge, HttpClient.Version.HTTP_1_1, "GET", accepted);

      assertThat(response.headers().firstValue("Content-Encoding").isPresent())
          .isEqualTo(compressed);
      assertThat(response.headers().allValues("Vary")).contains("Accept-Encoding");
    }
  }

  @ParameterizedTest
  @Requirement("COM-13")
  @CsvSource({
    "application/octet-stream, 100000, false",
    "application/pdf, 100000, false",
    "'multipart/related; type=\"application/dicom\"; boundary=x', 100000, false",
    "'multipart/related; type=\"application/dicom+xml\"; boundary=x', 100000, true",
    "text/plain; charset=utf-8, 100000, true",
    "application/dicom+json, 1024, false",
    "application/dicom+json, 1025, true",
  })
  void textOfSomeLengthIsWorthIt(String type, int length, boolean compressed) throws Exception {
    try (HttpEdge edge = serving(answering(type, "x".repeat(length)))) {
      HttpResponse<byte[]> response = ask(edge, HttpClient.Version.HTTP_1_1, "GET", "gzip");

      assertThat(response.headers().firstValue("Content-Encoding").isPresent())
          .isEqualTo(compressed);
    }
  }

  /** RFC 9110 8.8.3.3 and 14.2: what is cut or named by a strong tag are the bytes that go out. */
  @Test
  @Requirement({"COM-13", "WADO-28"})
  void whatHasRangesOfBytesGoesOutAsTheseBytes() throws Exception {
    Handler ranged =
        exchange -> {
          exchange.addHeader("Accept-Ranges", "bytes");
          answering("text/xml", TEXT).handle(exchange);
        };
    try (HttpEdge edge = serving(ranged)) {
      HttpResponse<byte[]> response = ask(edge, HttpClient.Version.HTTP_1_1, "GET", "gzip");

      assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
      assertThat(response.body()).isEqualTo(TEXT.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  @Requirement("COM-12")
  void headSaysTheSameWithoutABody() throws Exception {
    try (HttpEdge edge = serving(answering("application/json", TEXT))) {
      HttpResponse<byte[]> response = ask(edge, HttpClient.Version.HTTP_1_1, "HEAD", "gzip");

      assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
      assertThat(response.headers().firstValue("Content-Length")).isEmpty();
      assertThat(response.body()).isEmpty();
    }
  }

  @Test
  @Requirement("COM-10")
  void whatFailsBeforeTheFirstByteIsAPlainReport() throws Exception {
    Handler failing =
        exchange -> {
          exchange.begin(200, "application/json", OptionalLong.empty());
          throw new NotFoundException("nothing");
        };
    try (HttpEdge edge = serving(failing)) {
      HttpResponse<byte[]> response = ask(edge, HttpClient.Version.HTTP_1_1, "GET", "gzip");

      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
      assertThat(new String(response.body(), StandardCharsets.UTF_8)).startsWith("{\"status\"");
    }
  }

  @Test
  @Requirement({"COM-06", "COM-13"})
  void aLongReportIsCompressedLikeAnythingElse() throws Exception {
    List<String> types = Collections.nCopies(200, "application/dicom");
    Handler refusing =
        exchange -> {
          throw new NotAcceptableException(types);
        };
    try (HttpEdge edge = serving(refusing)) {
      HttpResponse<byte[]> response = ask(edge, HttpClient.Version.HTTP_1_1, "GET", "gzip");

      assertThat(response.statusCode()).isEqualTo(406);
      assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
      byte[] plain = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
      assertThat(new String(plain, StandardCharsets.UTF_8))
          .startsWith("{\"status\":406")
          .contains(String.join(", ", types));
    }
  }
}
