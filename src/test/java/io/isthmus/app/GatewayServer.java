package io.isthmus.app;

import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.config.GatewayConfig;
import io.isthmus.derived.DerivedBench;
import io.isthmus.pool.PoolTime;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.security.Access;
import io.isthmus.ul.net.SocketLayer;
import io.isthmus.web.http.HttpEdge;
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
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** A gateway with one PACS, {@code main}, as it is configured; without Quarkus. */
final class GatewayServer implements AutoCloseable {
  private final ThreadFactory threads = Thread.ofVirtual().factory();
  private final ExecutorService executor = Executors.newThreadPerTaskExecutor(threads);
  private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private final Gateway gateway;
  private final HttpServer server;

  GatewayServer(GatewayConfig config, Access access, Path root) throws IOException {
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
    gateway =
        new Gateway(
            config, List.of(pacs), "main", spool, DerivedBench.frames(executor), executor, access);
    Router router = Router.router(vertx);
    gateway.routes().install(router);
    server = HttpEdge.listening(vertx, router);
  }

  HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
    URI address = URI.create("http://localhost:" + server.actualPort() + path);
    return client.send(
        HttpRequest.newBuilder(address).method(method, HttpRequest.BodyPublishers.noBody()).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() throws IOException {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    gateway.close();
    executor.close();
    alarms.shutdownNow();
  }
}
