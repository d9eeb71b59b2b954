package io.isthmus.pool;

import java.util.List;

/**
 * What a decision of the pool is made on.
 *
 * @param limit most associations at once
 * @param busy associations that are lent, being opened, or being closed
 * @param idle free associations, the longest idle one first
 */
record PoolSnapshot(int limit, int busy, List<Idle> idle) {
  PoolSnapshot {
    idle = List.copyOf(idle);
  }

  /**
   * A free association.
   *
   * @param covers whether it serves the need in question
   */
  record Idle(int id, boolean covers) {}
}
