package io.isthmus.archive.dimse;

import java.time.Duration;

/**
 * How much of a PACS a probe may take.
 *
 * @param time after it nothing more is tried
 * @param searches most C-FIND requests
 * @param patience after it a search that is not over is cancelled, and tells nothing
 */
public record ProbeLimits(Duration time, int searches, Duration patience) {
  /** A minute, and a hundred searches: no archive is asked as many. */
  public static final ProbeLimits DEFAULT =
      new ProbeLimits(Duration.ofSeconds(60), 100, Duration.ofSeconds(5));
}
