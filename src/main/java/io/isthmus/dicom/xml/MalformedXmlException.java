package io.isthmus.dicom.xml;

import java.io.IOException;

/** The document is no Native DICOM Model. Names lines and attributes, never values. */
public final class MalformedXmlException extends IOException {
  private static final long serialVersionUID = 1L;

  /** A fault at a line of the document. */
  public MalformedXmlException(String fault, int line) {
    super(fault + " at line " + line);
  }
}
