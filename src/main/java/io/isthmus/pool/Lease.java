package io.isthmus.pool;

import java.io.IOException;

/**
 * An association lent for one operation. To be closed by the thread that took it, also when the
 * operation fails:
 *
 * <pre>{@code
 * try (var lease = pool.lease(need, wait, cancel)) {
 *   ... // the operation on lease.connection(), to its final response
 *   lease.completed();
 * }
 * }</pre>
 *
 * <p>Unless {@link #completed} was called, closing aborts the association: after a time-out or a
 * failure in the middle of a message nobody knows what the next bytes are. Not thread safe.
 *
 * @param <C> the association
 */
public final class Lease<C extends Pooled> implements AutoCloseable {
  private final AssociationPool<C> pool;
  private final Slot<C> slot;
  private final Recipe recipe;
  private C connection;
  private boolean replaceable;
  private boolean completed;
  private boolean ended;

  Lease(AssociationPool<C> pool, Slot<C> slot, Recipe recipe, C connection, boolean reused) {
    this.pool = pool;
    this.slot = slot;
    this.recipe = recipe;
    this.connection = connection;
    this.replaceable = reused;
  }

  /** The association. */
  public C connection() {
    return connection;
  }

  /** Says that the operation came to its end, with whatever status, and nothing is outstanding. */
  public void completed() {
    completed = true;
  }

  /**
   * Says that the association broke before any response came (quirk: a PACS closes what was idle,
   * and one learns of it only by use). If it had been used before, a new one takes its place, once
   * in a lease, and the operation may begin anew. Not to be called after a time-out, because the
   * PACS may still be at work.
   *
   * @return whether {@link #connection} is now another one; else the failure stands
   * @throws IOException when no other could be opened; the lease has then ended
   */
  public boolean replaceDead() throws IOException {
    if (!replaceable || ended) {
      return false;
    }
    replaceable = false;
    ended = true;
    connection = pool.replace(slot, recipe, connection);
    ended = false;
    return true;
  }

  /** Gives the association back, or aborts it. Without effect the second time. */
  @Override
  public void close() {
    if (ended) {
      return;
    }
    ended = true;
    if (completed) {
      pool.giveBack(slot, connection);
    } else {
      pool.discard(slot, connection);
    }
  }
}
