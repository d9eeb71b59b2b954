package io.isthmus.pool;

/** Tells a waiting client that it need not wait any longer. */
@FunctionalInterface
public interface CancelSignal {

  /** Never cancelled. */
  CancelSignal NEVER = listener -> {};

  /**
   * Registers what to call when the operation is cancelled; it is called at once if that has
   * happened already. The listener does not block and may be called on any thread, and too late.
   */
  void onCancel(Runnable listener);
}
