package io.isthmus.web.http;

import java.util.List;

/** Nothing that the client accepts can be given: 406. */
public final class NotAcceptableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * Says what could be given (MT-11).
   *
   * @param supported media types
   */
  public NotAcceptableException(List<String> supported) {
    super(
        "none of the accepted media types can be given here; supported: "
            + String.join(", ", supported));
  }
}
