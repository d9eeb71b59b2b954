package io.isthmus.config;

import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** Several PACS that are searched as one. */
public interface FederationConfig {
  /** Opaque id under which the federation stands in paths. */
  @WithDefault("all")
  String id();

  /**
   * Ids of the PACS, two or more; of what several of them have, the first one's record is given.
   * There is no federation if not set.
   */
  Optional<List<String>> members();

  /** Whether the members that answer are enough where others fail. */
  @WithDefault("false")
  boolean partial();
}
