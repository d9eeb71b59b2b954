package io.isthmus.pool;

/** An open connection that a pool can keep. */
public interface Pooled {

  /**
   * Whether it can still be used as far as is known without asking the peer. Does not block; once
   * {@code false} it stays so, and nothing is left to close.
   */
  boolean isOpen();

  /**
   * Whether an operation can be done on it. Does not block.
   *
   * @param recipe what would be proposed for the need
   */
  boolean covers(ContextsNeeded need, Recipe recipe);

  /** Whether the peer is still there, as far as can be found out within a few milliseconds. */
  boolean isAlive();

  /**
   * Ends it in order (A-RELEASE), and all of it before returning. Blocks at most for the release
   * time-out.
   */
  void release();

  /** Ends it at once (A-ABORT), and all of it before returning. */
  void abort();
}
