package io.isthmus.web.http;

import io.isthmus.archive.Archives;
import io.isthmus.archive.FakeArchive;
import io.isthmus.security.Caller;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on a free port of this machine that has our routes and nothing of Quarkus. */
public final class HttpEdge implements AutoCloseable {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-03T04:05:06Z"), ZoneOffset.UTC);

  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpServer server;
  private final Router router;

  private HttpEdge(Map<Endpoint, Handler> handlers, PublicBase base, Archives archives) {
    this(handlers, base, archives, new ClientPace.Rule(0, Duration.ofMinutes(1), System::nanoTime));
  }

  private HttpEdge(
      Map<Endpoint, Handler> handlers, PublicBase base, Archives archives, ClientPace.Rule pace) {
    router = Router.router(vertx);
    ExchangeOptions options =
        new ExchangeOptions(
            base, new Warnings(false), context -> Caller.LOCAL, executor, pace, CLOCK);
    new Routes(handlers, archives, options).install(router);
    server = listening(vertx, router);
  }

  /** Serves routes on a free port of this machine. */
  public static HttpServer listening(Vertx vertx, Router router) {
    return vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(0, "localhost")
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  /** Serves two PACS, {@code main} (the default) and {@code other}. */
  public static HttpEdge serving(Map<Endpoint, Handler> handlers) {
    return serving(handlers, new PublicBase());
  }

  /** As {@link #serving(Map)}, under a public address. */
  public static HttpEdge serving(Map<Endpoint, Handler> handlers, PublicBase base) {
    return new HttpEdge(handlers, base, twoPacs());
  }

  /** As {@link #serving(Map)}, to clients that may not be slow. */
  static HttpEdge serving(Map<Endpoint, Handler> handlers, ClientPace.Rule pace) {
    return new HttpEdge(handlers, new PublicBase(), twoPacs(), pace);
  }

  private static Archives twoPacs() {
    return new Archives(List.of(FakeArchive.named("main"), FakeArchive.named("other")), "main");
  }

  /** Serves these PACS. */
  public static HttpEdge serving(Archives archives, Map<Endpoint, Handler> handlers) {
    return new HttpEdge(handlers, new PublicBase(), archives);
  }

  /** Where the server listens. */
  public int port() {
    return server.actualPort();
  }

  /** The router with the routes. */
  public Router router() {
    return router;
  }

  /** Absolute address of a path. */
  public String address(String path) {
    return "http://localhost:" + port() + path;
  }

  /** Asks with GET; headers as name, value, name, value. */
  public HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send("GET", path, headers);
  }

  /** Asks over HTTP/2, which the client tries first, or HTTP/1.1. */
  public HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address(path)))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(Arrays.copyOf(headers, headers.length));
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    executor.close();
  }
}
