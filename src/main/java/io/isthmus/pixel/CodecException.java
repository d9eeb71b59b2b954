package io.isthmus.pixel;

import java.io.IOException;

/** A frame cannot be decoded or encoded. Says why, never what the pixels were. */
public final class CodecException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Reason {
    /** The codestream breaks its own rules or ends early. */
    MALFORMED,
    /** The codestream is well formed, but of a kind that is not decoded or encoded here. */
    UNSUPPORTED,
    /** The codestream describes another picture than the data set does. */
    CONTRADICTS_DATA_SET,
    /** The frame would be larger than what may be allocated. */
    TOO_LARGE,
    /** The deadline has passed. */
    TIMED_OUT,
    /** The library or its process failed. */
    FAILED
  }

  private final Reason reason;

  /** A failure with its facts, which begin with what was being done. */
  public CodecException(Reason reason, String facts) {
    super(facts);
    this.reason = reason;
  }

  /** A codestream that breaks its own rules. */
  public static CodecException malformed(String facts) {
    return new CodecException(Reason.MALFORMED, facts);
  }

  /** A codestream, or pixels, of a kind that is not handled. */
  public static CodecException unsupported(String facts) {
    return new CodecException(Reason.UNSUPPORTED, facts);
  }

  /** What stands in the way. */
  public Reason reason() {
    return reason;
  }
}
