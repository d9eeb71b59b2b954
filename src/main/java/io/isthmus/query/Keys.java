package io.isthmus.query;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TagPath;
import io.isthmus.dicom.data.Vr;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * The keys of one C-FIND identifier under construction. Paths below the same sequence share its one
 * item (QIDO-08); a key without values is sent with zero length, which is universal matching and
 * asks for the attribute (PS3.4 C.2.2.2.3).
 */
final class Keys {
  private final TreeMap<Integer, Keys> children = new TreeMap<>(Integer::compareUnsigned);
  private List<String> values = List.of();
  private Vr vr = Vr.UN;

  /** Asks for an attribute. */
  void ask(TagPath path) {
    at(path);
  }

  /** The same keys with one attribute more that is asked for. */
  Keys asking(int tag) {
    Keys more = new Keys();
    more.children.putAll(children);
    more.ask(TagPath.of(tag));
    return more;
  }

  /** Matches an attribute of a VR against values. */
  void match(TagPath path, Vr vr, List<String> wanted) {
    Keys key = at(path);
    key.vr = vr;
    key.values = List.copyOf(wanted);
  }

  /** Whether an attribute is among the keys. */
  boolean contains(int tag) {
    return children.containsKey(tag);
  }

  /** The tags at the top level, ascending. */
  List<Integer> tags() {
    return new ArrayList<>(children.keySet());
  }

  /**
   * The identifier without Query/Retrieve Level; declares ISO_IR 192 when a value needs it
   * (DIM-13).
   */
  DataSet identifier() {
    return identifier(tag -> true, tag -> true);
  }

  /**
   * The identifier with some of the keys of the top level.
   *
   * @param asked whether a key is in it
   * @param matched whether it is there with its value
   */
  DataSet identifier(IntPredicate asked, IntPredicate matched) {
    DataSetBuilder builder = DataSet.builder();
    if (!isAscii()) {
      builder.specificCharacterSet("ISO_IR 192");
    }
    children.forEach((tag, key) -> {
      if (asked.test(tag) && matched.test(tag)) {
        key.putInto(builder, tag);
      } else if (asked.test(tag)) {
        builder.empty(tag);
      }
    });
    return builder.build();
  }

  private void putInto(DataSetBuilder builder, int tag) {
    if (!children.isEmpty()) {
      DataSetBuilder item = DataSet.builder(builder.characterSets());
      children.forEach((inner, key) -> key.putInto(item, inner));
      builder.items(tag, item.build());
    } else if (values.isEmpty()) {
      builder.empty(tag);
    } else {
      put(builder, tag, vr, values);
    }
  }

  private static void put(DataSetBuilder builder, int tag, Vr vr, List<String> values) {
    try {
      switch (vr) {
        case US, SS ->
            builder.us(
                tag, values.stream().mapToInt(value -> Integer.parseInt(value.strip())).toArray());
        case UL, SL ->
            builder.ul(
                tag, values.stream().mapToLong(value -> Long.parseLong(value.strip())).toArray());
        case UI -> builder.uid(tag, values.toArray(String[]::new));
        case UN -> builder.put(new Element.Value(tag, vr, unknown(values)));
        default -> builder.text(tag, vr, values.toArray(String[]::new));
      }
    } catch (IllegalArgumentException unfit) {
      throw new InvalidSearchException(
          "the value of " + Tag.hex(tag) + " cannot be matched: " + vr);
    }
  }

  /** As text of the character set that the identifier declares, padded to an even length. */
  private static byte[] unknown(List<String> values) {
    byte[] text = String.join("\\", values).getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(text, text.length + text.length % 2);
    if (padded.length > text.length) {
      padded[text.length] = ' ';
    }
    return padded;
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
}
