package io.isthmus.ul.net;

import java.time.Duration;

/** What a peer does elsewhere for what is awaited on an association. Thread safe. */
@FunctionalInterface
public interface Activity {
  /** Nothing is done elsewhere. */
  Activity NONE = () -> Duration.ofDays(1);

  /** How long nothing was seen of it; zero while it goes on. */
  Duration quiet();
}
