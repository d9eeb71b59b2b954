package io.isthmus.pool;

import java.io.IOException;

/**
 * Opens connections to one PACS.
 *
 * @param <C> what it opens
 */
@FunctionalInterface
public interface Connector<C extends Pooled> {

  /**
   * Opens a connection. Blocks, and ends by time-outs of its own.
   *
   * @throws PeerSaturatedException when the peer has no room for another one at the moment
   * @throws IOException when there is no connection or no association
   */
  C open(Recipe recipe) throws IOException;
}
