package io.isthmus.ul;

/**
 * Asynchronous Operations Window (PS3.7 D.3.3.3); 0 means unlimited.
 *
 * @param invoked most operations outstanding that the sender of the item invokes, 0..65535
 * @param performed most operations outstanding that the sender of the item performs, 0..65535
 */
public record AsynchronousOperationsWindow(int invoked, int performed) {
  /** What holds when nothing was negotiated: one operation at a time. */
  public static final AsynchronousOperationsWindow SYNCHRONOUS =
      new AsynchronousOperationsWindow(1, 1);
}
