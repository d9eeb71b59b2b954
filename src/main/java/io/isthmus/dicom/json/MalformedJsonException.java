package io.isthmus.dicom.json;

import java.io.IOException;

/** The text is no DICOM JSON. Says where and at which attribute, never what the value was. */
public final class MalformedJsonException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  /** A fault at so many bytes from the start of the text. */
  public MalformedJsonException(String fault, long offset) {
    super(fault + " at offset " + offset);
    this.offset = offset;
  }

  /** Bytes from the start of the text. */
  public long offset() {
    return offset;
  }
}
