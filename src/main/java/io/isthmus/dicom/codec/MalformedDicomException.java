package io.isthmus.dicom.codec;

import io.isthmus.dicom.data.Tag;
import java.io.IOException;

/** The bytes are no data set. Says where and at which element, never what the value was. */
public final class MalformedDicomException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long offset;
  private final int tag;

  /**
   * A fault at an element.
   *
   * @param offset bytes from the start of the input, of inflated bytes where it was deflated
   * @param tag the element being read, 0 if none
   */
  public MalformedDicomException(String fault, long offset, int tag) {
    super(fault + " at offset " + offset + ", element " + Tag.format(tag));
    this.offset = offset;
    this.tag = tag;
  }

  /** Bytes from the start of the input. */
  public long offset() {
    return offset;
  }

  /** The element being read, 0 if none. */
  public int tag() {
    return tag;
  }
}
