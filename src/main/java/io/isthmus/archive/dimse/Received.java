package io.isthmus.archive.dimse;

import io.isthmus.archive.Arrival;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.ArrivingInstance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/** Hands instances on and remembers which of them arrived whole. Thread safe. */
final class Received implements Arrivals {
  private final Arrivals arrivals;
  private final Set<String> whole = new HashSet<>();
  private final Set<String> classes = new HashSet<>();

  Received(Arrivals arrivals) {
    this.arrivals = arrivals;
  }

  /** SOP Instance UIDs of those that arrived whole. */
  synchronized Set<String> whole() {
    return Set.copyOf(whole);
  }

  /** SOP Class UIDs of the same. */
  synchronized Set<String> classes() {
    return Set.copyOf(classes);
  }

  synchronized boolean has(String sopInstanceUid) {
    return whole.contains(sopInstanceUid);
  }

  synchronized int count() {
    return whole.size();
  }

  private synchronized void note(ArrivingInstance instance) {
    whole.add(instance.sopInstanceUid());
    classes.add(instance.sopClassUid());
  }

  @Override
  public Arrival begin(ArrivingInstance instance) throws IOException {
    Arrival arrival = arrivals.begin(instance);
    return new Arrival() {
      @Override
      public void append(ByteBuffer fragment) throws IOException {
        arrival.append(fragment);
      }

      @Override
      public void complete() throws IOException {
        arrival.complete();
        note(instance);
      }

      @Override
      public void fail(String reason) {
        arrival.fail(reason);
      }
    };
  }
}
