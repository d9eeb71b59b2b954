package io.isthmus.archive;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Takes what arrives, on any thread, and keeps the SOP Instance UIDs of what came whole. */
public final class TakenInstances implements Arrivals {
  private final Queue<String> whole = new ConcurrentLinkedQueue<>();
  private final boolean mayBreakOff;

  private TakenInstances(boolean mayBreakOff) {
    this.mayBreakOff = mayBreakOff;
  }

  /** None of which may break off. */
  public static TakenInstances whole() {
    return new TakenInstances(false);
  }

  /** Of which some may break off. */
  public static TakenInstances someWhole() {
    return new TakenInstances(true);
  }

  /** SOP Instance UIDs of what came whole, each copy counted. */
  public List<String> uids() {
    return List.copyOf(whole);
  }

  @Override
  public Arrival begin(ArrivingInstance instance) {
    return new Arrival() {
      @Override
      public void append(ByteBuffer fragment) {
        fragment.position(fragment.limit());
      }

      @Override
      public void complete() {
        whole.add(instance.sopInstanceUid());
      }

      @Override
      public void fail(String reason) {
        if (!mayBreakOff) {
          throw new AssertionError(reason);
        }
      }
    };
  }
}
