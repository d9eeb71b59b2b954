package io.isthmus.web.http;

/** Answers the requests of one {@link Endpoint}; called on a virtual thread of its own. */
@FunctionalInterface
public interface Handler {

  /**
   * Answers a request.
   *
   * @throws Exception what {@link ProblemMapper} makes a status of, or, when the body has begun,
   *     what breaks the answer off
   */
  void handle(Exchange exchange) throws Exception;
}
