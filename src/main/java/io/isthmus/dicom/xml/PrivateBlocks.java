package io.isthmus.dicom.xml;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.ElementText;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Finds the block of a private element that is named by its creator (PS3.5 7.8.1). */
final class PrivateBlocks {
  private static final int FIRST = 0x10;
  private static final int LAST = 0xFF;

  private PrivateBlocks() {}

  /**
   * The tag in the creator's block; where it has none yet, the first free one is reserved. Empty if
   * no block is left.
   */
  static OptionalInt place(DataSetBuilder builder, int tag, String creator) {
    int free = 0;
    for (int block = FIRST; block <= LAST; block++) {
      Element there = builder.find(Tag.of(Tag.group(tag), block));
      if (there == null) {
        free = free == 0 ? block : free;
      } else if (there instanceof Element.Value value
          && new String(value.bytes(), StandardCharsets.UTF_8).strip().equals(creator.strip())) {
        return OptionalInt.of(tagIn(block, tag));
      }
    }
    if (free == 0) {
      return OptionalInt.empty();
    }
    byte[] name = ElementText.padded(creator.getBytes(StandardCharsets.UTF_8), Vr.LO);
    builder.put(new Element.Value(Tag.of(Tag.group(tag), free), Vr.LO, name));
    return OptionalInt.of(tagIn(free, tag));
  }

  /** No other block of this element's group is reserved by the same creator. */
  static boolean isOnlyBlockOf(String creator, int tag, DataSet dataSet) {
    int own = Tag.creatorOf(tag);
    for (int block = FIRST; block <= LAST; block++) {
      int other = Tag.of(Tag.group(tag), block);
      if (other != own && dataSet.string(other).filter(creator::equals).isPresent()) {
        return false;
      }
    }
    return true;
  }

  private static int tagIn(int block, int tag) {
    return Tag.of(Tag.group(tag), (block << 8) | (tag & 0xFF));
  }
}
