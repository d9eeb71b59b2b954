package io.isthmus.pool;

/** The client that waited was cancelled or interrupted. */
public final class LeaseCancelledException extends PoolException {
  private static final long serialVersionUID = 1;

  LeaseCancelledException(String message) {
    super(message);
  }
}
