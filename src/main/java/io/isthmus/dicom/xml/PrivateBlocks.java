package io.isthmus.dicom.xml;

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
   * The tag in the creator's block, which is reserved here if it is not yet; empty if no block is
   * left.
   */
  static OptionalInt place(DataSetBuilder builder, int tag, String creator) {
    for (int block = FIRST; block <= LAST; block++) {
      int reserving = Tag.of(Tag.group(tag), block);
      Element there = builder.find(reserving);
      if (there == null) {
        byte[] name = ElementText.padded(creator.getBytes(StandardCharsets.UTF_8), Vr.LO);
        builder.put(new Element.Value(reserving, Vr.LO, name));
        return OptionalInt.of(tagIn(block, tag));
      }
      if (there instanceof Element.Value value
          && new String(value.bytes(), StandardCharsets.UTF_8).strip().equals(creator.strip())) {
        return OptionalInt.of(tagIn(block, tag));
      }
    }
    return OptionalInt.empty();
  }

  private static int tagIn(int block, int tag) {
    return Tag.of(Tag.group(tag), (block << 8) | (tag & 0xFF));
  }
}
