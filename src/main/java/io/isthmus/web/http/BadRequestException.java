package io.isthmus.web.http;

/** A request against the syntax of its service: 400. The message is shown to the client. */
public final class BadRequestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public BadRequestException(String message) {
    super(message);
  }
}
