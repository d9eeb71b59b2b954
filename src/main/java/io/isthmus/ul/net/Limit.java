package io.isthmus.ul.net;

import java.time.Duration;

/** How much time a read still has. */
interface Limit {
  /** Somebody else ends what lasts too long. */
  Limit NONE = () -> Duration.ofDays(1);

  Duration remaining();

  /** How much more time there is when nothing came in all that {@link #remaining} said. */
  default Duration afterSilence() {
    return Duration.ZERO;
  }

  /** The same for each read: progress starts it anew, also what is seen of it elsewhere. */
  static Limit each(Duration limit, Activity elsewhere) {
    return new Limit() {
      @Override
      public Duration remaining() {
        return limit;
      }

      @Override
      public Duration afterSilence() {
        return limit.minus(elsewhere.quiet());
      }
    };
  }

  /** For all reads together, from now on. */
  static Limit within(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    return () -> Duration.ofNanos(end - System.nanoTime());
  }
}
