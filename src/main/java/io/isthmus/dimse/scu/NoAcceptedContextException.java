package io.isthmus.dimse.scu;

import java.io.IOException;

/** The association has no accepted presentation context for what is to be done; it stays open. */
public final class NoAcceptedContextException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String sopClassUid;

  NoAcceptedContextException(String sopClassUid, String transferSyntax) {
    super(
        "no accepted presentation context for "
            + sopClassUid
            + (transferSyntax.isEmpty() ? "" : " in " + transferSyntax));
    this.sopClassUid = sopClassUid;
  }

  /** The abstract syntax that was looked for. */
  public String sopClassUid() {
    return sopClassUid;
  }
}
