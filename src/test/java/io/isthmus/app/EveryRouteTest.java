package io.isthmus.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.interop.Programs;
import io.isthmus.web.http.Endpoint;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.Method;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Quarkus does around the routes applies to each of them: they are added to its router by hand
 * (ADR 0003), and one at a wrong place among them would go without. The PACS is not there.
 */
@QuarkusTest
@TestProfile(EveryRouteTest.WithLogAndViewers.class)
class EveryRouteTest {
  private static final String VIEWER = "https://viewer.example";

  private static final int TOO_LONG = 20_000;

  /** A gateway with an access log, a proxy before it, and one viewer that may read it. */
  public static final class WithLogAndViewers implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.ofEntries(
          Map.entry("quarkus.http.cors.enabled", "true"),
          Map.entry("quarkus.http.cors.origins", VIEWER),
          Map.entry("quarkus.http.access-log.enabled", "true"),
          Map.entry("quarkus.http.proxy.proxy-address-forwarding", "true"),
          Map.entry("quarkus.http.proxy.allow-forwarded", "true"),
          Map.entry("quarkus.http.proxy.allow-x-forwarded", "true"),
          Map.entry("quarkus.http.proxy.enable-forwarded-host", "true"),
          Map.entry("quarkus.http.proxy.enable-forwarded-prefix", "true"),
          Map.entry("quarkus.http.proxy.trusted-proxies", "127.0.0.2/31,127.0.0.9,::1/128"),
          Map.entry("quarkus.http.host", "0.0.0.0"),
          Map.entry("isthmus.security.open", "true"),
          Map.entry("isthmus.demo", "true"),
          Map.entry("isthmus.default-pacs", "absent"),
          Map.entry("isthmus.dimse.port", Integer.toString(Programs.freePort())),
          Map.entry("isthmus.pacs.absent.ae-title", "ABSENT"),
          Map.entry("isthmus.pacs.absent.host", "127.0.0.1"),
          Map.entry("isthmus.pacs.absent.port", "1"));
    }
  }

  record Route(Method method, String template) {
    String path() {
      return template
          .replace("{pacs}", "absent")
          .replace("{frames}", "1")
          .replace("{element}", "7FE00010")
          .replaceAll("[{]\\w+[}]", "1.2.840");
    }

    @Override
    public String toString() {
      return method + " " + template;
    }
  }

  @TestHTTPResource("/")
  URI server;

  static Stream<Route> routes() {
    return Stream.of(Endpoint.values())
        .flatMap(endpoint ->
            endpoint.paths().stream()
                .map(path -> new Route(Method.valueOf(endpoint.method()), path)));
  }

  @ParameterizedTest
  @MethodSource("routes")
  @Requirement({"COM-17", "CAP-04"})
  void aViewerOfAnAllowedOriginMayAskAndRead(Route route) {
    Response preflight =
        RestAssured.given()
            .header("Origin", VIEWER)
            .header("Access-Control-Request-Method", route.method().name())
            .header("Access-Control-Request-Headers", "accept,range,if-none-match")
            .options(route.path());
    assertThat(preflight.statusCode()).isIn(200, 204);
    assertThat(preflight.asString()).isEmpty();
    assertThat(preflight.header("Access-Control-Allow-Origin")).isEqualTo(VIEWER);
    assertThat(preflight.header("Access-Control-Allow-Methods")).contains(route.method().name());
    assertThat(preflight.header("Access-Control-Allow-Headers"))
        .contains("accept", "range", "if-none-match");

    Response answer =
        RestAssured.given().header("Origin", VIEWER).request(route.method(), route.path());
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(VIEWER);
    assertThat(answer.header("Access-Control-Expose-Headers"))
        .contains("Content-Location", "Warning", "ETag", "Content-Range", "Retry-After");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @MethodSource("routes")
  @Requirement("COM-17")
  void aPageOfAnotherOriginMayNotRead(Route route) {
    Response answer =
        RestAssured.given()
            .header("Origin", "https://elsewhere.example")
            .request(route.method(), route.path());

    assertThat(answer.header("Access-Control-Allow-Origin")).isNull();
  }

  @ParameterizedTest
  @MethodSource("routes")
  @Requirement({"CAP-01", "CAP-04"})
  void everyResourceTellsWhatItCanBeAskedFor(Route route) {
    Response answer = RestAssured.given().header("Origin", VIEWER).options(route.path());

    assertThat(answer.header("Allow")).contains(route.method().name(), "OPTIONS");
    assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo(VIEWER);
    if (route.template().contains("/dicomweb")) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.contentType()).isEqualTo("application/vnd.sun.wadl+xml");
    }
  }

  static Stream<Endpoint> describedEndpoints() {
    return Stream.of(Endpoint.values())
        .filter(endpoint -> endpoint.root() == Endpoint.Root.DICOMWEB)
        .filter(endpoint -> endpoint != Endpoint.RETRIEVE_CAPABILITIES);
  }

  /** What cannot be given is refused before any PACS is asked, which here cannot be reached. */
  @ParameterizedTest
  @MethodSource("describedEndpoints")
  @Requirement("CAP-06")
  void everyMediaTypeThatIsToldIsOneThatCanBeAskedFor(Endpoint endpoint) {
    String path = new Route(Method.GET, endpoint.paths().getFirst()).path();
    List<String> told =
        RestAssured.given()
            .accept("application/vnd.sun.wadl+xml")
            .options(path)
            .xmlPath()
            .getList(
                "application.resources.resource.method[0].request.param.find { it.@name == 'Accept' }"
                    + ".option.@value");

    assertThat(told).isNotEmpty();
    assertThat(told)
        .allSatisfy(type ->
            assertThat(RestAssured.given().header("Accept", type).get(path).statusCode())
                .isEqualTo(503));
    assertThat(RestAssured.given().header("Accept", "image/unheard-of").get(path).statusCode())
        .isEqualTo(406);
  }

  @ParameterizedTest
  @MethodSource("routes")
  void limitsOfLineHeadersAndBodyAreKept(Route route) throws IOException {
    String tooLong = "a".repeat(TOO_LONG);

    assertThat(status(route, "?x=" + tooLong, "")).isEqualTo(414);
    assertThat(status(route, "", "X-Long: " + tooLong + tooLong + "\r\n")).isEqualTo(431);
    assertThat(status(route, "", "Content-Length: 20000000\r\n")).isEqualTo(413);
  }

  @Test
  void everyRequestIsMeasuredUnderItsTemplateAndNamesNoUid() {
    List<Route> routes = routes().toList();
    routes.forEach(route -> RestAssured.given().request(route.method(), route.path()));

    String metrics = RestAssured.get("/q/metrics").asString();

    assertThat(routes)
        .allSatisfy(route -> assertThat(metrics).contains("uri=\"" + route.template() + "\""));
    assertThat(metrics).doesNotContain("1.2.840");
  }

  @Test
  void framesThatAreMadeAreMeasured() {
    String metrics = RestAssured.get("/q/metrics").asString();

    assertThat(metrics)
        .contains("isthmus_derived_kept_bytes ")
        .contains("isthmus_derived_frames_total{source=\"kept\"} ")
        .contains("isthmus_derived_frames_total{source=\"shared\"} ")
        .contains("isthmus_derived_frames_total{source=\"made\"} ")
        .contains("isthmus_derived_refused_total ")
        .contains("isthmus_derived_codec_seconds_count{syntax=\"RLE Lossless\"} ");
  }

  /** A gateway that is told to end is not ready: Quarkus has this check for that alone. */
  @Test
  void readinessFallsWhenTheGatewayIsToldToEnd() {
    assertThat(RestAssured.get("/q/health/ready").jsonPath().getList("checks.name", String.class))
        .containsExactlyInAnyOrder("Graceful Shutdown", "PACS");
  }

  @Test
  void thePageIsFramedByNobodyAndLoadsNothingFromElsewhere() {
    assertThat(RestAssured.get("/").header("Content-Security-Policy"))
        .contains("default-src 'self'", "frame-ancestors 'none'");
  }

  @Test
  void everyRequestIsInTheAccessLog() throws InterruptedException {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Handler keeper =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            lines.add(record.getMessage());
          }

          @Override
          public void flush() {
            // Nothing is kept back.
          }

          @Override
          public void close() {
            // Nothing is open.
          }
        };
    Logger log = Logger.getLogger("io.quarkus.http.access-log");
    log.addHandler(keeper);
    try {
      List<Route> routes = routes().toList();
      routes.forEach(route -> RestAssured.given().request(route.method(), route.path()));

      Set<String> missing = routes.stream().map(Route::path).collect(Collectors.toSet());
      while (!missing.isEmpty()) {
        String line = lines.poll(10, TimeUnit.SECONDS);
        assertThat(line).as("a line in the access log for one of %s", missing).isNotNull();
        missing.removeIf(path -> line.contains(" " + path + " "));
      }
    } finally {
      log.removeHandler(keeper);
    }
  }

  /** The status of a request over a plain socket, since clients have limits of their own. */
  private int status(Route route, String query, String headers) throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      String request =
          route.method()
              + " "
              + route.path()
              + query
              + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + headers
              + "\r\n";
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      byte[] line = socket.getInputStream().readNBytes("HTTP/1.1 nnn".length());
      return Integer.parseInt(new String(line, StandardCharsets.US_ASCII).substring(9));
    }
  }
}
