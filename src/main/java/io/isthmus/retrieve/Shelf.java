package io.isthmus.retrieve;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The instances of a flight in the order in which they began to come, and which of them nobody
 * needs any more. Guarded by the lock of its {@link FlightBoard}.
 */
final class Shelf {
  private final Manifest manifest;
  private final Set<Seat> readers;
  private final List<IncomingInstance> instances = new ArrayList<>();
  private int freed;

  Shelf(Manifest manifest, Set<Seat> readers) {
    this.manifest = manifest;
    this.readers = readers;
  }

  void add(IncomingInstance instance) {
    instances.add(instance);
  }

  int size() {
    return instances.size();
  }

  IncomingInstance get(int index) {
    return instances.get(index);
  }

  /** Whether nothing has been taken out, so that a reader that comes now gets everything. */
  boolean hasAll() {
    return freed == 0;
  }

  /** Takes out, in their order, the instances that no reader needs any more. */
  List<IncomingInstance> takePassed() {
    List<IncomingInstance> passed = new ArrayList<>();
    while (freed < instances.size()
        && manifest.settled(instances.get(freed))
        && needing(freed).isEmpty()) {
      passed.add(instances.get(freed++));
    }
    return passed;
  }

  /** The readers that alone keep a file from being freed while others are ahead of them. */
  List<Seat> stragglers() {
    if (freed == instances.size() || !manifest.settled(instances.get(freed))) {
      return List.of();
    }
    List<Seat> behind = needing(freed);
    return behind.size() == readers.size() ? List.of() : behind;
  }

  /** Takes out everything that has come to its end. */
  List<IncomingInstance> takeAll() {
    List<IncomingInstance> all =
        instances.subList(freed, instances.size()).stream().filter(manifest::settled).toList();
    freed = instances.size();
    return all;
  }

  private List<Seat> needing(int index) {
    IncomingInstance instance = instances.get(index);
    return readers.stream()
        .filter(reader -> reader.passed() <= index && instance.isIn(reader.wanted()))
        .toList();
  }
}
