package io.isthmus.retrieve.spool;

import java.io.IOException;

/** The spool has no room for more bytes, and none came free in time. */
public final class SpoolFullException extends IOException {
  private static final long serialVersionUID = 1;

  SpoolFullException(long wanted, long capacity) {
    super("no room for " + wanted + " bytes in a spool of " + capacity);
  }
}
