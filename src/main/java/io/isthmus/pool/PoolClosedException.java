package io.isthmus.pool;

/** The pool lends nothing any more, because the gateway stops. */
public final class PoolClosedException extends PoolException {
  private static final long serialVersionUID = 1;

  PoolClosedException() {
    super("the association pool is closed");
  }
}
