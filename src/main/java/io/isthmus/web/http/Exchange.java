package io.isthmus.web.http;

import io.isthmus.security.Caller;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One HTTP request and its answer, as a service sees them; used from one virtual thread, on which
 * its calls may block.
 */
public interface Exchange {

  /** On whose behalf the request came. */
  Caller caller();

  /** Opaque id of the PACS that the path means. */
  String pacs();

  /**
   * The externally visible DICOMweb root of that PACS, absolute, without a trailing slash (COM-01).
   */
  String baseUri();

  /**
   * The externally visible DICOMweb root of a PACS under its own id, absolute, without a trailing
   * slash: where the records of a federation's members can be retrieved.
   */
  String baseUriOf(String pacs);

  /** The template of the request's path, as that of its {@link Endpoint}; empty for the root. */
  default String template() {
    return "";
  }

  /** A variable of the route's template, percent-decoded. */
  String pathParameter(String name);

  /** The query parameters in their order, percent-decoded as UTF-8. */
  List<QueryParameter> queryParameters();

  /** The values of a request header, those of repeated headers joined by a comma. */
  Optional<String> header(String name);

  /** Names the request in logs and status reports (COM-16). */
  default String requestId() {
    return "";
  }

  /** Whether the client wants a body: not for HEAD, where what is written to it is dropped. */
  default boolean wantsBody() {
    return true;
  }

  /** Adds a response header; only before {@link #begin}. */
  void addHeader(String name, String value);

  /** Adds {@code Warning: 299 {base}: text} (COM-07); only before {@link #begin}. */
  void warn(String text);

  /**
   * Runs when the answer is over, well or not, and nothing that was given to it is read any more:
   * only then is a buffer free that was sent.
   */
  void whenOver(Runnable release);

  /** Registers what is to be done when the client leaves before the answer is complete (COM-11). */
  void onClientGone(Runnable listener);

  /**
   * Begins an answer with a body; the head goes out with the first bytes.
   *
   * @param length of the body in bytes where it is known
   */
  ResponseBody begin(int status, String contentType, OptionalLong length);

  /**
   * Forgets the answer with the headers that were added to it, for another one.
   *
   * @return false when some of it has been sent, so that it must be ended or broken off
   */
  boolean startOver();

  /** The whole answer of a request that gets no body, such as 204. */
  void respond(int status);

  /**
   * A query parameter.
   *
   * @param value empty where there is none, with or without an equals sign
   */
  record QueryParameter(String name, String value) {}
}
