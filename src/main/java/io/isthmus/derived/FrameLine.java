package io.isthmus.derived;

import io.isthmus.pixel.codec.FrameSupply;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PrimitiveIterator;
import org.jspecify.annotations.Nullable;

/**
 * Frames that are made several at once and given in their order. So many are ahead as there are
 * threads, and as there is memory for. One thread uses it.
 */
public final class FrameLine implements FrameSupply, AutoCloseable {
  private final int most;
  private final Beginning beginning;
  private final PrimitiveIterator.OfInt numbers;
  private final Deque<FrameWork> ahead = new ArrayDeque<>();
  private int refused;
  private @Nullable FrameWork given;

  /** Frames as they are stored. */
  @FunctionalInterface
  public interface Source {
    /** Reads a frame, counted from 1. */
    byte[] read(int number) throws IOException;
  }

  /** Begins to make a frame; null where it may not wait and would have to. */
  @FunctionalInterface
  interface Beginning {
    @Nullable FrameWork begin(int number, boolean mayWait) throws IOException;
  }

  FrameLine(int most, Beginning beginning, PrimitiveIterator.OfInt numbers) {
    this.most = most;
    this.beginning = beginning;
    this.numbers = numbers;
  }

  /**
   * Waits for the next frame, and is done with the one before.
   *
   * @throws io.isthmus.pixel.CodecException if it cannot be made
   */
  @Override
  public byte @Nullable [] next() throws IOException {
    releaseGiven();
    while ((refused > 0 || numbers.hasNext()) && ahead.size() < most) {
      int number = refused > 0 ? refused : numbers.nextInt();
      FrameWork work = beginning.begin(number, ahead.isEmpty());
      refused = work == null ? number : 0;
      if (work == null) {
        break;
      }
      ahead.add(work);
    }
    FrameWork work = ahead.poll();
    if (work == null) {
      return null;
    }
    given = work;
    return work.await();
  }

  @Override
  public void close() {
    releaseGiven();
    ahead.forEach(FrameWork::release);
    ahead.clear();
  }

  private void releaseGiven() {
    if (given != null) {
      given.release();
      given = null;
    }
  }
}
