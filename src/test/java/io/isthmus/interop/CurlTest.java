package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.web.http.BodyOutputStream;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.HttpEdge;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes over TLS, asked by curl in both versions of HTTP. */
class CurlTest {
  private static final int LINES = 20_000;

  @ParameterizedTest
  @CsvSource({"--http2, 2 200", "--http1.1, 1.1 200"})
  @Requirement({"COM-01", "COM-15"})
  void bothVersionsOfHttpAreServedOverTls(String version, String answer, @TempDir Path folder) {
    Peers.need("curl", "curl");
    TestCertificates made = new TestCertificates(folder);
    made.make("web", "localhost");
    HttpServerOptions tls =
        new HttpServerOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .setCertPath(made.file("web", "crt"))
                    .setKeyPath(made.file("web", "key")));
    Path body = folder.resolve("body");
    Vertx vertx = Vertx.vertx();
    try (HttpEdge edge = HttpEdge.serving(Map.of(Endpoint.RETRIEVE_STUDY, CurlTest::repeat))) {
      HttpServer server =
          vertx
              .createHttpServer(tls)
              .requestHandler(edge.router())
              .listen(0, "localhost")
              .toCompletionStage()
              .toCompletableFuture()
              .join();
      String base = "https://localhost:" + server.actualPort() + "/dicomweb";
      String told =
          Programs.run(
              List.of(
                  "curl",
                  "-sS",
                  version,
                  "--cacert",
                  made.file("web", "crt"),
                  "-w",
                  "%{http_version} %{http_code}",
                  "-o",
                  body.toString(),
                  base + "/studies/1.2"));

      assertThat(told).isEqualTo(answer);
      assertThat(body).content().isEqualTo((base + "\n").repeat(LINES));
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static void repeat(Exchange exchange) throws IOException {
    byte[] line = (exchange.baseUri() + "\n").getBytes(StandardCharsets.US_ASCII);
    try (BodyOutputStream out = new BodyOutputStream(exchange, 200, "text/plain")) {
      for (int i = 0; i < LINES; i++) {
        out.write(line);
      }
    }
  }
}
