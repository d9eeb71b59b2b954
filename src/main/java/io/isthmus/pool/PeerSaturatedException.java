package io.isthmus.pool;

import java.io.IOException;

/**
 * The peer rejected an association for now because it has no room for another (PS3.8 9.3.4, a
 * transient rejection). Where other associations with it are open, one of them will come free.
 */
public final class PeerSaturatedException extends IOException {
  private static final long serialVersionUID = 1;
  private final IOException rejection;

  public PeerSaturatedException(IOException rejection) {
    super(rejection);
    this.rejection = rejection;
  }

  /** The rejection as the upper layer reported it. */
  public IOException rejection() {
    return rejection;
  }
}
