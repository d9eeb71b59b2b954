package io.isthmus.web.http;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names a request in logs and status reports (COM-16). */
final class RequestId {
  private static final Pattern GIVEN = Pattern.compile("[A-Za-z0-9._:/+=@-]{1,128}");

  /** W3C Trace Context: version, trace id, parent id, flags. */
  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  private RequestId() {}

  /**
   * The id that the client gives, else that of its trace, else a new one. Ids of other characters
   * are not taken over: they would end up in logs.
   */
  static String of(
      Optional<String> xRequestId, Optional<String> traceparent, Supplier<String> made) {
    return xRequestId
        .filter(id -> GIVEN.matcher(id).matches())
        .or(() ->
            traceparent.map(TRACEPARENT::matcher).filter(Matcher::matches).map(m -> m.group(1)))
        .orElseGet(made);
  }
}
