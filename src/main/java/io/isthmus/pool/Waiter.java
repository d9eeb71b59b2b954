package io.isthmus.pool;

import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** A request for an association and what became of it. Guarded by the pool's lock. */
final class Waiter<C extends Pooled> {
  final ContextsNeeded need;
  final Recipe recipe;
  final Thread thread;
  private final Condition settled;
  private @Nullable Grant<C> grant;

  Waiter(ContextsNeeded need, Recipe recipe, Thread thread, Condition settled) {
    this.need = need;
    this.recipe = recipe;
    this.thread = thread;
    this.settled = settled;
  }

  void settle(Grant<C> outcome) {
    grant = outcome;
    settled.signal();
  }

  /** What it was given; null while it waits. */
  @Nullable Grant<C> grant() {
    return grant;
  }

  /** Waits for a grant. An interrupt that comes together with a grant gives way to it. */
  void await() throws InterruptedException {
    while (grant == null) {
      settled.await();
    }
  }
}
