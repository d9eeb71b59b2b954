package io.isthmus.config;

import io.smallrye.config.WithDefault;

/** How pixels are decoded and encoded. */
public interface CodecConfig {
  /** Where the code of C libraries runs. */
  @WithDefault("process")
  Isolation isolation();

  /** Places for C code. */
  enum Isolation {
    /** In processes of its own. */
    PROCESS,
    /** Within the gateway, which it can then bring down. */
    INLINE,
    /** Nowhere. */
    OFF
  }
}
