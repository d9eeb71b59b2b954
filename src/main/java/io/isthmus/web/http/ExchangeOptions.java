package io.isthmus.web.http;

import io.isthmus.security.Caller;
import io.vertx.ext.web.RoutingContext;
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
 */
public record ExchangeOptions(
    PublicBase publicBase,
    Warnings warnings,
    Function<RoutingContext, Caller> callers,
    Executor executor) {}
