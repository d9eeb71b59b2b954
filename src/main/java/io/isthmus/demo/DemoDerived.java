package io.isthmus.demo;

import io.isthmus.demo.data.DemoInstance;
import io.isthmus.demo.picture.Picture;
import io.isthmus.demo.picture.PixelFormat;
import io.isthmus.dicom.codec.DataSetWriter;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Uid;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.scp.DimseStatusException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the demo archive makes of what it holds: parts of instances (PS3.4 Y, Z). */
final class DemoDerived {
  private static final int NO_FRAME_FOUND = 0xAA00;
  private static final int CANNOT_EXTRACT = 0xAA02;

  private DemoDerived() {}

  /** An instance without its bulk data (PS3.4 Table Z.1-1). */
  static DemoObject withoutBulkData(DemoObject whole) {
    DataSetBuilder kept = whole.header().toBuilder();
    for (Element element : whole.header()) {
      if (isBulkData(element.tag())) {
        kept.remove(element.tag());
      }
    }
    List<DataSet> waveforms = whole.header().items(Tag.WaveformSequence);
    if (!waveforms.isEmpty()) {
      kept.items(
          Tag.WaveformSequence,
          waveforms.stream().map(one -> one.toBuilder().remove(Tag.WaveformData).build()).toList());
    }
    return new Header(kept.build(), whole.transferSyntaxes());
  }

  /** Pixel, spectroscopy, overlay, curve and audio data at the top level. */
  private static boolean isBulkData(int tag) {
    int group = Tag.group(tag);
    int element = Tag.element(tag);
    boolean repeating = group >>> 8 == 0x50 || group >>> 8 == 0x60;
    return group == 0x7FE0
        || tag == Tag.SpectroscopyData
        || (repeating && (element == 0x3000 || element == 0x200C));
  }

  /**
   * A new instance of some frames of another (PS3.4 Y.3.3).
   *
   * @throws DimseStatusException when it has none of them, or cannot be taken apart
   */
  static DemoObject frames(DemoObject whole, DataSet identifier) throws DimseStatusException {
    List<Integer> asked =
        identifier.strings(Tag.SimpleFrameList).stream().map(Integer::valueOf).toList();
    if (!(whole instanceof DemoObject.MadeUp(DemoInstance instance))
        || instance.picture().isEmpty()) {
      throw new DimseStatusException(DimseStatus.of(CANNOT_EXTRACT));
    }
    Picture all = instance.picture().get();
    List<Integer> found = asked.stream().filter(one -> one >= 1 && one <= all.frames()).toList();
    if (found.isEmpty()) {
      throw new DimseStatusException(DimseStatus.of(NO_FRAME_FOUND));
    }
    DataSet extraction =
        DataSet.builder()
            .put(identifier.get(Tag.SimpleFrameList).orElseThrow())
            .uid(Tag.MultiFrameSourceSOPInstanceUID, instance.sopInstanceUid())
            .build();
    String name = instance.sopInstanceUid() + found;
    DataSet header =
        instance.header().toBuilder()
            .uid(
                Tag.SOPInstanceUID,
                Uid.fromUuid(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.US_ASCII))))
            .text(Tag.NumberOfFrames, Integer.toString(found.size()))
            .items(Tag.FrameExtractionSequence, extraction)
            .build();
    return new DemoObject.MadeUp(
        new DemoInstance(header, instance.transferSyntax(), Optional.of(new Selected(all, found))));
  }

  /** Some frames of a picture. */
  private record Selected(Picture all, List<Integer> numbers) implements Picture {
    @Override
    public PixelFormat format() {
      return all.format();
    }

    @Override
    public int frames() {
      return numbers.size();
    }

    @Override
    public Rows frame(int index) {
      return all.frame(numbers.get(index) - 1);
    }
  }

  /** A data set as it stands. */
  private record Header(DataSet header, List<TransferSyntax> transferSyntaxes)
      implements DemoObject {
    @Override
    public InputStream open(TransferSyntax syntax) {
      return new ByteArrayInputStream(DataSetWriter.encode(header, syntax));
    }
  }
}
