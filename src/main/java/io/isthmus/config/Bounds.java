package io.isthmus.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Durations and amounts that are well formed, and with which nothing could be done. */
final class Bounds {
  /** In less, nobody answers. */
  private static final Duration SHORTEST = Duration.ofMillis(1);

  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Duration TEN_YEARS = Duration.ofDays(3650);

  private final List<String> problems = new ArrayList<>();

  private Bounds() {}

  /** What is out of bounds, each with its key. */
  static List<String> problems(GatewayConfig config) {
    Bounds bounds = new Bounds();
    bounds.ofDimse(config.dimse());
    bounds.ofRetrieves(config);
    bounds.ofDerived(config.derived());
    return bounds.problems;
  }

  private void ofDimse(GatewayConfig.Dimse dimse) {
    limit("dimse.connect-timeout", dimse.connectTimeout());
    limit("dimse.associate-timeout", dimse.associateTimeout());
    limit("dimse.response-timeout", dimse.responseTimeout());
    limit("dimse.send-timeout", dimse.sendTimeout());
    limit("dimse.release-timeout", dimse.releaseTimeout());
    limit("dimse.peer-idle-timeout", dimse.peerIdleTimeout());
    age("dimse.pool-wait", dimse.poolWait());
    age("dimse.idle-timeout", dimse.idleTimeout());
    age("dimse.cancel-grace", dimse.cancelGrace());
    age("dimse.move-grace", dimse.moveGrace());
  }

  private void ofRetrieves(GatewayConfig config) {
    age("profiles.max-age", config.profiles().maxAge());
    age("spool.wait", config.spool().waitForRoom());
    age("spool.max-age", config.spool().maxAge());
    amount("spool.max-bytes", config.spool().maxBytes(), 1 << 20);
    age("retrieve.ask-after", config.retrieve().askAfter());
    age("retrieve.partial-for", config.retrieve().partialFor());
    age("retrieve.overtake-after", config.retrieve().overtakeAfter());
    amount("retrieve.read-ahead", OptionalLong.of(config.retrieve().readAhead()), 0);
    amount("retrieve.metadata-cache", OptionalLong.of(config.retrieve().metadataCache()), 0);
    amount("retrieve.min-rate", OptionalLong.of(config.retrieve().minRate()), 0);
  }

  private void ofDerived(DerivedConfig derived) {
    limit("derived.frame-timeout", derived.frameTimeout());
    OptionalInt threads = derived.threads();
    amount(
        "derived.threads",
        threads.isPresent() ? OptionalLong.of(threads.getAsInt()) : OptionalLong.empty(),
        1);
    amount("derived.work-bytes", derived.workBytes(), 1);
    amount("derived.cache-bytes", derived.cacheBytes(), 0);
  }

  private void limit(String key, Duration given) {
    within(key, given, SHORTEST, A_DAY, "from 1ms to 1d");
  }

  private void age(String key, Duration given) {
    within(key, given, Duration.ZERO, TEN_YEARS, "from 0s to 3650d");
  }

  private void within(String key, Duration given, Duration least, Duration most, String bounds) {
    if (given.compareTo(least) < 0 || given.compareTo(most) > 0) {
      problems.add("isthmus." + key + " is a time " + bounds + ", not " + given);
    }
  }

  private void amount(String key, OptionalLong given, long least) {
    if (given.isPresent() && given.getAsLong() < least) {
      problems.add("isthmus." + key + " is " + least + " or more, not " + given.getAsLong());
    }
  }
}
