package io.isthmus.web.http;

import java.util.Optional;

/**
 * Lets clients keep answers and ask whether they still hold (COM-14). They are data of patients, so
 * for the client alone, and asked about each time: whether the caller may see them is decided anew.
 */
public final class Revalidation {
  private static final int NOT_MODIFIED = 304;

  private Revalidation() {}

  /**
   * Names the representation, and answers 304 to a client that has it.
   *
   * @return whether that is the whole answer
   */
  public static boolean answers(Exchange exchange, EntityTag tag) {
    exchange.addHeader("ETag", tag.toString());
    exchange.addHeader("Cache-Control", "private, no-cache");
    // Who asks for a range of what has none is given all of it: a browser that makes the request
    // conditional by itself cannot cut the range out of what it holds, and would wait for it.
    Optional<String> known =
        tag.weak() && exchange.header("Range").isPresent()
            ? Optional.empty()
            : exchange.header("If-None-Match");
    if (!tag.isNamedBy(known)) {
      return false;
    }
    exchange.respond(NOT_MODIFIED);
    return true;
  }
}
