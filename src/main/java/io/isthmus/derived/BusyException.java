package io.isthmus.derived;

import java.io.IOException;

/** More work on pixels is asked for than is taken on at once; later it may be done. */
public final class BusyException extends IOException {
  private static final long serialVersionUID = 1L;

  BusyException(String message) {
    super(message);
  }
}
