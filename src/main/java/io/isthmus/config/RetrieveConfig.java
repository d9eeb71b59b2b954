package io.isthmus.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How retrievals are answered. */
public interface RetrieveConfig {
  /** When an answer of several instances begins (DIM-33). */
  @WithDefault("stream")
  Commit commit();

  /** What was asked of a PACS longer ago is asked again before it is given. */
  @WithDefault("30s")
  Duration askAfter();

  /** How long a retrieve that ended partial is remembered, and given as 206. */
  @WithDefault("5m")
  Duration partialFor();

  /** Most bytes that are read of a series ahead of who steps through it, 0 for none. */
  @WithDefault("0")
  long readAhead();

  /** Most bytes of metadata that are kept in memory, 0 or more. */
  @WithDefault("16777216")
  long metadataCache();

  /** How long one instance is waited for in a larger retrieve before it is fetched beside it. */
  @WithDefault("50ms")
  Duration overtakeAfter();

  /**
   * A client that takes fewer bytes a second than this is cut off, when it has had bytes to take
   * for a minute; 0 when none is.
   */
  @WithDefault("1000")
  long minRate();

  /** When answers begin. */
  enum Commit {
    /** With the first instance. */
    STREAM,
    /** When it is known whether all of them come. */
    CHECKED
  }
}
