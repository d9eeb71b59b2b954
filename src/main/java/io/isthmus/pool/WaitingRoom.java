package io.isthmus.pool;

import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Where threads wait to be granted an association: until their deadline, their cancellation, or
 * their interrupt.
 */
final class WaitingRoom<C extends Pooled> {
  private final ReentrantLock lock;
  private final PoolLedger<C> ledger;
  private final PoolTime time;

  /**
   * Makes the room for the users of a ledger.
   *
   * @param lock guards the ledger
   */
  WaitingRoom(ReentrantLock lock, PoolLedger<C> ledger, PoolTime time) {
    this.lock = lock;
    this.ledger = ledger;
    this.time = time;
  }

  /** Blocks until a request that is in the line is settled. */
  Grant<C> await(Waiter<C> waiter, Patience patience) {
    if (isSettled(waiter)) {
      return awaitGrant(waiter);
    }
    Duration left = Duration.ofNanos(Math.max(0, patience.deadline() - time.nanos()));
    PoolTime.Alarm alarm = time.after(left, () -> expire(waiter, patience.asked()));
    // Outside the lock, because this runs code of others.
    patience.cancel().onCancel(() -> cancel(waiter));
    try {
      return awaitGrant(waiter);
    } finally {
      alarm.cancel();
    }
  }

  private boolean isSettled(Waiter<C> waiter) {
    lock.lock();
    try {
      return waiter.grant() != null;
    } finally {
      lock.unlock();
    }
  }

  private Grant<C> awaitGrant(Waiter<C> waiter) {
    lock.lock();
    try {
      Grant<C> grant = waiter.grant();
      while (grant == null) {
        awaitOrWithdraw(waiter);
        grant = waiter.grant();
      }
      return grant;
    } finally {
      lock.unlock();
    }
  }

  private void awaitOrWithdraw(Waiter<C> waiter) {
    try {
      waiter.await();
    } catch (InterruptedException e) {
      // A grant that came together with the interrupt stands: nobody else would give its slot back.
      ledger.withdraw(waiter, new LeaseCancelledException("interrupted while waiting"));
      Thread.currentThread().interrupt();
    }
  }

  private void expire(Waiter<C> waiter, Duration wait) {
    lock.lock();
    try {
      ledger.withdraw(waiter, new PoolExhaustedException(wait, ledger.statistics()));
    } finally {
      lock.unlock();
    }
  }

  private void cancel(Waiter<C> waiter) {
    lock.lock();
    try {
      ledger.withdraw(waiter, new LeaseCancelledException("cancelled while waiting"));
    } finally {
      lock.unlock();
    }
  }
}
