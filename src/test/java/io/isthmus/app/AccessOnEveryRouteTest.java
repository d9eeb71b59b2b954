package io.isthmus.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.config.GatewayConfig;
import io.isthmus.derived.DerivedBench;
import io.isthmus.pool.PoolTime;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.security.Access;
import io.isthmus.security.Action;
import io.isthmus.ul.net.SocketLayer;
import io.isthmus.web.http.Endpoint;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as it is wired, with a rule that lets nobody do anything. */
@Timeout(60)
class AccessOnEveryRouteTest {
  private record Asked(Action action, String pacs) {}

  private final List<Asked> asked = new ArrayList<>();

  private final Access nobody =
      (caller, action, pacs) -> {
        synchronized (asked) {
          asked.add(new Asked(action, pacs));
        }
        return false;
      };

  @Test
  void everyRouteAsksForItsActionAtItsPacs(@TempDir Path root) throws Exception {
    ThreadFactory threads = Thread.ofVirtual().factory();
    try (ExecutorService executor = Executors.newThreadPerTaskExecutor(threads);
        ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
        Gateway gateway = gateway(root, executor, alarms, threads);
        HttpClient client = HttpClient.newHttpClient()) {
      Vertx vertx = Vertx.vertx();
      Router router = Router.router(vertx);
      gateway.routes().install(router);
      HttpServer server =
          vertx
              .createHttpServer()
              .requestHandler(router)
              .listen(0)
              .toCompletionStage()
              .toCompletableFuture()
              .join();

      for (Endpoint endpoint : Endpoint.values()) {
        for (String path : endpoint.paths()) {
          asked.clear();
          HttpResponse<String> response = answer(client, server, endpoint.method(), path);

          if (endpoint.root() == Endpoint.Root.SERVER) {
            assertThat(response.body()).as(path).doesNotContain("main");
          } else {
            assertThat(response.statusCode()).as(path).isEqualTo(403);
          }
          assertThat(asked).as(path).containsOnly(new Asked(endpoint.action(), "main"));

          if (endpoint.root() == Endpoint.Root.DICOMWEB) {
            asked.clear();
            assertThat(answer(client, server, "OPTIONS", path).statusCode()).isEqualTo(403);
            assertThat(asked).as(path).containsOnly(new Asked(Action.DESCRIBE, "main"));
          }
        }
      }
      vertx.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static HttpResponse<String> answer(
      HttpClient client, HttpServer server, String method, String path)
      throws IOException, InterruptedException {
    URI address = URI.create("http://localhost:" + server.actualPort() + filled(path));
    return client.send(
        HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody()).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private Gateway gateway(
      Path root, ExecutorService executor, ScheduledExecutorService alarms, ThreadFactory threads)
      throws Exception {
    GatewayConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(GatewayConfig.class)
            .withSources(
                new PropertiesConfigSource(
                    Map.of(
                        "isthmus.pacs.main.ae-title", "MYPACS",
                        "isthmus.pacs.main.host", "127.0.0.1",
                        "isthmus.pacs.main.port", "1"),
                    "test",
                    100))
            .addDiscoveredConverters()
            .withConverter(Duration.class, 300, new DurationConverter())
            .build()
            .getConfigMapping(GatewayConfig.class);
    Clock clock = Clock.systemUTC();
    DimseArchive pacs =
        new PacsFactory(
                config,
                one -> SocketLayer.PLAIN,
                new MoveDesk("ISTHMUS"),
                executor,
                clock,
                PoolTime.system(clock, alarms, threads))
            .pacs("main", config.pacs().get("main"));
    InstanceSpool spool =
        InstanceSpool.open(new InstanceSpool.Options(root, 1_000_000, Duration.ofSeconds(1)));
    return new Gateway(
        config, List.of(pacs), "main", spool, DerivedBench.frames(executor), executor, nobody);
  }

  private static String filled(String path) {
    return path.replace("{pacs}", "main")
        .replace("{frames}", "1")
        .replace("{element}", "7FE00010")
        .replaceAll("[{]\\w+[}]", "1.2");
  }
}
