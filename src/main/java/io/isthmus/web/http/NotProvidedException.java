package io.isthmus.web.http;

/** A known transaction that this gateway does not provide: 501 (COM-08). */
public final class NotProvidedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NotProvidedException(Endpoint endpoint) {
    this("not provided by this gateway: " + endpoint.summary());
  }

  public NotProvidedException(String message) {
    super(message);
  }
}
