package io.isthmus.security;

/**
 * Decides whether a caller may do something at a PACS; asked for each reader before its first byte.
 */
@FunctionalInterface
public interface Access {

  /** Every caller may do everything: the rule of a gateway that binds loopback only. */
  Access OPEN = (caller, action, pacs) -> true;

  /**
   * Tells whether the caller may act.
   *
   * @param pacs the opaque id of the PACS
   */
  boolean permits(Caller caller, Action action, String pacs);
}
