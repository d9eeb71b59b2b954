package io.isthmus.archive.dimse;

import io.isthmus.archive.Cancellation;
import java.util.concurrent.Executor;

/** Carries the wish to end an operation to the wire. */
final class Cancellations {
  private Cancellations() {}

  /**
   * C-CANCEL is sent on another thread: who cancels may be an event loop, and sending may block.
   */
  static io.isthmus.dimse.scu.Cancellation forScu(Cancellation cancellation, Executor executor) {
    io.isthmus.dimse.scu.Cancellation wire = new io.isthmus.dimse.scu.Cancellation();
    cancellation.onCancel(() -> executor.execute(wire::cancel));
    return wire;
  }
}
