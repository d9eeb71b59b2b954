package io.isthmus.ul;

import java.io.IOException;

/** Bytes that are no PDU, or one that breaks PS3.8 9.3; the association must be aborted. */
public final class MalformedPduException extends IOException {
  private static final long serialVersionUID = 1L;

  private final AbortReason reason;

  MalformedPduException(AbortReason reason, String fact) {
    super(fact);
    this.reason = reason;
  }

  static MalformedPduException invalid(String fact) {
    return new MalformedPduException(AbortReason.INVALID_PARAMETER_VALUE, fact);
  }

  /** What the A-ABORT that answers this must say. */
  public AbortReason reason() {
    return reason;
  }
}
