package io.isthmus.ul.net;

import java.time.Duration;

/** How much time a read still has. */
interface Limit {
  Duration remaining();

  /** The same for each read: progress starts it anew. */
  static Limit each(Duration limit) {
    return () -> limit;
  }

  /** For all reads together, from now on. */
  static Limit within(Duration limit) {
    Artim artim = new Artim(System::nanoTime);
    artim.start(limit);
    return artim::remaining;
  }
}
