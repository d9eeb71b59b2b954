package io.isthmus.dicom.codec;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import java.util.Arrays;
import java.util.List;

/** A data set as our writer makes it: odd values padded, retired group lengths left out. */
final class EvenValues {
  private EvenValues() {}

  static DataSet of(DataSet dataSet) {
    DataSetBuilder builder = dataSet.toBuilder();
    for (Element element : dataSet) {
      if (Tag.isGroupLength(element.tag())) {
        builder.remove(element.tag());
      } else {
        builder.put(even(element));
      }
    }
    return builder.build();
  }

  private static Element even(Element element) {
    return switch (element) {
      case Element.Value value ->
          new Element.Value(value.tag(), value.vr(), even(value.bytes(), value.vr()));
      case Element.Items sequence ->
          new Element.Items(sequence.tag(), sequence.items().stream().map(EvenValues::of).toList());
      case Element.Fragments fragments -> {
        List<byte[]> padded =
            fragments.fragments().stream().map(bytes -> even(bytes, fragments.vr())).toList();
        yield new Element.Fragments(fragments.tag(), fragments.vr(), padded);
      }
      case Element.Located located -> located;
      case Element.Referenced referenced -> referenced;
    };
  }

  private static byte[] even(byte[] bytes, Vr vr) {
    if (bytes.length % 2 == 0) {
      return bytes;
    }
    byte[] padded = Arrays.copyOf(bytes, bytes.length + 1);
    padded[bytes.length] = vr.padding();
    return padded;
  }
}
