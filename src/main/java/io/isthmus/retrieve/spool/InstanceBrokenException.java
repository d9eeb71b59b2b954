package io.isthmus.retrieve.spool;

import java.io.IOException;

/**
 * A spooled instance will not be read to its end: it never came whole, or is no longer there. What
 * was read of it is worth nothing.
 */
public final class InstanceBrokenException extends IOException {
  private static final long serialVersionUID = 1;

  InstanceBrokenException(String reason) {
    super("the spooled instance is no longer there: " + reason);
  }
}
