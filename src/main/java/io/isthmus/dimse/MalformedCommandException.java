package io.isthmus.dimse;

import java.io.IOException;

/** A command set that cannot be read or lacks what its message needs. */
public final class MalformedCommandException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedCommandException(String fact) {
    super(fact);
  }
}
