package io.isthmus.archive.dimse;

import io.isthmus.archive.Arrival;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.ArrivingInstance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives one instance to all who asked for it (DIM-30). Who cannot take it drops out and leaves the
 * others alone; the instance fails when nobody is left.
 */
final class SharedArrivals implements Arrivals {
  private interface Step<T> {
    void on(T one) throws IOException;
  }

  private final List<Arrivals> receivers;

  SharedArrivals(List<? extends Arrivals> receivers) {
    this.receivers = List.copyOf(receivers);
  }

  @Override
  public Arrival begin(ArrivingInstance instance) throws IOException {
    List<Arrival> begun = new ArrayList<>();
    forEach(new ArrayList<>(receivers), receiver -> begun.add(receiver.begin(instance)));
    return new Shared(begun);
  }

  /** Takes out who fails. */
  private static <T> void forEach(List<T> all, Step<T> step) throws IOException {
    @Nullable IOException failure = null;
    for (T one : List.copyOf(all)) {
      try {
        step.on(one);
      } catch (IOException failed) {
        all.remove(one);
        failure = failed;
      }
    }
    if (failure != null && all.isEmpty()) {
      throw failure;
    }
  }

  private record Shared(List<Arrival> arrivals) implements Arrival {
    @Override
    public void append(ByteBuffer fragment) throws IOException {
      forEach(arrivals, arrival -> arrival.append(fragment.duplicate()));
      fragment.position(fragment.limit());
    }

    @Override
    public void complete() throws IOException {
      forEach(arrivals, Arrival::complete);
    }

    @Override
    public void fail(String reason) {
      arrivals.forEach(arrival -> arrival.fail(reason));
    }
  }
}
