package io.isthmus.web.http;

import java.util.List;

/** A resource that does not know the method of the request: 405 (COM-08). */
public final class MethodNotAllowedException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient List<String> allowed;

  public MethodNotAllowedException(String method, List<String> allowed) {
    super(method + " is not supported here; supported: " + String.join(", ", allowed));
    this.allowed = List.copyOf(allowed);
  }

  /** The methods that the resource knows. */
  public List<String> allowed() {
    return allowed;
  }
}
