package io.isthmus.config;

import java.util.List;

/** A configuration that the gateway refuses to start with; the message lists every fault. */
public final class InvalidConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InvalidConfigurationException(List<String> problems) {
    super("The configuration has faults:\n  - " + String.join("\n  - ", problems));
  }
}
