package io.isthmus.dimse.scu;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Lets another thread end a running C-FIND, C-GET or C-MOVE: C-CANCEL-RQ is sent, and the
 * association aborted when no final response comes within a grace. Thread safe; serves one
 * operation after the other, and once cancelled ends each.
 */
public final class Cancellation {
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Runnable deed;
  private volatile boolean cancelled;

  /** Asks the operation to end; returns when C-CANCEL-RQ is sent. Further calls do nothing. */
  public void cancel() {
    lock.lock();
    try {
      if (!cancelled) {
        cancelled = true;
        if (deed != null) {
          deed.run();
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Whether the end was asked for. */
  public boolean isCancelled() {
    return cancelled;
  }

  /** The operation runs now; its deed is done at once if the end was asked for before. */
  void begin(Runnable cancelDeed) {
    lock.lock();
    try {
      deed = cancelDeed;
      if (cancelled) {
        cancelDeed.run();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The operation is over; waits for a deed that is being done, so that none comes late. */
  void end() {
    lock.lock();
    try {
      deed = null;
    } finally {
      lock.unlock();
    }
  }
}
