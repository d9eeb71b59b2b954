package io.isthmus.derived;

import io.isthmus.pixel.codec.FrameConversion;
import java.util.PrimitiveIterator;

/** A request of which frames are made: it counts as one, however many there are. One thread. */
public final class FrameRequest implements AutoCloseable {
  private final DerivedFrames frames;
  private boolean entered;

  FrameRequest(DerivedFrames frames) {
    this.frames = frames;
  }

  /**
   * Begins to make frames in their order.
   *
   * @param copy the number of the copy of an instance that they are of, which no other has
   * @param numbers of the frames, from 1
   * @throws BusyException if too many requests are at it already
   */
  public FrameLine line(
      long copy,
      FrameConversion conversion,
      FrameLine.Source source,
      PrimitiveIterator.OfInt numbers)
      throws BusyException {
    if (!entered) {
      frames.enter();
      entered = true;
    }
    return new FrameLine(
        frames.threads(),
        (number, mayWait) -> frames.begin(copy, conversion, source, number, mayWait),
        numbers);
  }

  @Override
  public void close() {
    if (entered) {
      frames.leave();
      entered = false;
    }
  }
}
