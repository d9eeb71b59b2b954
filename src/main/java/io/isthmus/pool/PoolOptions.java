package io.isthmus.pool;

import java.time.Duration;

/**
 * Limits of a pool.
 *
 * @param maxAssociations most associations at once, those being opened or closed included; 1 or
 *     more
 * @param idleTimeout how long an association stays open unused
 * @param trustedFor how long an association is believed to stand after its last use; one that was
 *     idle for longer is looked at before it is lent
 * @param saturatedFor how long the pool keeps to the number of associations at which the peer said
 *     that it has no room for more
 */
public record PoolOptions(
    int maxAssociations, Duration idleTimeout, Duration trustedFor, Duration saturatedFor) {
  private static final Duration TRUSTED_FOR = Duration.ofSeconds(1);
  private static final Duration SATURATED_FOR = Duration.ofSeconds(10);

  public PoolOptions {
    if (maxAssociations < 1) {
      throw new IllegalArgumentException(maxAssociations + " associations at most, not 1 or more");
    }
  }

  public PoolOptions(int maxAssociations, Duration idleTimeout) {
    this(maxAssociations, idleTimeout, TRUSTED_FOR, SATURATED_FOR);
  }
}
