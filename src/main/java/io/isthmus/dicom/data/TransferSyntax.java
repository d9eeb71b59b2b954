package io.isthmus.dicom.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How a data set is encoded (PS3.5 10, PS3.6 A). Equal by UID. */
public final class TransferSyntax {
  private enum Coding {
    IMPLICIT,
    NATIVE,
    BIG_ENDIAN,
    DEFLATED,
    NATIVE_LOSSY,
    DEFLATED_REFERENCE,
    LOSSLESS,
    LOSSY
  }

  public static final TransferSyntax ImplicitVRLittleEndian =
      new TransferSyntax("1.2.840.10008.1.2", Coding.IMPLICIT);
  public static final TransferSyntax ExplicitVRLittleEndian =
      new TransferSyntax("1.2.840.10008.1.2.1", Coding.NATIVE);
  public static final TransferSyntax EncapsulatedUncompressedExplicitVRLittleEndian =
      new TransferSyntax("1.2.840.10008.1.2.1.98", Coding.LOSSLESS);
  public static final TransferSyntax DeflatedExplicitVRLittleEndian =
      new TransferSyntax("1.2.840.10008.1.2.1.99", Coding.DEFLATED);
  public static final TransferSyntax ExplicitVRBigEndian =
      new TransferSyntax("1.2.840.10008.1.2.2", Coding.BIG_ENDIAN);
  public static final TransferSyntax JPEGBaseline8Bit =
      new TransferSyntax("1.2.840.10008.1.2.4.50", Coding.LOSSY);
  public static final TransferSyntax JPEGExtended12Bit =
      new TransferSyntax("1.2.840.10008.1.2.4.51", Coding.LOSSY);
  public static final TransferSyntax JPEGExtended35 =
      new TransferSyntax("1.2.840.10008.1.2.4.52", Coding.LOSSY);
  public static final TransferSyntax JPEGSpectralSelectionNonHierarchical68 =
      new TransferSyntax("1.2.840.10008.1.2.4.53", Coding.LOSSY);
  public static final TransferSyntax JPEGSpectralSelectionNonHierarchical79 =
      new TransferSyntax("1.2.840.10008.1.2.4.54", Coding.LOSSY);
  public static final TransferSyntax JPEGFullProgressionNonHierarchical1012 =
      new TransferSyntax("1.2.840.10008.1.2.4.55", Coding.LOSSY);
  public static final TransferSyntax JPEGFullProgressionNonHierarchical1113 =
      new TransferSyntax("1.2.840.10008.1.2.4.56", Coding.LOSSY);
  public static final TransferSyntax JPEGLossless =
      new TransferSyntax("1.2.840.10008.1.2.4.57", Coding.LOSSLESS);
  public static final TransferSyntax JPEGLosslessNonHierarchical15 =
      new TransferSyntax("1.2.840.10008.1.2.4.58", Coding.LOSSLESS);
  public static final TransferSyntax JPEGExtendedHierarchical1618 =
      new TransferSyntax("1.2.840.10008.1.2.4.59", Coding.LOSSY);
  public static final TransferSyntax JPEGExtendedHierarchical1719 =
      new TransferSyntax("1.2.840.10008.1.2.4.60", Coding.LOSSY);
  public static final TransferSyntax JPEGSpectralSelectionHierarchical2022 =
      new TransferSyntax("1.2.840.10008.1.2.4.61", Coding.LOSSY);
  public static final TransferSyntax JPEGSpectralSelectionHierarchical2123 =
      new TransferSyntax("1.2.840.10008.1.2.4.62", Coding.LOSSY);
  public static final TransferSyntax JPEGFullProgressionHierarchical2426 =
      new TransferSyntax("1.2.840.10008.1.2.4.63", Coding.LOSSY);
  public static final TransferSyntax JPEGFullProgressionHierarchical2527 =
      new TransferSyntax("1.2.840.10008.1.2.4.64", Coding.LOSSY);
  public static final TransferSyntax JPEGLosslessHierarchical28 =
      new TransferSyntax("1.2.840.10008.1.2.4.65", Coding.LOSSLESS);
  public static final TransferSyntax JPEGLosslessHierarchical29 =
      new TransferSyntax("1.2.840.10008.1.2.4.66", Coding.LOSSLESS);
  public static final TransferSyntax JPEGLosslessSV1 =
      new TransferSyntax("1.2.840.10008.1.2.4.70", Coding.LOSSLESS);
  public static final TransferSyntax JPEGLSLossless =
      new TransferSyntax("1.2.840.10008.1.2.4.80", Coding.LOSSLESS);
  public static final TransferSyntax JPEGLSNearLossless =
      new TransferSyntax("1.2.840.10008.1.2.4.81", Coding.LOSSY);
  public static final TransferSyntax JPEG2000Lossless =
      new TransferSyntax("1.2.840.10008.1.2.4.90", Coding.LOSSLESS);
  public static final TransferSyntax JPEG2000 =
      new TransferSyntax("1.2.840.10008.1.2.4.91", Coding.LOSSY);
  public static final TransferSyntax JPEG2000MCLossless =
      new TransferSyntax("1.2.840.10008.1.2.4.92", Coding.LOSSLESS);
  public static final TransferSyntax JPEG2000MC =
      new TransferSyntax("1.2.840.10008.1.2.4.93", Coding.LOSSY);
  public static final TransferSyntax JPIPReferenced =
      new TransferSyntax("1.2.840.10008.1.2.4.94", Coding.NATIVE_LOSSY);
  public static final TransferSyntax JPIPReferencedDeflate =
      new TransferSyntax("1.2.840.10008.1.2.4.95", Coding.DEFLATED_REFERENCE);
  public static final TransferSyntax MPEG2MPML =
      new TransferSyntax("1.2.840.10008.1.2.4.100", Coding.LOSSY);
  public static final TransferSyntax MPEG2MPMLF =
      new TransferSyntax("1.2.840.10008.1.2.4.100.1", Coding.LOSSY);
  public static final TransferSyntax MPEG2MPHL =
      new TransferSyntax("1.2.840.10008.1.2.4.101", Coding.LOSSY);
  public static final TransferSyntax MPEG2MPHLF =
      new TransferSyntax("1.2.840.10008.1.2.4.101.1", Coding.LOSSY);
  public static final TransferSyntax MPEG4HP41 =
      new TransferSyntax("1.2.840.10008.1.2.4.102", Coding.LOSSY);
  public static final TransferSyntax MPEG4HP41F =
      new TransferSyntax("1.2.840.10008.1.2.4.102.1", Coding.LOSSY);
  public static final TransferSyntax MPEG4HP41BD =
      new TransferSyntax("1.2.840.10008.1.2.4.103", Coding.LOSSY);
  public static final TransferSyntax MPEG4HP41BDF =
      new TransferSyntax("1.2.840.10008.1.2.4.103.1", Coding.LOSSY);
  public static final TransferSyntax MPEG4HP422D =
      new TransferSyntax("1.2.840.10008.1.2.4.104", Coding.LOSSY);
  public static final TransferSyntax MPEG4HP422DF =
      new TransferSyntax("1.2.840.10008.1.2.4.104.1", Coding.LOSSY);
  public static final TransferSyntax MPEG4HP423D =
      new TransferSyntax("1.2.840.10008.1.2.4.105", Coding.LOSSY);
  public static final TransferSyntax MPEG4HP423DF =
      new TransferSyntax("1.2.840.10008.1.2.4.105.1", Coding.LOSSY);
  public static final TransferSyntax MPEG4HP42STEREO =
      new TransferSyntax("1.2.840.10008.1.2.4.106", Coding.LOSSY);
  public static final TransferSyntax MPEG4HP42STEREOF =
      new TransferSyntax("1.2.840.10008.1.2.4.106.1", Coding.LOSSY);
  public static final TransferSyntax HEVCMP51 =
      new TransferSyntax("1.2.840.10008.1.2.4.107", Coding.LOSSY);
  public static final TransferSyntax HEVCM10P51 =
      new TransferSyntax("1.2.840.10008.1.2.4.108", Coding.LOSSY);
  public static final TransferSyntax JPEGXLLossless =
      new TransferSyntax("1.2.840.10008.1.2.4.110", Coding.LOSSLESS);
  public static final TransferSyntax JPEGXLJPEGRecompression =
      new TransferSyntax("1.2.840.10008.1.2.4.111", Coding.LOSSLESS);
  public static final TransferSyntax JPEGXL =
      new TransferSyntax("1.2.840.10008.1.2.4.112", Coding.LOSSY);
  public static final TransferSyntax HTJ2KLossless =
      new TransferSyntax("1.2.840.10008.1.2.4.201", Coding.LOSSLESS);
  public static final TransferSyntax HTJ2KLosslessRPCL =
      new TransferSyntax("1.2.840.10008.1.2.4.202", Coding.LOSSLESS);
  public static final TransferSyntax HTJ2K =
      new TransferSyntax("1.2.840.10008.1.2.4.203", Coding.LOSSY);
  public static final TransferSyntax JPIPHTJ2KReferenced =
      new TransferSyntax("1.2.840.10008.1.2.4.204", Coding.NATIVE_LOSSY);
  public static final TransferSyntax JPIPHTJ2KReferencedDeflate =
      new TransferSyntax("1.2.840.10008.1.2.4.205", Coding.DEFLATED_REFERENCE);
  public static final TransferSyntax RLELossless =
      new TransferSyntax("1.2.840.10008.1.2.5", Coding.LOSSLESS);
  public static final TransferSyntax SMPTEST211020UncompressedProgressiveActiveVideo =
      new TransferSyntax("1.2.840.10008.1.2.7.1", Coding.NATIVE);
  public static final TransferSyntax SMPTEST211020UncompressedInterlacedActiveVideo =
      new TransferSyntax("1.2.840.10008.1.2.7.2", Coding.NATIVE);
  public static final TransferSyntax SMPTEST211030PCMDigitalAudio =
      new TransferSyntax("1.2.840.10008.1.2.7.3", Coding.NATIVE);
  public static final TransferSyntax DeflatedImageFrameCompression =
      new TransferSyntax("1.2.840.10008.1.2.8.1", Coding.LOSSLESS);

  private static final List<TransferSyntax> ALL =
      List.of(
          ImplicitVRLittleEndian,
          ExplicitVRLittleEndian,
          EncapsulatedUncompressedExplicitVRLittleEndian,
          DeflatedExplicitVRLittleEndian,
          ExplicitVRBigEndian,
          JPEGBaseline8Bit,
          JPEGExtended12Bit,
          JPEGExtended35,
          JPEGSpectralSelectionNonHierarchical68,
          JPEGSpectralSelectionNonHierarchical79,
          JPEGFullProgressionNonHierarchical1012,
          JPEGFullProgressionNonHierarchical1113,
          JPEGLossless,
          JPEGLosslessNonHierarchical15,
          JPEGExtendedHierarchical1618,
          JPEGExtendedHierarchical1719,
          JPEGSpectralSelectionHierarchical2022,
          JPEGSpectralSelectionHierarchical2123,
          JPEGFullProgressionHierarchical2426,
          JPEGFullProgressionHierarchical2527,
          JPEGLosslessHierarchical28,
          JPEGLosslessHierarchical29,
          JPEGLosslessSV1,
          JPEGLSLossless,
          JPEGLSNearLossless,
          JPEG2000Lossless,
          JPEG2000,
          JPEG2000MCLossless,
          JPEG2000MC,
          JPIPReferenced,
          JPIPReferencedDeflate,
          MPEG2MPML,
          MPEG2MPMLF,
          MPEG2MPHL,
          MPEG2MPHLF,
          MPEG4HP41,
          MPEG4HP41F,
          MPEG4HP41BD,
          MPEG4HP41BDF,
          MPEG4HP422D,
          MPEG4HP422DF,
          MPEG4HP423D,
          MPEG4HP423DF,
          MPEG4HP42STEREO,
          MPEG4HP42STEREOF,
          HEVCMP51,
          HEVCM10P51,
          JPEGXLLossless,
          JPEGXLJPEGRecompression,
          JPEGXL,
          HTJ2KLossless,
          HTJ2KLosslessRPCL,
          HTJ2K,
          JPIPHTJ2KReferenced,
          JPIPHTJ2KReferencedDeflate,
          RLELossless,
          SMPTEST211020UncompressedProgressiveActiveVideo,
          SMPTEST211020UncompressedInterlacedActiveVideo,
          SMPTEST211030PCMDigitalAudio,
          DeflatedImageFrameCompression);
  private static final Map<String, TransferSyntax> BY_UID =
      ALL.stream().collect(Collectors.toUnmodifiableMap(TransferSyntax::uid, Function.identity()));

  private final String uid;
  private final Coding coding;

  private TransferSyntax(String uid, Coding coding) {
    this.uid = uid;
    this.coding = coding;
  }

  /** The transfer syntax with this UID, if the standard defines it. */
  public static Optional<TransferSyntax> find(String uid) {
    return Optional.ofNullable(BY_UID.get(uid));
  }

  /**
   * The transfer syntax with this UID. One that the standard does not define is taken for Explicit
   * VR Little Endian with encapsulated pixel data (PS3.5 A.4), lossy until known better.
   */
  public static TransferSyntax of(String uid) {
    TransferSyntax known = BY_UID.get(uid);
    return known != null ? known : new TransferSyntax(uid, Coding.LOSSY);
  }

  /** All that the standard defines, retired ones included, in the order of their UIDs. */
  public static List<TransferSyntax> all() {
    return ALL;
  }

  /** The unique identifier. */
  public String uid() {
    return uid;
  }

  /** The name in PS3.6, or the UID. */
  public String name() {
    return SopClass.name(uid).orElse(uid);
  }

  /** Elements state their VR (PS3.5 7.1.2). */
  public boolean explicitVr() {
    return coding != Coding.IMPLICIT;
  }

  /** Most significant byte first (PS3.5 7.3). */
  public boolean bigEndian() {
    return coding == Coding.BIG_ENDIAN;
  }

  /** The data set is compressed as a whole (PS3.5 A.5). */
  public boolean deflated() {
    return coding == Coding.DEFLATED || coding == Coding.DEFLATED_REFERENCE;
  }

  /** Pixel data is a sequence of fragments (PS3.5 A.4). */
  public boolean encapsulated() {
    return coding == Coding.LOSSLESS || coding == Coding.LOSSY;
  }

  /** The pixels may have lost information in this encoding. */
  public boolean lossy() {
    return coding == Coding.LOSSY
        || coding == Coding.NATIVE_LOSSY
        || coding == Coding.DEFLATED_REFERENCE;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TransferSyntax syntax && uid.equals(syntax.uid);
  }

  @Override
  public int hashCode() {
    return uid.hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
