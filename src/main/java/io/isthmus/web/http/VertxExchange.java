package io.isthmus.web.http;

import io.isthmus.security.Caller;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** An exchange over Vert.x, HTTP/1.1 or HTTP/2. */
final class VertxExchange implements Exchange {
  private static final int NOT_MODIFIED = 304;

  private final RoutingContext context;
  private final HttpServerRequest request;
  private final Caller caller;
  private final String pacs;
  private final String root;
  private final String template;
  private final PublicBase publicBase;
  private final Warnings warnings;
  private final String requestId;
  private final ClientLink client;
  private final VertxBody body;
  private final List<Runnable> releases = new ArrayList<>();
  private @Nullable String address;
  private @Nullable List<QueryParameter> queryParameters;

  /**
   * Of a request; to be made on its event loop.
   *
   * @param root path of the DICOMweb root of the PACS
   * @param template of the path that was asked for
   */
  VertxExchange(
      RoutingContext context,
      Caller caller,
      String pacs,
      String root,
      String template,
      String requestId,
      ExchangeOptions options) {
    this.context = context;
    this.request = context.request();
    this.caller = caller;
    this.pacs = pacs;
    this.root = root;
    this.template = template;
    this.publicBase = options.publicBase();
    this.warnings = options.warnings();
    this.requestId = requestId;
    this.client = new ClientLink(options.executor());
    this.body = new VertxBody(request, new ClientPace(options.pace()), options.clock());
    context.addEndHandler(ended -> {
      if (ended.failed()) {
        client.lost();
      }
    });
    addHeader("X-Request-Id", requestId);
  }

  @Override
  public Caller caller() {
    return caller;
  }

  @Override
  public String pacs() {
    return pacs;
  }

  @Override
  public String baseUri() {
    return address() + root;
  }

  @Override
  public String baseUriOf(String pacs) {
    return address() + Routes.rootOf(pacs);
  }

  @Override
  public String template() {
    return template;
  }

  private String address() {
    String known = address;
    if (known == null) {
      Optional<String> authority =
          Optional.ofNullable(request.authority()).map(named -> written(named));
      known = publicBase.of(scheme(), authority, prefix());
      address = known;
    }
    return known;
  }

  /**
   * What a trusted proxy says that it takes off the path ({@code quarkus.http.proxy}): Quarkus puts
   * it before the URI, and leaves the path.
   */
  private String prefix() {
    String path = request.uri().split("[?]", 2)[0];
    return path.endsWith(request.path())
        ? path.substring(0, path.length() - request.path().length())
        : "";
  }

  private String scheme() {
    return request.isSSL() ? "https" : "http";
  }

  private static String written(HostAndPort authority) {
    return authority.port() < 0 ? authority.host() : authority.host() + ":" + authority.port();
  }

  @Override
  public String pathParameter(String name) {
    String value = context.pathParam(name);
    if (value == null) {
      throw new IllegalArgumentException("the template has no variable " + name);
    }
    return value;
  }

  @Override
  public List<QueryParameter> queryParameters() {
    List<QueryParameter> known = queryParameters;
    if (known == null) {
      known = QueryString.parse(Optional.ofNullable(request.query()));
      queryParameters = known;
    }
    return known;
  }

  @Override
  public Optional<String> header(String name) {
    List<String> values = request.headers().getAll(name);
    return values.isEmpty() ? Optional.empty() : Optional.of(String.join(",", values));
  }

  @Override
  public String requestId() {
    return requestId;
  }

  @Override
  public boolean wantsBody() {
    return !request.method().equals(HttpMethod.HEAD);
  }

  @Override
  public void addHeader(String name, String value) {
    body.addHeader(name, value);
  }

  @Override
  public void warn(String text) {
    addHeader("Warning", warnings.value(baseUri(), text));
  }

  @Override
  public void onClientGone(Runnable listener) {
    client.onGone(listener);
  }

  @Override
  public void whenOver(Runnable release) {
    releases.add(release);
  }

  /** The handler is done with the exchange, and the client told of a failure. */
  void over() {
    body.settle();
    releases.forEach(Runnable::run);
  }

  @Override
  public ResponseBody begin(int status, String contentType, OptionalLong length) {
    // Ranges and a strong tag are those of the bytes as they are (RFC 9110 8.8.3.3, 14.2).
    if (!GzipBody.suits(contentType, length) || body.hasHeader("Accept-Ranges")) {
      body.begin(status, contentType, length);
      return body;
    }
    addHeader("Vary", "Accept-Encoding");
    if (!GzipBody.isAccepted(header("Accept-Encoding"))) {
      body.begin(status, contentType, length);
      return body;
    }
    addHeader("Content-Encoding", "gzip");
    body.begin(status, contentType, OptionalLong.empty());
    return new GzipBody(body);
  }

  @Override
  public boolean startOver() {
    if (!body.takeBack()) {
      return false;
    }
    addHeader("X-Request-Id", requestId);
    return true;
  }

  @Override
  public void respond(int status) {
    if (status == NOT_MODIFIED) {
      // As the answer that it stands for may have it (RFC 9110 15.4.5).
      addHeader("Vary", "Accept-Encoding");
    }
    body.respond(status);
  }

  /** Whether the whole answer has been given. */
  boolean isAnswered() {
    return body.isEnded();
  }

  /**
   * Tells the client of a problem: as a status when nothing has been sent yet, else by breaking off
   * (COM-10).
   */
  void fail(Problem problem) {
    if (!startOver()) {
      body.breakOff();
      return;
    }
    addHeader("Cache-Control", "no-store");
    if (!problem.allow().isEmpty()) {
      addHeader("Allow", String.join(", ", problem.allow()));
    }
    problem.size().ifPresent(size -> addHeader("Content-Range", "bytes */" + size));
    problem
        .retryAfter()
        .ifPresent(after -> addHeader("Retry-After", Long.toString(after.toSeconds())));
    if (problem.status() == 502 && isAddressable()) {
      problem.dicomStatusCode().ifPresent(code -> warn("The PACS answered with status " + code));
    }
    report(problem);
  }

  /** A request without a valid host has no base that a Warning could name. */
  private boolean isAddressable() {
    try {
      return !baseUri().isEmpty();
    } catch (BadRequestException noHost) {
      return false;
    }
  }

  private void report(Problem problem) {
    boolean text =
        ContentNegotiation.among("application/json", "text/plain").prefersLast(header("Accept"));
    byte[] bytes =
        (text ? problem.text(requestId) : problem.json(requestId)).getBytes(StandardCharsets.UTF_8);
    try {
      ResponseBody report =
          begin(
              problem.status(),
              text ? "text/plain; charset=utf-8" : "application/json",
              OptionalLong.of(bytes.length));
      report.write(ByteBuffer.wrap(bytes));
      report.end();
    } catch (IOException clientGone) {
      body.breakOff();
    }
  }
}
