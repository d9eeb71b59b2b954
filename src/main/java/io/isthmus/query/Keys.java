package io.isthmus.query;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.TagPath;
import io.isthmus.dicom.data.Vr;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The keys of one C-FIND identifier under construction. Paths below the same sequence share its one item (QIDO-08); a key without
 * values is sent with zero length, which is universal matching and asks for the attribute (PS3.4 C.2.2.2.3).
 */
final class Keys {
  private final TreeMap<Integer, Keys> children = new TreeMap<>(Integer::compareUnsigned);
  private List<String> values = List.of();

  /** Asks for an attribute. */
  void ask(TagPath path) {
    at(path);
  }

  /** Matches an attribute against values. */
  void match(TagPath path, List<String> wanted) {
    at(path).values = List.copyOf(wanted);
  }

  /** Whether an attribute is among the keys. */
  boolean contains(int tag) {
    return children.containsKey(tag);
  }

  /** The tags at the top level, ascending. */
  List<Integer> tags() {
    return new ArrayList<>(children.keySet());
  }

  /** The identifier without Query/Retrieve Level; declares ISO_IR 192 when a value needs it (DIM-13). */
  DataSet identifier() {
    return dataSet(isAscii() ? List.of() : List.of("ISO_IR 192"), true);
  }

  private DataSet dataSet(List<String> characterSets, boolean root) {
    DataSet.Builder builder = DataSet.builder();
    if (!characterSets.isEmpty()) {
      builder.specificCharacterSet(characterSets.toArray(String[]::new));
    }
    children.forEach(
        (tag, key) -> {
          if (!key.children.isEmpty()) {
            builder.items(tag, List.of(key.dataSet(characterSets, false)));
          } else if (key.values.isEmpty()) {
            builder.empty(tag);
          } else {
            builder.text(tag, key.values.toArray(String[]::new));
          }
        });
    if (!root) {
      builder.remove(io.isthmus.dicom.data.Tag.SpecificCharacterSet);
    }
    return builder.build();
  }

  private boolean isAscii() {
    return values.stream().allMatch(value -> value.chars().allMatch(c -> c < 0x80))
        && children.values().stream().allMatch(Keys::isAscii);
  }

  private Keys at(TagPath path) {
    Keys node = this;
    for (int tag : path.tags()) {
      node = node.children.computeIfAbsent(tag, absent -> new Keys());
    }
    return node;
  }

  static boolean isSequence(int tag) {
    return io.isthmus.dicom.data.Dictionary.vrOf(tag) == Vr.SQ;
  }
}
