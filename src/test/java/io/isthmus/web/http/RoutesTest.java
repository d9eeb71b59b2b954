package io.isthmus.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.ArchiveFailure.Category;
import io.isthmus.security.Action;
import io.vertx.ext.web.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest {

  private static Handler text(String text) {
    return exchange -> {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      ResponseBody body = exchange.begin(200, "text/plain", OptionalLong.of(bytes.length));
      body.write(ByteBuffer.wrap(bytes));
      body.end();
    };
  }

  private static HttpEdge serving(Handler studies) {
    return HttpEdge.serving(Map.of(Endpoint.SEARCH_STUDIES, studies));
  }

  private static Handler echo() {
    return exchange ->
        text(exchange.pacs() + " " + exchange.baseUri() + " " + exchange.pathParameter("study"))
            .handle(exchange);
  }

  @Test
  @Requirement("COM-01")
  void theBaseIsThatOfThePacsInThePath() throws Exception {
    try (HttpEdge edge = HttpEdge.serving(Map.of(Endpoint.RETRIEVE_STUDY, echo()))) {
      assertThat(edge.get("/dicomweb/studies/1.2").body())
          .isEqualTo("main " + edge.address("/dicomweb") + " 1.2");
      assertThat(edge.get("/pacs/other/dicomweb/studies/1.2").body())
          .isEqualTo("other " + edge.address("/pacs/other/dicomweb") + " 1.2");
    }
  }

  @Test
  @Requirement("COM-01")
  void theBaseIsThePublicOneWhereThatIsConfigured() throws Exception {
    PublicBase base = new PublicBase(Optional.of(URI.create("https://gw.example/x")));
    try (HttpEdge edge = HttpEdge.serving(Map.of(Endpoint.RETRIEVE_STUDY, echo()), base)) {
      assertThat(edge.get("/dicomweb/studies/1.2").body())
          .isEqualTo("main https://gw.example/x/dicomweb 1.2");
    }
  }

  /** Only Quarkus knows which proxies are trusted: see {@code ForwardedTest}. */
  @ParameterizedTest
  @Requirement("COM-01")
  @CsvSource({
    "Forwarded, proto=https;host=gw.example",
    "X-Forwarded-Host, gw.example",
    "X-Forwarded-Prefix, /x"
  })
  void whatIsForwardedIsNotReadByTheRoutes(String header, String value) throws Exception {
    try (HttpEdge edge = HttpEdge.serving(Map.of(Endpoint.RETRIEVE_STUDY, echo()))) {
      assertThat(edge.get("/dicomweb/studies/1.2?x=/y", header, value).body())
          .isEqualTo("main " + edge.address("/dicomweb") + " 1.2");
    }
  }

  @ParameterizedTest
  @Requirement("COM-02")
  @ValueSource(
      strings = {"/dicomweb/studies", "/dicomweb/studies/", "/pacs/main/dicomweb/studies/"})
  void oneTrailingSlashIsTolerated(String path) throws Exception {
    try (HttpEdge edge = serving(text("studies"))) {
      assertThat(edge.get(path).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @Requirement({"COM-02", "COM-06", "COM-08"})
  @ValueSource(
      strings = {
        "/dicomweb/Studies",
        "/dicomweb/studies/1.2/nothing",
        "/dicomweb/studies/1/2/3/4/5/6/7",
        "/pacs/unknown/dicomweb/studies",
        "/pacs/main/dicomweb/nothing",
        "/pacs/main",
        "/isthmus/nothing",
      })
  void whatDoesNotExistIsNotFound(String path) throws Exception {
    try (HttpEdge edge = serving(text("studies"))) {
      HttpResponse<String> response = edge.get(path, "X-Request-Id", "r1");
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
      assertThat(response.body())
          .startsWith("{\"status\":404,\"message\":\"there is no such ")
          .endsWith(",\"requestId\":\"r1\"}");
    }
  }

  @ParameterizedTest
  @Requirement("COM-08")
  @ValueSource(strings = {"PUT", "DELETE", "POST", "PATCH"})
  void anUnsupportedMethodIsRefusedWithThoseThatAre(String method) throws Exception {
    try (HttpEdge edge = serving(text("studies"))) {
      HttpResponse<String> response = edge.send(method, "/dicomweb/studies");
      assertThat(response.statusCode()).isEqualTo(405);
      assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
    }
  }

  @ParameterizedTest
  @Requirement("COM-08")
  @ValueSource(strings = {"/dicomweb", "/dicomweb/", "/pacs/other/dicomweb"})
  void theRootIsThereToBeDescribedOnly(String path) throws Exception {
    try (HttpEdge edge = serving(text("studies"))) {
      HttpResponse<String> response = edge.get(path);
      assertThat(response.statusCode()).isEqualTo(405);
      assertThat(response.headers().firstValue("Allow")).contains("OPTIONS");
    }
  }

  @ParameterizedTest
  @Requirement("CAP-03")
  @CsvSource({
    "/dicomweb/studies/1.2, 'GET, HEAD, OPTIONS'",
    "/isthmus/pacs, 'GET, HEAD, OPTIONS'",
    "/isthmus/pacs/main/profile, 'GET, HEAD, POST, OPTIONS'",
  })
  void everyResourceTellsItsMethods(String path, String methods) throws Exception {
    try (HttpEdge edge = serving(text("studies"))) {
      HttpResponse<String> response = edge.send("OPTIONS", path);
      assertThat(response.statusCode()).isEqualTo(204);
      assertThat(response.headers().firstValue("Allow")).contains(methods);
    }
  }

  @Test
  void whatIsNotThereHasNoMethods() throws Exception {
    try (HttpEdge edge = serving(text("studies"))) {
      assertThat(edge.send("OPTIONS", "/dicomweb/nothing").statusCode()).isEqualTo(404);
      assertThat(edge.send("OPTIONS", "/pacs/unknown/dicomweb/studies").statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  @Requirement("COM-08")
  void aKnownTransactionThatIsSwitchedOffIsNotImplemented() throws Exception {
    try (HttpEdge edge = HttpEdge.serving(Map.of())) {
      assertThat(edge.get("/dicomweb/series").statusCode()).isEqualTo(501);
    }
  }

  @Test
  @Requirement("COM-12")
  void headHasTheHeadersOfGetAndNoBody() throws Exception {
    try (HttpEdge edge = serving(text("studies"))) {
      HttpResponse<String> response = edge.send("HEAD", "/dicomweb/studies");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).contains("text/plain");
      assertThat(response.headers().firstValue("Content-Length")).contains("7");
      assertThat(response.body()).isEmpty();
    }
  }

  @Test
  @Requirement("COM-15")
  void bothVersionsOfHttpAreServed() throws Exception {
    try (HttpEdge edge = serving(text("studies"))) {
      assertThat(edge.get("/dicomweb/studies").version()).isEqualTo(Version.HTTP_2);
      assertThat(RawClient.ask(edge.port(), "GET /dicomweb/studies HTTP/1.1", "Host: x").text())
          .startsWith("HTTP/1.1 200 OK")
          .endsWith("studies");
    }
  }

  @Test
  @Requirement("COM-16")
  void theRequestIdIsAnswered() throws Exception {
    try (HttpEdge edge = serving(text("studies"))) {
      assertThat(
              edge.get("/dicomweb/studies", "X-Request-Id", "r1")
                  .headers()
                  .allValues("X-Request-Id"))
          .containsExactly("r1");
      assertThat(edge.get("/dicomweb/studies").headers().firstValue("X-Request-Id")).isPresent();
    }
  }

  @ParameterizedTest
  @Requirement("COM-06")
  @CsvSource({
    "text/plain, text/plain; charset=utf-8",
    "application/dicom+json, application/json",
    "'text/html, */*;q=0.8', application/json",
    "'application/json;q=0.1, text/plain', text/plain; charset=utf-8",
  })
  void theReportIsTextWhereTheClientPrefersThat(String accept, String type) throws Exception {
    try (HttpEdge edge = serving(text("studies"))) {
      HttpResponse<String> response = edge.get("/dicomweb/nothing", "Accept", accept);
      assertThat(response.headers().firstValue("Content-Type")).contains(type);
    }
  }

  @Test
  @Requirement("COM-09")
  void aBusyPacsIsAnsweredWithATimeToTryAgain() throws Exception {
    Handler busy =
        exchange -> {
          throw new ArchiveException(new ArchiveFailure.Exhausted("main", "8 in use"));
        };
    try (HttpEdge edge = serving(busy)) {
      HttpResponse<String> response = edge.get("/dicomweb/studies");
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).contains("5");
    }
  }

  @Test
  @Requirement("COM-09")
  void anUnmappedStatusOfThePacsIsToldInReportAndWarning() throws Exception {
    Handler failing =
        exchange -> {
          exchange.warn("of the answer that never came");
          exchange.begin(200, "application/dicom+json", OptionalLong.empty());
          throw new ArchiveException(
              new ArchiveFailure.Failed("main", Category.UPSTREAM, 0xC123, "failed"));
        };
    try (HttpEdge edge = serving(failing)) {
      HttpResponse<String> response = edge.get("/dicomweb/studies");
      assertThat(response.statusCode()).isEqualTo(502);
      assertThat(response.body()).contains("\"dicomStatus\":\"C123\"");
      assertThat(response.headers().allValues("Warning"))
          .containsExactly(
              "299 " + edge.address("/dicomweb") + ": The PACS answered with status C123");
    }
  }

  @Test
  void aHandlerThatAnswersNothingIsAFault() throws Exception {
    try (HttpEdge edge = serving(exchange -> {})) {
      assertThat(edge.get("/dicomweb/studies").statusCode()).isEqualTo(500);
    }
  }

  @Test
  @Requirement("COM-06")
  void aPathThatCannotBeDecodedGetsAReportToo() throws Exception {
    try (HttpEdge edge = serving(text("studies"))) {
      assertThat(RawClient.ask(edge.port(), "GET /dicomweb/studies/%zz HTTP/1.1", "Host: x").text())
          .startsWith("HTTP/1.1 400")
          .contains("{\"status\":400,\"message\":\"the path is malformed\"");
    }
  }

  @Test
  void aBodyOfAnotherLengthThanAnnouncedIsAFault() throws Exception {
    Handler tooShort =
        exchange -> {
          ResponseBody body = exchange.begin(200, "text/plain", OptionalLong.of(2));
          body.write(ByteBuffer.wrap(new byte[1]));
          body.end();
        };
    try (HttpEdge edge = serving(tooShort)) {
      assertThat(RawClient.ask(edge.port(), "GET /dicomweb/studies HTTP/1.1", "Host: x").reset())
          .isTrue();
    }
    Handler tooLong =
        exchange -> {
          ResponseBody body = exchange.begin(200, "text/plain", OptionalLong.of(2));
          body.write(ByteBuffer.wrap(new byte[1]));
          body.write(ByteBuffer.wrap(new byte[2]));
        };
    try (HttpEdge edge = serving(tooLong)) {
      assertThat(RawClient.ask(edge.port(), "GET /dicomweb/studies HTTP/1.1", "Host: x").reset())
          .isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/dicomweb/studies?a=%zz", "/dicomweb/studies?a=%FF"})
  void aQueryThatIsNotEncodedIsABadRequest(String path) throws Exception {
    try (HttpEdge edge =
        serving(exchange -> text("" + exchange.queryParameters()).handle(exchange))) {
      String answer = RawClient.ask(edge.port(), "GET " + path + " HTTP/1.1", "Host: x").text();
      assertThat(answer).startsWith("HTTP/1.1 400");
    }
  }

  @Test
  void everyRouteThatLeadsToAHandlerHasAnAction() {
    try (HttpEdge edge = HttpEdge.serving(Map.of())) {
      for (Route route : edge.router().getRoutes()) {
        assertThat(Routes.actionOf(route).isPresent() || !route.isExactPath())
            .as(route.getPath())
            .isTrue();
      }
      assertThat(edge.router().getRoutes().stream().filter(r -> Routes.actionOf(r).isPresent()))
          .hasSize(
              Math.toIntExact(
                  Stream.of(Endpoint.values())
                      .flatMap(one -> one.paths().stream())
                      .distinct()
                      .count()))
          .extracting(route -> Routes.actionOf(route).orElseThrow())
          .contains(Action.SEARCH, Action.RETRIEVE, Action.DESCRIBE, Action.OBSERVE);
    }
  }

  @Test
  void everyPathHasItsVariables() {
    assertThat(Endpoint.RETRIEVE_INSTANCE.paths().getLast())
        .isEqualTo("/pacs/{pacs}/dicomweb/studies/{study}/series/{series}/instances/{instance}");
    assertThat(Endpoint.variables(Endpoint.RETRIEVE_INSTANCE.paths().getLast()))
        .containsExactly("pacs", "study", "series", "instance");
  }

  static void writeTwoBuffers(Exchange exchange) throws IOException {
    try (BodyOutputStream out = new BodyOutputStream(exchange, 200, "text/plain")) {
      out.write("x".repeat(40_000).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  @Requirement("COM-15")
  void anAnswerOfUnknownLengthIsChunkedAndAShortOneIsNot() throws Exception {
    try (HttpEdge edge = serving(RoutesTest::writeTwoBuffers)) {
      HttpResponse<String> response = edge.get("/dicomweb/studies");
      assertThat(response.body()).isEqualTo("x".repeat(40_000));
      assertThat(response.headers().firstValue("Content-Length")).isEmpty();
      assertThat(RawClient.ask(edge.port(), "GET /dicomweb/studies HTTP/1.1", "Host: x").text())
          .contains("transfer-encoding: chunked")
          .endsWith("\r\n0\r\n\r\n");
    }
    Handler small =
        exchange -> {
          try (BodyOutputStream out = new BodyOutputStream(exchange, 200, "text/plain")) {
            out.write('x');
          }
        };
    try (HttpEdge edge = serving(small)) {
      assertThat(edge.get("/dicomweb/studies").headers().firstValue("Content-Length"))
          .contains("1");
    }
  }

  /** RFC 9110 5.6.7 and 6.6.1: two digits for the day, and every answer has it. */
  @Test
  void everyAnswerTellsItsDate() throws Exception {
    Handler none = exchange -> exchange.respond(204);
    try (HttpEdge edge = HttpEdge.serving(Map.of(Endpoint.SEARCH_STUDIES, none))) {
      for (String path : List.of("/dicomweb/studies", "/dicomweb/nothing", "/dicomweb/%C3%28")) {
        assertThat(edge.get(path).headers().allValues("Date"))
            .as(path)
            .containsExactly("Sat, 03 Jan 2026 04:05:06 GMT");
      }
    }
  }

  /** RFC 9110 15.4.5: what a cache takes over from it must not say less than the answer did. */
  @Test
  @Requirement("COM-14")
  void anAnswerThatStillHoldsVariesAsTheAnswerDid() throws Exception {
    EntityTag tag = new EntityTag("a", true);
    Handler text =
        exchange -> {
          exchange.addHeader("Vary", "Accept");
          if (!Revalidation.answers(exchange, tag)) {
            ResponseBody body = exchange.begin(200, "application/json", OptionalLong.of(2000));
            body.write(ByteBuffer.allocate(2000));
            body.end();
          }
        };
    try (HttpEdge edge = HttpEdge.serving(Map.of(Endpoint.SEARCH_STUDIES, text))) {
      HttpResponse<String> given = edge.get("/dicomweb/studies", "Accept-Encoding", "gzip");
      HttpResponse<String> held = edge.get("/dicomweb/studies", "If-None-Match", "W/\"a\"");

      assertThat(held.statusCode()).isEqualTo(304);
      for (String header : List.of("Vary", "ETag", "Cache-Control", "Date")) {
        assertThat(held.headers().allValues(header))
            .as(header)
            .isEqualTo(given.headers().allValues(header))
            .isNotEmpty();
      }
    }
  }
}
