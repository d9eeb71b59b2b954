package io.isthmus.pixel.codec;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.FrameDescription;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a whole instance becomes one of another transfer syntax. Its attributes say what its pixels
 * are afterwards, and what they have been through (PS3.3 C.7.6.1.1.5, C.7.6.3).
 */
public final class InstanceConversion {
  private static final long LONGEST_VALUE = 0xFFFFFFFEL;

  /**
   * Those in which every codestream has lost something, with what the standard calls the method.
   */
  private static final List<TransferSyntax> LOSSY_JPEG =
      List.of(
          TransferSyntax.JPEGBaseline8Bit,
          TransferSyntax.JPEGExtended12Bit,
          TransferSyntax.JPEGSpectralSelectionNonHierarchical68,
          TransferSyntax.JPEGFullProgressionNonHierarchical1012);

  private final Transcoder transcoder;
  private final DataSet dataSet;
  private final TransferSyntax from;
  private final TransferSyntax to;
  private final Optional<FrameConversion> pixels;

  private InstanceConversion(
      Transcoder transcoder,
      DataSet dataSet,
      TransferSyntax from,
      TransferSyntax to,
      Optional<FrameConversion> pixels) {
    this.transcoder = transcoder;
    this.dataSet = dataSet;
    this.from = from;
    this.to = to;
    this.pixels = pixels;
  }

  /**
   * Plans it; empty where it cannot be done. What has no pixel data that could be compressed is
   * given in Explicit VR Little Endian where a compressed transfer syntax is wanted.
   *
   * @param dataSet its binary values located
   */
  static Optional<InstanceConversion> plan(
      Transcoder transcoder, DataSet dataSet, TransferSyntax from, TransferSyntax to) {
    if (!hasPixels(dataSet)) {
      TransferSyntax given = to.encapsulated() ? TransferSyntax.ExplicitVRLittleEndian : to;
      return to.lossy()
          ? Optional.empty()
          : Optional.of(new InstanceConversion(transcoder, dataSet, from, given, Optional.empty()));
    }
    return transcoder
        .conversion(dataSet, from, to)
        .filter(conversion -> to.encapsulated() || length(dataSet, conversion) <= LONGEST_VALUE)
        .map(conversion ->
            new InstanceConversion(transcoder, dataSet, from, to, Optional.of(conversion)))
        .filter(plan -> plan.iconsCanBeWritten(dataSet));
  }

  /** The transfer syntax that it comes to be in. */
  public TransferSyntax target() {
    return to;
  }

  /** How the frames of its pixel data are converted, if it has any. */
  public Optional<FrameConversion> pixels() {
    return pixels;
  }

  /**
   * Writes the data set.
   *
   * @param bytes that the located values are in
   * @param frames converted, one for each frame of the pixel data
   */
  public void write(PositionalReads bytes, FrameSupply frames, OutputStream out)
      throws IOException {
    new ConversionWriter(this, bytes, out).write(converted(), frames);
  }

  /** Native pixels of an item, such as an icon; decoded if they are encapsulated (PS3.5 A.4). */
  byte[] nativePixels(PositionalReads bytes, DataSet item, Element.Located located)
      throws IOException {
    Frames frames =
        Frames.of(bytes, item, located)
            .orElseThrow(() -> CodecException.malformed("an icon of no frame"));
    return itemConversion(item).orElseThrow().convert(frames.read(1), transcoder.ofIcons());
  }

  /** The attributes of an item whose encapsulated pixels become native. */
  DataSet nativeItem(DataSet item) {
    return itemConversion(item)
        .map(conversion -> described(item.toBuilder(), item, conversion).build())
        .orElse(item);
  }

  private Optional<FrameConversion> itemConversion(DataSet item) {
    return transcoder.conversion(item, from, TransferSyntax.ExplicitVRLittleEndian);
  }

  private boolean iconsCanBeWritten(DataSet level) {
    for (Element element : level) {
      if (element instanceof Element.Items sequence) {
        for (DataSet item : sequence.items()) {
          boolean packed =
              item.get(Tag.PixelData).orElse(null) instanceof Element.Located located
                  && located.encapsulated();
          if ((packed && itemConversion(item).isEmpty()) || !iconsCanBeWritten(item)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private DataSet converted() {
    if (pixels.isEmpty()) {
      return dataSet;
    }
    DataSetBuilder builder =
        dataSet.toBuilder()
            .remove(Tag.ExtendedOffsetTable)
            .remove(Tag.ExtendedOffsetTableLengths)
            .remove(Tag.EncapsulatedPixelDataValueTotalLength);
    described(builder, dataSet, pixels.get());
    if (LOSSY_JPEG.contains(from)) {
      markLossy(builder, pixels.get());
    }
    return builder.build();
  }

  /** States what has changed and nothing else. */
  private static DataSetBuilder described(
      DataSetBuilder builder, DataSet image, FrameConversion conversion) {
    FrameDescription given = conversion.given();
    if (!image
        .string(Tag.PhotometricInterpretation)
        .orElse("")
        .equals(given.photometricInterpretation())) {
      builder.text(Tag.PhotometricInterpretation, given.photometricInterpretation());
    }
    if (given.samplesPerPixel() > 1) {
      builder.us(Tag.PlanarConfiguration, given.byPlane() ? 1 : 0);
    }
    if (image.contains(Tag.BitsStored)
        && (image.integer(Tag.BitsAllocated).orElse(0) != given.bitsAllocated()
            || image.integer(Tag.BitsStored).orElse(0) != given.bitsStored()
            || image.integer(Tag.HighBit).orElse(-1) != given.highBit())) {
      builder
          .us(Tag.BitsAllocated, given.bitsAllocated())
          .us(Tag.BitsStored, given.bitsStored())
          .us(Tag.HighBit, given.highBit());
    }
    return builder;
  }

  /** What the transfer syntax told by itself has to stand in the attributes from now on. */
  private void markLossy(DataSetBuilder builder, FrameConversion conversion) {
    builder.text(Tag.LossyImageCompression, "01");
    if (dataSet.string(Tag.LossyImageCompressionMethod).isEmpty()) {
      builder.text(Tag.LossyImageCompressionMethod, "ISO_10918_1");
    }
    if (dataSet.string(Tag.LossyImageCompressionRatio).isEmpty()
        && dataSet.get(Tag.PixelData).orElse(null) instanceof Element.Located located) {
      double ratio = (double) length(dataSet, conversion) / located.length();
      builder.text(Tag.LossyImageCompressionRatio, String.format(Locale.ROOT, "%.4g", ratio));
    }
  }

  private static boolean hasPixels(DataSet dataSet) {
    return dataSet.get(Tag.PixelData).filter(Element.Located.class::isInstance).isPresent();
  }

  /** Bytes of all frames as native pixels. */
  static long length(DataSet dataSet, FrameConversion conversion) {
    long frames = dataSet.integer(Tag.NumberOfFrames).orElse(1);
    return (frames * conversion.nativeBits() + Byte.SIZE - 1) / Byte.SIZE;
  }
}
