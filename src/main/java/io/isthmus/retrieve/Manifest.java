package io.isthmus.retrieve;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What has come of a flight. Guarded by the lock of its {@link FlightBoard}. */
final class Manifest {
  private final Set<String> shown = new HashSet<>();
  private final Set<SpooledArrival> underWay = new LinkedHashSet<>();
  private final Set<String> whole = new HashSet<>();
  private final Set<String> broken = new HashSet<>();
  private int arrived;

  boolean begin(SpooledArrival arrival) {
    return underWay.add(arrival);
  }

  /** False when it is the second copy of one that is shown. */
  boolean show(IncomingInstance instance) {
    return shown.add(instance.uid());
  }

  boolean addWhole(IncomingInstance instance) {
    return whole.add(instance.uid());
  }

  void completed(SpooledArrival arrival, boolean wasShown) {
    arrived++;
    underWay.remove(arrival);
    if (wasShown) {
      whole.add(arrival.announced().sopInstanceUid());
    }
  }

  boolean brokeOff(SpooledArrival arrival, boolean wasShown) {
    String uid = arrival.announced().sopInstanceUid();
    broken.add(uid);
    return underWay.remove(arrival) && wasShown && shown.remove(uid);
  }

  List<SpooledArrival> underWay() {
    return List.copyOf(underWay);
  }

  boolean isWhole(String uid) {
    return whole.contains(uid);
  }

  boolean areWhole(Collection<String> uids) {
    return whole.containsAll(uids);
  }

  /** Whether its arrival has come to its end, and has been noted. */
  boolean settled(IncomingInstance instance) {
    return instance.gone() || whole.contains(instance.uid());
  }

  /** Whether what a reader has of it is known to be whole, and so is held for who comes next. */
  boolean isNoted(Seat reader) {
    return reader.wanted().sopInstanceUids().stream()
        .allMatch(uid -> whole.contains(uid) || !shown.contains(uid));
  }

  FlightEnding.Tally tally() {
    Set<String> unfinished = new HashSet<>(broken);
    underWay.forEach(arrival -> unfinished.add(arrival.announced().sopInstanceUid()));
    unfinished.removeAll(whole);
    return new FlightEnding.Tally(arrived, unfinished, Set.copyOf(whole));
  }
}
