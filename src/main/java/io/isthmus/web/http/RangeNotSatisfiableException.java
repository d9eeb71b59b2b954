package io.isthmus.web.http;

/** A range that begins behind the end of what it is a range of: 416 (WADO-28). */
public final class RangeNotSatisfiableException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final long size;

  /** Of a representation of {@code size} bytes. */
  public RangeNotSatisfiableException(long size) {
    super("there are " + size + " bytes");
    this.size = size;
  }

  /** Bytes of the whole. */
  public long size() {
    return size;
  }
}
