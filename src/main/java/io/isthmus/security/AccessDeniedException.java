package io.isthmus.security;

/** A caller asked for something that it may not do. */
public final class AccessDeniedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public AccessDeniedException(Caller caller, Action action, String pacs) {
    super(caller.subject() + " may not " + action + " at " + pacs);
  }
}
