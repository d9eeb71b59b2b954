package io.isthmus.pool;

/** The PACS could not be reached several times in a row, and is not tried for the moment. */
public final class BreakerOpenException extends PoolException {
  private static final long serialVersionUID = 1;
  private final transient BreakerStatus status;

  BreakerOpenException(BreakerStatus status) {
    super("not tried since " + status.since() + ": " + status.why().orElse("no connection"));
    this.status = status;
  }

  /** Since when, and why. */
  public BreakerStatus status() {
    return status;
  }
}
