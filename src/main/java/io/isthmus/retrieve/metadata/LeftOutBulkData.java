package io.isthmus.retrieve.metadata;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.ElementPath;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import java.util.ArrayList;
import java.util.List;

/**
 * What an instance that came without its bulk data (PS3.4 Z) has left out, by what describes it:
 * the values themselves are had from their addresses, for which the whole instance is retrieved
 * (DIM-27).
 */
final class LeftOutBulkData {
  private static final String MR_SPECTROSCOPY_STORAGE = "1.2.840.10008.5.1.4.1.1.4.2";
  private static final int LAST_REPEATING_GROUP = 0x1E;
  private static final int NEXT_GROUP = 0x00020000;
  private static final int CURVE_DIMENSIONS = 0x50000005;
  private static final int CURVE_DATA = 0x50003000;
  private static final int TYPE_OF_AUDIO = 0x50002000;
  private static final int AUDIO_DATA = 0x5000200C;
  private static final int FLOAT_BITS = 32;
  private static final int DOUBLE_BITS = 64;

  private final TransferSyntax syntax;
  private final String address;

  /**
   * Of one instance.
   *
   * @param address what the addresses of its values begin with
   */
  LeftOutBulkData(TransferSyntax syntax, String address) {
    this.syntax = syntax;
    this.address = address;
  }

  /** The data set with an address in the place of each value. */
  DataSet restored(DataSet described) {
    DataSetBuilder whole = described.toBuilder();
    pixels(described, whole);
    if (described.string(Tag.SOPClassUID).filter(MR_SPECTROSCOPY_STORAGE::equals).isPresent()
        && !described.contains(Tag.SpectroscopyData)) {
      whole.put(at(Tag.SpectroscopyData, Vr.OF));
    }
    for (int group = 0; group <= LAST_REPEATING_GROUP; group += 2) {
      int distance = group / 2 * NEXT_GROUP;
      boolean bitsOfPixels = described.integer(Tag.OverlayBitsAllocated + distance).orElse(1) != 1;
      if (!bitsOfPixels) {
        repeating(described, Tag.OverlayRows + distance, Tag.OverlayData + distance, whole);
      }
      repeating(described, CURVE_DIMENSIONS + distance, CURVE_DATA + distance, whole);
      repeating(described, TYPE_OF_AUDIO + distance, AUDIO_DATA + distance, whole);
    }
    waveforms(described, whole);
    return whole.build();
  }

  /** Integers have a sign or not; floating point numbers do not say (PS3.3 C.7.6.3, C.7.6.24). */
  private void pixels(DataSet described, DataSetBuilder whole) {
    boolean picture =
        described.contains(Tag.Rows)
            && described.contains(Tag.Columns)
            && described.contains(Tag.BitsAllocated);
    boolean there =
        described.contains(Tag.PixelData)
            || described.contains(Tag.FloatPixelData)
            || described.contains(Tag.DoubleFloatPixelData)
            || described.contains(Tag.PixelDataProviderURL);
    if (!picture || there) {
      return;
    }
    int bits = described.integer(Tag.BitsAllocated).orElse(0);
    if (described.contains(Tag.PixelRepresentation)) {
      whole.put(at(Tag.PixelData, vrOfIntegers(bits)));
    } else if (bits == FLOAT_BITS) {
      whole.put(at(Tag.FloatPixelData, Vr.OF));
    } else if (bits == DOUBLE_BITS) {
      whole.put(at(Tag.DoubleFloatPixelData, Vr.OD));
    }
  }

  /** Of bytes that are not compressed either is right, unless no VR is written (PS3.5 A.1, A.2). */
  private Vr vrOfIntegers(int bits) {
    boolean bytes = bits <= Byte.SIZE && syntax.explicitVr();
    return bytes || syntax.encapsulated() ? Vr.OB : Vr.OW;
  }

  private void repeating(DataSet described, int sign, int value, DataSetBuilder whole) {
    if (described.contains(sign) && !described.contains(value)) {
      whole.put(at(value, Vr.OW));
    }
  }

  private void waveforms(DataSet described, DataSetBuilder whole) {
    List<DataSet> items = described.items(Tag.WaveformSequence);
    if (items.isEmpty()) {
      return;
    }
    List<DataSet> restored = new ArrayList<>();
    for (DataSet item : items) {
      ElementPath path = ElementPath.of(Tag.WaveformSequence, restored.size(), Tag.WaveformData);
      restored.add(
          item.contains(Tag.WaveformData) ? item : item.toBuilder().put(at(path, Vr.OW)).build());
    }
    whole.items(Tag.WaveformSequence, restored);
  }

  private Element at(int tag, Vr vr) {
    return at(ElementPath.of(tag), vr);
  }

  private Element at(ElementPath path, Vr vr) {
    return new Element.Referenced(path.tag(), vr, address + path);
  }
}
