package io.isthmus.dicom.charset;

/** The characters of a value that bring back the initial code elements (PS3.5 6.1.2.5.3). */
public enum Delimiters {
  /** Backslash: values of SH, LO, UC. */
  VALUES,
  /** Backslash, caret and equals sign: PN. */
  NAMES,
  /** Only the control characters that count for all: ST, LT, UT. */
  TEXT;

  /** The byte or character, in a single-byte code element, ends an extension. */
  boolean end(int character) {
    return switch (character) {
      case '\t', '\n', '\f', '\r' -> true;
      case '\\' -> this != TEXT;
      case '^', '=' -> this == NAMES;
      default -> false;
    };
  }
}
