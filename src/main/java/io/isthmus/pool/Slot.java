package io.isthmus.pool;

import org.jspecify.annotations.Nullable;

/**
 * A place for one association, from before it is opened until after it is closed: the unit that is
 * counted against the limit. Guarded by the pool's lock.
 */
final class Slot<C extends Pooled> {
  /** What happens in the place. */
  enum Phase {
    OPENING,
    LEASED,
    IDLE,
    CLOSING
  }

  final int id;
  Phase phase = Phase.OPENING;
  @Nullable C connection;
  @Nullable Thread holder;
  long idleSince;

  Slot(int id) {
    this.id = id;
  }
}
