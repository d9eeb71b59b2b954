package io.isthmus.config;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Set;

/** A configuration that the gateway refuses to start with; the message lists every fault. */
public final class InvalidConfigurationException extends ConfigurationException {
  private static final long serialVersionUID = 1;

  public InvalidConfigurationException(List<String> problems) {
    super(message(problems));
  }

  /** With one fault, and what it showed itself by. */
  public InvalidConfigurationException(String problem, Throwable cause) {
    super(message(List.of(problem)), cause, Set.of());
  }

  private static String message(List<String> problems) {
    return "The configuration has faults:\n  - " + String.join("\n  - ", problems);
  }
}
