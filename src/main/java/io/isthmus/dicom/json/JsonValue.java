package io.isthmus.dicom.json;

import io.isthmus.dicom.data.DataSet;

/** One member of the array Value. */
sealed interface JsonValue {
  /** null: an empty value among others. */
  enum Nothing implements JsonValue {
    NOTHING
  }

  /** {}: an empty item, or an empty person name. */
  enum EmptyObject implements JsonValue {
    EMPTY_OBJECT
  }

  /** A string, or a person name put together from its groups. */
  record Text(String text) implements JsonValue {}

  /** A number as it was written. */
  record Numeral(String text) implements JsonValue {}

  /** An item of a sequence. */
  record Item(DataSet item) implements JsonValue {}
}
