package io.isthmus.ul;

/** The identity of an association requestor is not accepted. */
public final class IdentityRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** For a reason that names no credential. */
  public IdentityRefusedException(String reason) {
    super(reason);
  }
}
