package io.isthmus.config;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;

/** A configuration that the gateway refuses to start with; the message lists every fault. */
public final class InvalidConfigurationException extends ConfigurationException {
  private static final long serialVersionUID = 1;

  public InvalidConfigurationException(List<String> problems) {
    super("The configuration has faults:\n  - " + String.join("\n  - ", problems));
  }
}
