package io.isthmus.web.http;

import io.isthmus.archive.Archives;
import io.isthmus.security.Action;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Installs every {@link Endpoint} on Quarkus' router. Quarkus' filters for CORS, authentication and
 * authorization have orders from -300 to -100, so that they have passed a request before it comes
 * here; Quarkus' own resources come after.
 */
public final class Routes {
  /** Place of the routes among those of Quarkus. */
  public static final int ORDER = RouteConstants.ROUTE_ORDER_BEFORE_DEFAULT;

  private static final Logger LOG = Logger.getLogger(Routes.class);
  private static final String ACTION = "isthmus.action";
  private static final int NO_CONTENT = 204;
  private static final int BAD_REQUEST = 400;
  private static final int UNAVAILABLE = 503;

  private final Map<Endpoint, Handler> handlers;
  private final Archives archives;
  private final ExchangeOptions options;

  /**
   * Routes for what is provided; endpoints without a handler answer 501.
   *
   * @param archives those that paths can name
   */
  public Routes(Map<Endpoint, Handler> handlers, Archives archives, ExchangeOptions options) {
    this.handlers = Map.copyOf(handlers);
    this.archives = archives;
    this.options = options;
  }

  /** Puts the routes on a router. */
  public void install(Router router) {
    Map<String, List<Endpoint>> byPath = new LinkedHashMap<>();
    for (Endpoint endpoint : Endpoint.values()) {
      for (String path : endpoint.paths()) {
        byPath.computeIfAbsent(path, first -> new ArrayList<>()).add(endpoint);
      }
    }
    byPath.forEach((path, endpoints) ->
        router
            .route(Endpoint.routePath(path))
            .order(ORDER)
            .putMetadata(ACTION, endpoints.getFirst().action())
            .handler(context ->
                dispatch(
                    context,
                    endpoints.getFirst().template(),
                    exchange -> handle(context, exchange, endpoints))));
    for (String root : List.of("/dicomweb/*", "/pacs/*", "/isthmus/*")) {
      router.route(root).order(ORDER + 1).handler(context -> dispatch(context, "", Routes::refuse));
    }
    router.errorHandler(
        BAD_REQUEST,
        context -> answerAtOnce(context, Problem.of(BAD_REQUEST, "the path is malformed")));
  }

  /** What a route of a live router does, if it is one of these. */
  public static Optional<Action> actionOf(Route route) {
    return Optional.ofNullable(route.<Action>getMetadata(ACTION));
  }

  private void dispatch(RoutingContext context, String template, Handler handler) {
    VertxExchange exchange = exchange(context, template);
    try {
      options.executor().execute(() -> serve(exchange, handler));
    } catch (RejectedExecutionException stopping) {
      answerAtOnce(context, Problem.of(UNAVAILABLE, "the gateway is stopping"));
    }
  }

  private VertxExchange exchange(RoutingContext context, String template) {
    String named = context.pathParam("pacs");
    String pacs = named == null ? archives.defaultId() : named;
    String root = named == null ? "/dicomweb" : rootOf(named);
    String requestId = requestId(context);
    return new VertxExchange(
        context, options.callers().apply(context), pacs, root, template, requestId, options);
  }

  /** Path of the DICOMweb root of a PACS. */
  static String rootOf(String pacs) {
    return "/pacs/" + pacs + "/dicomweb";
  }

  private static String requestId(RoutingContext context) {
    return RequestId.of(
        Optional.ofNullable(context.request().getHeader("X-Request-Id")),
        Optional.ofNullable(context.request().getHeader("traceparent")),
        () -> UUID.randomUUID().toString());
  }

  /** For the event loop, which must not wait: Vert.x answers itself what is left unanswered. */
  private void answerAtOnce(RoutingContext context, Problem problem) {
    String requestId = requestId(context);
    context
        .response()
        .setStatusCode(problem.status())
        .putHeader("Content-Type", "application/json")
        .putHeader("Date", VertxBody.date(options.clock()))
        .putHeader("X-Request-Id", requestId)
        .end(problem.json(requestId));
  }

  private static void serve(VertxExchange exchange, Handler handler) {
    try {
      handler.handle(exchange);
      if (!exchange.isAnswered()) {
        throw new IllegalStateException("the handler gave no answer");
      }
    } catch (Throwable thrown) {
      Problem problem = ProblemMapper.map(thrown);
      log(exchange, problem, thrown);
      exchange.fail(problem);
    } finally {
      exchange.over();
    }
  }

  private static void refuse(Exchange exchange) {
    throw new NotFoundException("there is no such resource");
  }

  private void handle(RoutingContext context, Exchange exchange, List<Endpoint> endpoints)
      throws Exception {
    boolean federated = archives.federation(exchange.pacs()).isPresent();
    if (archives.find(exchange.pacs()).isEmpty() && !(federated && isServed(context, endpoints))) {
      throw new NotFoundException("there is no such PACS");
    }
    HttpMethod method = context.request().method();
    if (method.equals(HttpMethod.OPTIONS)) {
      describe(context, exchange, endpoints);
      return;
    }
    String wanted = method.equals(HttpMethod.HEAD) ? "GET" : method.name();
    Endpoint endpoint =
        endpoints.stream()
            .filter(one -> one.method().equals(wanted))
            .findFirst()
            .orElseThrow(() -> new MethodNotAllowedException(method.name(), allowed(endpoints)));
    if (federated && !endpoint.isOfFederations()) {
      throw new NotProvidedException(
          "a federation is searched only: the RetrieveURL of each result leads to its PACS");
    }
    Handler handler = handlers.get(endpoint);
    if (handler == null) {
      throw new NotProvidedException(endpoint);
    }
    handler.handle(exchange);
  }

  /**
   * Every resource tells its methods, and those of PS3.18 what they and all below them can do
   * (CAP-01). A preflight that comes here is one of an origin that may not read (CAP-04).
   */
  private void describe(RoutingContext context, Exchange exchange, List<Endpoint> endpoints)
      throws Exception {
    exchange.addHeader("Allow", String.join(", ", allowed(endpoints)));
    Handler capabilities = handlers.get(Endpoint.RETRIEVE_CAPABILITIES);
    boolean preflight = context.request().headers().contains("Access-Control-Request-Method");
    if (preflight || capabilities == null || endpoints.getFirst().root() == Endpoint.Root.SERVER) {
      exchange.respond(NO_CONTENT);
    } else {
      capabilities.handle(exchange);
    }
  }

  /** A federation has a DICOMweb root, and nothing else that would be asked of one PACS. */
  private static boolean isServed(RoutingContext context, List<Endpoint> endpoints) {
    return endpoints.getFirst().root() == Endpoint.Root.DICOMWEB
        || context.pathParam("pacs") == null;
  }

  private static List<String> allowed(List<Endpoint> endpoints) {
    return Stream.concat(
            endpoints.stream()
                .map(Endpoint::method)
                .flatMap(name -> name.equals("GET") ? Stream.of(name, "HEAD") : Stream.of(name)),
            Stream.of("OPTIONS"))
        .distinct()
        .toList();
  }

  private static void log(VertxExchange exchange, Problem problem, Throwable thrown) {
    if (thrown instanceof ClientGoneException) {
      LOG.debugf("request %s: the client has left", exchange.requestId());
    } else if (ProblemMapper.isUnexpected(problem)) {
      LOG.errorf(thrown, "request %s failed", exchange.requestId());
    } else if (problem.status() > 500) {
      LOG.warnf("request %s: %d: %s", exchange.requestId(), problem.status(), thrown.getMessage());
    } else {
      LOG.debugf("request %s: %d: %s", exchange.requestId(), problem.status(), problem.message());
    }
  }
}
