package io.isthmus.retrieve.spool;

import java.io.IOException;

/**
 * A spooled instance will not be read to its end: it never came whole, or is no longer there. What
 * was read of it is worth nothing.
 */
public sealed class InstanceBrokenException extends IOException permits InstanceDamagedException {
  private static final long serialVersionUID = 2;

  InstanceBrokenException(String reason) {
    super("the spooled instance is no longer there: " + reason);
  }
}
