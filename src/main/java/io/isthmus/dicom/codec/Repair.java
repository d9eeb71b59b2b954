package io.isthmus.dicom.codec;

/** What a reader put right, each without loss. */
public enum Repair {
  /** Letters that are no VR: the header's form and the VR come from the dictionary. */
  ILLEGAL_VR,
  /** An element in Implicit VR among explicit ones. */
  IMPLICIT_ELEMENT,
  /** A sequence whose first item is longer than the sequence: kept as bytes, UN. */
  SEQUENCE_OVERRUN,
  /** A value that the dictionary takes for a sequence holds no item: kept as bytes. */
  NO_SEQUENCE,
  /** A delimitation item where nothing is open, or with a length. */
  STRAY_DELIMITER,
  /** An item that ended without its delimitation item. */
  MISSING_DELIMITER,
  /** An element between items: passed over. */
  STRAY_ELEMENT,
  /** Zeros after the last element. */
  TRAILING_ZEROS
}
