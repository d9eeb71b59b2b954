package io.isthmus.retrieve.content;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.ElementPath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The values of an instance that its metadata names by their addresses only (WADO-21). */
public final class BulkValues {
  private BulkValues() {}

  /**
   * A bulk value.
   *
   * @param path its address within the instance
   * @param place where it lies
   */
  public record BulkValue(ElementPath path, Element.Located place) {}

  /** Those of a data set whose binary values are located, in their order. */
  public static List<BulkValue> of(DataSet dataSet) {
    List<BulkValue> found = new ArrayList<>();
    collect(dataSet, new int[0], found);
    return found;
  }

  private static void collect(DataSet dataSet, int[] way, List<BulkValue> found) {
    for (Element element : dataSet) {
      int[] path = Arrays.copyOf(way, way.length + 1);
      path[way.length] = element.tag();
      if (element instanceof Element.Items sequence) {
        for (int i = 0; i < sequence.items().size(); i++) {
          int[] item = Arrays.copyOf(path, path.length + 1);
          item[path.length] = i;
          collect(sequence.items().get(i), item, found);
        }
      } else if (element instanceof Element.Located place && BulkDataRule.isBulk(place)) {
        found.add(new BulkValue(ElementPath.of(path), place));
      }
    }
  }
}
