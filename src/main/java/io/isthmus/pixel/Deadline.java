package io.isthmus.pixel;

import io.isthmus.pixel.CodecException.Reason;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Until when a frame has to be done. A decoder looks at it at least once per row of blocks. */
public final class Deadline {
  private final LongSupplier nanoTime;
  private final long end;

  private Deadline(LongSupplier nanoTime, long end) {
    this.nanoTime = nanoTime;
    this.end = end;
  }

  /**
   * A deadline this long from now.
   *
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  public static Deadline in(Duration time, LongSupplier nanoTime) {
    return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
  }

  /** What is left, in nanoseconds; not positive when it has passed. */
  public long nanosLeft() {
    return end - nanoTime.getAsLong();
  }

  /**
   * Goes on only while there is time and nobody has interrupted the thread.
   *
   * @throws CodecException with {@link Reason#TIMED_OUT} otherwise
   */
  public void check() throws CodecException {
    if (nanosLeft() <= 0) {
      throw new CodecException(Reason.TIMED_OUT, "the frame was not done within its time");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CodecException(Reason.TIMED_OUT, "interrupted before the frame was done");
    }
  }
}
