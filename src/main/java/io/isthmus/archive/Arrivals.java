package io.isthmus.archive;

import java.io.IOException;

/**
 * Takes the instances that a retrieve brings, each while it arrives; called from the thread that
 * reads the association.
 */
@FunctionalInterface
public interface Arrivals {

  /**
   * An instance begins to arrive.
   *
   * @throws IOException when it cannot be taken (no room); the PACS is then told A700H
   */
  Arrival begin(ArrivingInstance instance) throws IOException;
}
