package io.isthmus.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What is made of instances: pixels decoded, encoded and drawn. */
public interface DerivedConfig {
  /** The largest frame that is decoded, in bytes of native pixels. */
  @WithDefault("268435456")
  @WithConverter(PositiveConverter.class)
  Integer maxFrame();

  /** Frames that are made at once, 1 or more; one per core if not set. */
  OptionalInt threads();

  /** Requests at once whose frames are made or wait for it; the next gets 503. */
  @WithDefault("64")
  @WithConverter(PositiveConverter.class)
  Integer maxRequests();

  /** Memory for frames that are made and not yet sent; a quarter of the heap if not set. */
  OptionalLong workBytes();

  /** Memory for frames that may be asked for again; an eighth of the heap if not set. */
  OptionalLong cacheBytes();

  /** Longest time for one frame. */
  @WithDefault("30s")
  Duration frameTimeout();
}
