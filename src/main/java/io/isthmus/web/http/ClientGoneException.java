package io.isthmus.web.http;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The client left before its answer was complete. */
public final class ClientGoneException extends IOException {
  private static final long serialVersionUID = 1;

  public ClientGoneException(@Nullable Throwable cause) {
    super("the client has left", cause);
  }
}
