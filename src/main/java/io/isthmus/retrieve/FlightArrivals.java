package io.isthmus.retrieve;

import io.isthmus.archive.Arrival;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.ArrivingInstance;
import io.isthmus.retrieve.spool.InstanceSpool;
import java.io.IOException;

/** Takes what the PACS sends for a flight, as long as anybody reads. Thread safe. */
final class FlightArrivals implements Arrivals {
  private final RetrieveFlight flight;
  private final InstanceSpool spool;
  private volatile boolean outOfRoom;

  FlightArrivals(RetrieveFlight flight, InstanceSpool spool) {
    this.flight = flight;
    this.spool = spool;
  }

  @Override
  public Arrival begin(ArrivingInstance instance) throws IOException {
    requireReaders();
    SpooledArrival arrival = new SpooledArrival(this, instance, spool.create());
    if (!flight.board().begin(arrival)) {
      arrival.fail("nobody reads any more");
      throw nobodyReads();
    }
    return arrival;
  }

  /** Nobody waits for more: the PACS is told so with each C-STORE that it still sends. */
  void requireReaders() throws IOException {
    if (flight.board().abandoned()) {
      throw nobodyReads();
    }
  }

  /**
   * Shows an instance to the readers; false when it is none of what was asked for, or a copy
   * (DIM-26, WADO-19).
   */
  boolean show(IncomingInstance instance) {
    return instance.isIn(flight.scope()) && flight.board().show(instance);
  }

  /** An instance that was shown has come whole. */
  void completed(SpooledArrival arrival, IncomingInstance instance) {
    flight.completed(arrival, instance);
  }

  /** What came to its end is not what was asked for, or a copy. */
  void passedBy(SpooledArrival arrival) {
    flight.board().completed(arrival, false);
  }

  void brokeOff(SpooledArrival arrival, boolean shown) {
    flight.board().brokeOff(arrival, shown);
  }

  /** The spool had no room for an instance, which is not the fault of the PACS. */
  void noRoom() {
    outOfRoom = true;
  }

  /** Whether something is missing for want of room. */
  boolean ranOutOfRoom() {
    return outOfRoom;
  }

  private static IOException nobodyReads() {
    return new IOException("nobody reads any more");
  }
}
