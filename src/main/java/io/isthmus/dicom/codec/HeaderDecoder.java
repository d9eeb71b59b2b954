package io.isthmus.dicom.codec;

import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Decodes the header of one element from the bytes at hand, with the repairs of what writers do
 * (PS3.5 7.1). Reads no input and moves no position.
 */
final class HeaderDecoder {
  /** What follows a header. */
  enum Content {
    VALUE,
    ITEMS,
    FRAGMENTS
  }

  /** Enough for any header, an item and element after it, or a private creator of 64 bytes. */
  static final int LOOKAHEAD = 96;

  static final long UNDEFINED = -1;

  private static final long UNDEFINED_LENGTH = 0xFFFFFFFFL;
  private static final int SHORT_HEADER = 8;
  private static final int LONG_HEADER = 12;
  private static final int ITEM_HEADER = 8;
  private static final int MAX_CREATOR = 64;
  private static final int MAX_OVERRUN = 1024;
  private static final int PIXEL_GROUP = 0x7FE0;

  int tag;
  Vr vr = Vr.UN;
  long length;
  int size;
  Content content = Content.VALUE;

  /** The VR is not the stream's statement but the dictionary's. */
  boolean assumed;

  /** How the value, or the items, are encoded. */
  boolean explicitContent;

  boolean bigEndianContent;

  private final Set<Repair> repairs;
  private byte[] bytes = new byte[0];
  private int at;
  private int available;
  private long offset;
  private Level level = new Level(Level.Kind.DATA_SET, 0, true, false, Level.UNDEFINED);

  HeaderDecoder(Set<Repair> repairs) {
    this.repairs = repairs;
  }

  /** Decodes tag and length of an item or delimiter, or the tag alone of anything else. */
  void item(ByteWindow window, Level level) throws MalformedDicomException {
    position(window, level);
    require(ITEM_HEADER);
    tag = tagAt(0);
    size = ITEM_HEADER;
    length = lengthAt(4);
  }

  /** Decodes the header of an element. */
  void element(ByteWindow window, Level level) throws MalformedDicomException {
    position(window, level);
    require(SHORT_HEADER);
    tag = tagAt(0);
    explicitContent = level.explicit;
    bigEndianContent = level.bigEndian;
    content = Content.VALUE;
    if (level.explicit) {
      explicit();
    } else {
      implicit();
    }
    if (vr == Vr.UN) {
      unknown();
    }
    classify();
    rememberCreator();
  }

  private void position(ByteWindow window, Level level) {
    this.level = level;
    bytes = window.bytes();
    at = window.position();
    available = window.available();
    offset = window.offset();
    tag = 0;
  }

  private void require(int count) throws MalformedDicomException {
    if (available < count) {
      throw new MalformedDicomException("input ends inside of an element", offset, tag);
    }
  }

  private void implicit() {
    vr = level.vrOf(tag);
    assumed = true;
    size = SHORT_HEADER;
    length = lengthAt(4);
  }

  private void explicit() throws MalformedDicomException {
    Vr stated = Vr.ofLetters(bytes[at + 4], bytes[at + 5]);
    assumed = stated == null;
    if (stated != null) {
      vr = stated;
      sized(stated.longLength());
      return;
    }
    vr = level.vrOf(tag);
    if (isLetter(bytes[at + 4]) && isLetter(bytes[at + 5])) {
      repairs.add(Repair.ILLEGAL_VR);
      sized(vr == Vr.UN ? u16(6, level.bigEndian) == 0 : vr.longLength());
    } else if (length32(4, level.bigEndian) <= 0xFFFF) {
      repairs.add(Repair.IMPLICIT_ELEMENT);
      size = SHORT_HEADER;
      length = length32(4, level.bigEndian);
    } else {
      repairs.add(Repair.ILLEGAL_VR);
      sized(vr.longLength() && u16(6, level.bigEndian) == 0);
    }
  }

  private void sized(boolean longForm) throws MalformedDicomException {
    if (longForm) {
      require(LONG_HEADER);
      size = LONG_HEADER;
      length = lengthAt(8);
    } else {
      size = SHORT_HEADER;
      length = u16(6, level.bigEndian);
    }
  }

  private static boolean isLetter(byte b) {
    return b >= 'A' && b <= 'Z';
  }

  /** UN: the VR is looked up; the value is always in Implicit VR Little Endian (PS3.5 6.2.2). */
  private void unknown() {
    bigEndianContent = false;
    explicitContent = false;
    Vr known = level.vrOf(tag);
    if (length == UNDEFINED) {
      vr = Tag.group(tag) == PIXEL_GROUP ? known : Vr.SQ;
      explicitContent = vr == Vr.SQ && itemHoldsExplicitVr();
    } else if (known == Vr.SQ) {
      vr = length == 0 || beginsWithItem() ? Vr.SQ : Vr.UN;
      explicitContent = vr == Vr.SQ && itemHoldsExplicitVr();
    } else if (length % known.valueSize() == 0) {
      vr = known;
    }
    assumed = true;
  }

  /** Some writers leave Explicit VR inside of UN: the first element of the first item tells. */
  private boolean itemHoldsExplicitVr() {
    int letters = size + ITEM_HEADER + 4;
    return available >= letters + 2
        && beginsWithItem()
        && Vr.ofLetters(bytes[at + letters], bytes[at + letters + 1]) != null;
  }

  private void classify() throws MalformedDicomException {
    if (length == UNDEFINED) {
      content = vr == Vr.SQ || beginsWithNonFragment() ? Content.ITEMS : Content.FRAGMENTS;
      if (content == Content.FRAGMENTS && vr != Vr.OB && vr != Vr.OW) {
        throw new MalformedDicomException("undefined length of a value of " + vr, offset, tag);
      }
    } else if (vr == Vr.SQ) {
      content = Content.ITEMS;
      if (length > 0 && assumed && !beginsWithItem()) {
        asBytes(Repair.NO_SEQUENCE, tag == Tag.PurposeOfReferenceCodeSequence ? Vr.CS : Vr.UN);
      } else if (firstItemOverruns()) {
        asBytes(Repair.SEQUENCE_OVERRUN, Vr.UN);
      }
    } else if (assumed && !fits()) {
      vr = Vr.UN;
    }
  }

  /** In Implicit VR, undefined length outside of pixel data can only be a sequence. */
  private boolean beginsWithNonFragment() {
    return assumed && vr != Vr.OB && vr != Vr.OW && beginsWithItem();
  }

  private boolean fits() {
    return !Tag.isPrivate(tag) || length % vr.valueSize() == 0;
  }

  private void asBytes(Repair repair, Vr kept) {
    repairs.add(repair);
    content = Content.VALUE;
    vr = kept;
    assumed = true;
  }

  private boolean firstItemOverruns() {
    if (available < size + ITEM_HEADER || !beginsWithItem()) {
      return false;
    }
    long item = length32(size + 4, bigEndianContent);
    long overrun = ITEM_HEADER + item - length;
    return item != UNDEFINED_LENGTH && overrun > 0 && overrun <= MAX_OVERRUN;
  }

  private boolean beginsWithItem() {
    return available >= size + 4
        && Tag.of(u16(size, bigEndianContent), u16(size + 2, bigEndianContent)) == Tag.Item;
  }

  private void rememberCreator() {
    if (Tag.isPrivateCreator(tag)
        && length >= 0
        && length <= Math.min(MAX_CREATOR, available - size)) {
      level.creator(
          tag,
          new String(bytes, at + size, (int) length, StandardCharsets.US_ASCII)
              .replace('\0', ' ')
              .strip());
    }
  }

  private int tagAt(int from) {
    return Tag.of(u16(from, level.bigEndian), u16(from + 2, level.bigEndian));
  }

  private int u16(int from, boolean bigEndian) {
    int first = bytes[at + from] & 0xFF;
    int second = bytes[at + from + 1] & 0xFF;
    return bigEndian ? (first << 8) | second : first | (second << 8);
  }

  private long length32(int from, boolean bigEndian) {
    long first = u16(from, bigEndian);
    long second = u16(from + 2, bigEndian);
    return bigEndian ? (first << 16) | second : first | (second << 16);
  }

  private long lengthAt(int from) {
    long value = length32(from, level.bigEndian);
    return value == UNDEFINED_LENGTH ? UNDEFINED : value;
  }
}
