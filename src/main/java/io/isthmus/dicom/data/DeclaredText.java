package io.isthmus.dicom.data;

import java.util.function.Predicate;

/** Text whose characters depend on the sets that its data set declares (PS3.5 6.1.2.3). */
public final class DeclaredText {
  private DeclaredText() {}

  /** Some text that inherits the sets of this item could read otherwise under another set. */
  static boolean isLocal(DataSet item) {
    return has(item, bytes -> !isPlain(bytes));
  }

  /** Some text that inherits the sets of this data set has bytes beyond ASCII. */
  public static boolean isEightBit(DataSet dataSet) {
    return has(dataSet, DeclaredText::isEightBit);
  }

  private static boolean has(DataSet dataSet, Predicate<byte[]> kind) {
    for (Element element : dataSet) {
      if (element instanceof Element.Value value
          && value.vr().usesSpecificCharacterSet()
          && kind.test(value.bytes())) {
        return true;
      }
      if (element instanceof Element.Items sequence
          && sequence.items().stream()
              .anyMatch(item -> !item.contains(Tag.SpecificCharacterSet) && has(item, kind))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEightBit(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPlain(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0 || b == 0x1B || b == '\\' || b == '~') {
        return false;
      }
    }
    return true;
  }
}
