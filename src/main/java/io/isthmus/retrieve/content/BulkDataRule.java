package io.isthmus.retrieve.content;

import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;

/**
 * Which values metadata names by their address only (WADO-21): binary ones. Text and numbers stand
 * in it whatever their size.
 */
public final class BulkDataRule {
  /** Most bytes of a binary value that stand in the metadata themselves. */
  public static final int INLINE_BYTES = 1024;

  private static final int OVERLAY_GROUPS = 0xFF00;
  private static final int FIRST_OVERLAY_GROUP = 0x6000;

  private BulkDataRule() {}

  /** Whether an element, which has a value, is bulk data. */
  public static boolean isBulk(Element element) {
    return switch (element) {
      case Element.Located located -> true;
      case Element.Fragments fragments -> true;
      case Element.Referenced referenced -> true;
      case Element.Items items -> false;
      case Element.Value value ->
          value.vr().isBytes()
              && (isAlwaysBulk(value.tag()) || value.bytes().length > INLINE_BYTES);
    };
  }

  /** As above, where the smallest values are located too. */
  static boolean isBulk(Element.Located place) {
    return place.length() > 0
        && (place.encapsulated() || isAlwaysBulk(place.tag()) || place.length() > INLINE_BYTES);
  }

  private static boolean isAlwaysBulk(int tag) {
    return switch (tag) {
      case Tag.PixelData,
          Tag.FloatPixelData,
          Tag.DoubleFloatPixelData,
          Tag.EncapsulatedDocument,
          Tag.WaveformData,
          Tag.SpectroscopyData ->
          true;
      default -> isOverlayData(tag);
    };
  }

  /** (60xx,3000) of the repeating groups (PS3.5 7.6). */
  private static boolean isOverlayData(int tag) {
    int group = Tag.group(tag);
    return (group & OVERLAY_GROUPS) == FIRST_OVERLAY_GROUP
        && Tag.of(FIRST_OVERLAY_GROUP, tag & 0xFFFF) == Tag.OverlayData;
  }
}
