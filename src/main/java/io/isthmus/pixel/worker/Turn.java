package io.isthmus.pixel.worker;

import java.util.concurrent.atomic.AtomicReference;

/**
 * One frame of a worker: it is done, or the worker is killed by the frame's alarm, whichever comes
 * first. An alarm that goes off late finds the frame done and leaves the worker to the next one.
 */
final class Turn {
  private enum State {
    BUSY,
    DONE,
    KILLED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.BUSY);
  private final Worker worker;

  Turn(Worker worker) {
    this.worker = worker;
  }

  /** The worker has answered or failed; false if the alarm has been first. */
  boolean done() {
    return state.compareAndSet(State.BUSY, State.DONE);
  }

  /** The deadline of the frame has passed. */
  void alarm() {
    if (state.compareAndSet(State.BUSY, State.KILLED)) {
      worker.kill();
    }
  }
}
