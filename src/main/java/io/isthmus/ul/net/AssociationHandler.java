package io.isthmus.ul.net;

import java.io.IOException;

/** What is done with an association that was opened to us. */
@FunctionalInterface
public interface AssociationHandler {
  /**
   * Serves an association on a thread of its own; when this returns or throws, an association that
   * is still open is aborted.
   */
  void handle(Association association) throws IOException;
}
