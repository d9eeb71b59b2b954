package io.isthmus.ul.net;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The association request, reject, release timer (PS3.8 9.1.5): closes the connection when it
 * expires. So it stands while bytes trickle in, under TLS too, where a read ends only with a whole
 * record. Thread safe.
 */
final class Artim {
  private final Watchdog watchdog;
  private final Runnable close;
  private Watchdog.@Nullable Watch running;
  private volatile boolean expired;

  Artim(Watchdog watchdog, Runnable close) {
    this.watchdog = watchdog;
    this.close = close;
  }

  synchronized void start(Duration limit) {
    stop();
    running = watchdog.after(limit, this::expire);
  }

  /** From now on there is no end. */
  synchronized void stop() {
    if (running != null) {
      running.close();
      running = null;
    }
  }

  private void expire() {
    expired = true;
    close.run();
  }

  boolean hasExpired() {
    return expired;
  }
}
