package io.isthmus.retrieve;

import io.isthmus.archive.RetrieveScope;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The flights that may be joined. Thread safe. */
final class RunningFlights {
  /**
   * What makes two requests one.
   *
   * @param headless whether instances come without their bulk data
   */
  private record Key(String pacs, RetrieveScope scope, boolean headless) {
    static Key of(RetrieveFlight flight) {
      return new Key(flight.pacs(), flight.scope(), flight.headless());
    }
  }

  private final ConcurrentMap<Key, RetrieveFlight> flights = new ConcurrentHashMap<>();

  /** The one of just this scope. */
  @Nullable RetrieveFlight find(String pacs, RetrieveScope scope, boolean headless) {
    return flights.get(new Key(pacs, scope, headless));
  }

  /** All of this scope and of larger ones. */
  Stream<RetrieveFlight> bringing(String pacs, RetrieveScope scope) {
    return flights.values().stream()
        .filter(flight -> flight.pacs().equals(pacs) && flight.scope().contains(scope));
  }

  /** Those that were begun for an instance that another has brought now. */
  Stream<RetrieveFlight> waitingFor(IncomingInstance instance, RetrieveFlight broughtBy) {
    return flights.values().stream()
        .filter(flight ->
            flight.takesFrom(broughtBy)
                && flight.scope().sopInstanceUids().contains(instance.uid()));
  }

  /**
   * Adds one.
   *
   * @param before the one of the same scope that it takes the place of
   * @return false when another has taken it meanwhile
   */
  boolean add(RetrieveFlight flight, @Nullable RetrieveFlight before) {
    Key key = Key.of(flight);
    return before == null
        ? flights.putIfAbsent(key, flight) == null
        : flights.replace(key, before, flight);
  }

  /** Nobody joins it any more. */
  void remove(RetrieveFlight flight) {
    flights.remove(Key.of(flight), flight);
  }
}
