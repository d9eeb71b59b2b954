package io.isthmus.dicom.codec;

import io.isthmus.dicom.data.Dictionary;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One open data set, sequence, item or row of fragments, and how its content is encoded. */
final class Level {
  enum Kind {
    DATA_SET,
    SEQUENCE,
    ITEM,
    FRAGMENTS
  }

  static final long UNDEFINED = Long.MAX_VALUE;

  final Kind kind;
  final int tag;
  final boolean explicit;
  final boolean bigEndian;

  /** Where it ends, or {@link #UNDEFINED}. */
  final long end;

  private @Nullable Map<Integer, String> creators;

  Level(Kind kind, int tag, boolean explicit, boolean bigEndian, long end) {
    this.kind = kind;
    this.tag = tag;
    this.explicit = explicit;
    this.bigEndian = bigEndian;
    this.end = end;
  }

  /** Remembers who reserved a block of private elements here (PS3.5 7.8.1). */
  void creator(int tag, String name) {
    if (creators == null) {
      creators = new HashMap<>();
    }
    creators.put(tag, name);
  }

  /** The VR that an element has here when the stream does not say. */
  Vr vrOf(int tag) {
    if (!Tag.isPrivate(tag) || Tag.element(tag) <= 0xFF) {
      return Dictionary.vrOf(tag);
    }
    String creator = creators == null ? null : creators.get(Tag.creatorOf(tag));
    Vr known = creator == null ? null : Dictionary.privateVrOrNull(creator, tag);
    return known == null ? Vr.UN : known;
  }
}
