package io.isthmus.web.http;

/** A path that leads nowhere: 404. The message is shown to the client. */
public final class NotFoundException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotFoundException(String message) {
    super(message);
  }
}
