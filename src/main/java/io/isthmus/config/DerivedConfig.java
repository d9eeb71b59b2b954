package io.isthmus.config;

import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** What is made of instances: pixels decoded, encoded and drawn. */
public interface DerivedConfig {
  /** The largest frame that is decoded, in bytes of native pixels. */
  @WithDefault("268435456")
  @WithConverter(PositiveConverter.class)
  Integer maxFrame();
}
