package io.isthmus.derived;

import java.time.Duration;

/**
 * How much work on pixels is done at once.
 *
 * @param threads frames at once, at least 1: one per core
 * @param requests requests at once, those that wait for a core included; the next is refused
 * @param workBytes memory for frames at work or not yet written to their clients
 * @param cacheBytes memory for frames that may be asked for again; 0 for none
 * @param deadline longest time for one frame
 */
public record DerivedOptions(
    int threads, int requests, long workBytes, long cacheBytes, Duration deadline) {

  /** Two cores, and as much as tests need. */
  public static final DerivedOptions SMALL =
      new DerivedOptions(2, 16, 64 << 20, 16 << 20, Duration.ofSeconds(30));

  public DerivedOptions {
    if (threads < 1 || requests < 1 || workBytes < 1 || cacheBytes < 0) {
      throw new IllegalArgumentException("work on pixels needs a thread, a request and memory");
    }
  }
}
