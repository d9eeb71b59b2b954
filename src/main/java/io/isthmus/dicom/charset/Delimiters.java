package io.isthmus.dicom.charset;

/** The characters of a value that bring back the initial code elements (PS3.5 6.1.2.5.3). */
public enum Delimiters {
  /** Backslash: values of SH, LO, UC. */
  VALUES,
  /** Backslash, caret and equals sign: PN. */
  NAMES,
  /** Tab, line feed, form feed and carriage return only: ST, LT, UT. */
  TEXT
}
