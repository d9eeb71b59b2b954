package io.isthmus.dicom.data;

/**
 * Puts attributes of one record of a PACS into another, each text in characters that the result can
 * declare.
 */
public final class Merging {
  private Merging() {}

  /** Adds the attributes of {@code from} that are not in {@code into} yet. */
  public static void addAbsent(DataSetBuilder into, DataSet from) {
    DataSet added = from;
    if (!from.characterSets().equals(into.characterSets())) {
      into.specificCharacterSet("ISO_IR 192");
      added = from.toBuilder().specificCharacterSet("ISO_IR 192").build();
    }
    for (Element element : added) {
      if (element.tag() != Tag.SpecificCharacterSet && !into.contains(element.tag())) {
        into.put(element);
      }
    }
  }
}
