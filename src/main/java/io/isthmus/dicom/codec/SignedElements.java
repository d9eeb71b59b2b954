package io.isthmus.dicom.codec;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Elements whose VR was not stated and is US or SS as Pixel Representation tells, which may come
 * after them and outside of their item (PS3.5 A.1). The nearest one around counts; none means US.
 */
final class SignedElements {
  private final Set<Element> undecided = Collections.newSetFromMap(new IdentityHashMap<>());

  void add(Element element) {
    undecided.add(element);
  }

  DataSet resolve(DataSet dataSet, OptionalInt around) {
    if (undecided.isEmpty()) {
      return dataSet;
    }
    OptionalInt own = dataSet.integer(Tag.PixelRepresentation);
    OptionalInt representation = own.isPresent() ? own : around;
    DataSetBuilder builder = dataSet.toBuilder();
    boolean changed = false;
    for (Element element : dataSet) {
      Element resolved = resolve(element, representation);
      if (!resolved.equals(element)) {
        builder.put(resolved);
        changed = true;
      }
    }
    return changed ? builder.build() : dataSet;
  }

  private Element resolve(Element element, OptionalInt representation) {
    return switch (element) {
      case Element.Value value ->
          undecided.contains(value) && representation.orElse(0) == 1
              ? new Element.Value(value.tag(), Vr.SS, value.bytes())
              : value;
      case Element.Items sequence -> {
        List<DataSet> items = new ArrayList<>(sequence.items().size());
        for (DataSet item : sequence.items()) {
          items.add(resolve(item, representation));
        }
        yield new Element.Items(sequence.tag(), items);
      }
      case Element.Fragments fragments -> fragments;
      case Element.Located located -> located;
      case Element.Referenced referenced -> referenced;
    };
  }
}
