package io.isthmus.security;

import java.util.Optional;
import java.util.Set;

/**
 * On whose behalf a service is called.
 *
 * @param subject opaque name of the user or system
 * @param scopes what the caller's token grants
 * @param filter restriction on the studies that the caller may see, in the form that its token
 *     carries
 * @param purpose purpose of use, for the audit trail
 */
public record Caller(
    String subject, Set<String> scopes, Optional<String> filter, Optional<String> purpose) {

  /**
   * The caller of a gateway that runs without an issuer of tokens and therefore binds loopback
   * only.
   */
  public static final Caller LOCAL =
      new Caller("local", Set.of(), Optional.empty(), Optional.empty());

  public Caller {
    scopes = Set.copyOf(scopes);
  }
}
