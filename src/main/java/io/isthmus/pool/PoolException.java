package io.isthmus.pool;

import java.io.IOException;

/** No association could be lent, and the PACS was not asked for one on behalf of this request. */
public abstract sealed class PoolException extends IOException
    permits PoolExhaustedException,
        BreakerOpenException,
        LeaseCancelledException,
        PoolClosedException {
  private static final long serialVersionUID = 1;

  PoolException(String message) {
    super(message);
  }
}
