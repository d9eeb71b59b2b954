package io.isthmus.web.http;

import io.isthmus.security.Caller;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * What all exchanges of a server share.
 *
 * @param publicBase finds the address by which clients know the gateway
 * @param warnings writes Warning headers
 * @param callers tells on whose behalf a request comes; called on the event loop, behind Quarkus'
 *     authentication
 * @param executor runs each request; it starts a virtual thread for each task
 * @param pace how slow a client may be
 * @param clock tells the date of answers
 */
public record ExchangeOptions(
    PublicBase publicBase,
    Warnings warnings,
    Function<RoutingContext, Caller> callers,
    Executor executor,
    ClientPace.Rule pace,
    Clock clock) {

  /** With clients that may be as slow as they like. */
  public ExchangeOptions(
      PublicBase publicBase,
      Warnings warnings,
      Function<RoutingContext, Caller> callers,
      Executor executor) {
    this(
        publicBase,
        warnings,
        callers,
        executor,
        new ClientPace.Rule(0, Duration.ofMinutes(1), System::nanoTime),
        Clock.systemUTC());
  }
}
