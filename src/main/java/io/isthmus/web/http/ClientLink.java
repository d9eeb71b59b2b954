package io.isthmus.web.http;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Whether the client of a request is still there. Listeners run on the executor, since they may
 * block and the connection's own thread must not.
 */
final class ClientLink {
  private final Executor executor;
  private final List<Runnable> listeners = new ArrayList<>();
  private boolean gone;

  ClientLink(Executor executor) {
    this.executor = executor;
  }

  /** Registers a listener; it is called at once if the client has already left. */
  void onGone(Runnable listener) {
    synchronized (this) {
      if (!gone) {
        listeners.add(listener);
        return;
      }
    }
    executor.execute(listener);
  }

  /** The connection or stream closed before the answer was complete. */
  void lost() {
    List<Runnable> called;
    synchronized (this) {
      gone = true;
      called = List.copyOf(listeners);
      listeners.clear();
    }
    called.forEach(executor::execute);
  }
}
