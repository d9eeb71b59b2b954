package io.isthmus.dimse;

import java.io.IOException;

/** Takes arriving instances. */
@FunctionalInterface
public interface StoreHandler {
  /**
   * Takes one instance; may block, and then the peer waits.
   *
   * @param data the data set; what is left of it afterwards is passed over
   * @return what the peer is told
   * @throws IOException if the instance could not be taken; the peer is told A700H, unless the
   *     association itself is lost
   */
  DimseStatus store(StoreRequest request, DataStream data) throws IOException;
}
