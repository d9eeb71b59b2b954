package io.isthmus.archive;

import java.util.ArrayList;
import java.util.List;

/**
 * Lets another thread end a running operation, because the client has left or has enough. Thread
 * safe.
 */
public final class Cancellation {
  private final List<Runnable> listeners = new ArrayList<>();
  private boolean cancelled;

  /** Asks the operation to end; calls every listener once, on this thread. */
  public void cancel() {
    List<Runnable> called;
    synchronized (this) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      called = List.copyOf(listeners);
      listeners.clear();
    }
    called.forEach(Runnable::run);
  }

  /** Registers what ends the operation; it is called at once if the end was asked for before. */
  public void onCancel(Runnable listener) {
    synchronized (this) {
      if (!cancelled) {
        listeners.add(listener);
        return;
      }
    }
    listener.run();
  }

  /** Whether the end was asked for. */
  public synchronized boolean cancelled() {
    return cancelled;
  }
}
