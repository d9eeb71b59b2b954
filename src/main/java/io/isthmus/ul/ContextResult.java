package io.isthmus.ul;

/** What the acceptor says of a proposed presentation context (PS3.8 Table 9-18). */
public enum ContextResult {
  ACCEPTANCE(0),
  USER_REJECTION(1),
  NO_REASON(2),
  ABSTRACT_SYNTAX_NOT_SUPPORTED(3),
  TRANSFER_SYNTAXES_NOT_SUPPORTED(4);

  private final int code;

  ContextResult(int code) {
    this.code = code;
  }

  /** The value on the wire, 0..4. */
  public int code() {
    return code;
  }

  /**
   * The result of a wire value; one that the standard does not know is a rejection without reason.
   */
  public static ContextResult of(int code) {
    for (ContextResult result : values()) {
      if (result.code == code) {
        return result;
      }
    }
    return NO_REASON;
  }
}
