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
      new TransferSyntax("1.2.840.10008.1.2", "Implicit VR Little Endian", Coding.IMPLICIT);
  public static final TransferSyntax ExplicitVRLittleEndian =
      new TransferSyntax("1.2.840.10008.1.2.1", "Explicit VR Little Endian", Coding.NATIVE);
  public static final TransferSyntax EncapsulatedUncompressedExplicitVRLittleEndian =
      new TransferSyntax(
          "1.2.840.10008.1.2.1.98",
          "Encapsulated Uncompressed Explicit VR Little Endian",
          Coding.LOSSLESS);
  public static final TransferSyntax DeflatedExplicitVRLittleEndian =
      new TransferSyntax(
          "1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", Coding.DEFLATED);
  public static final TransferSyntax ExplicitVRBigEndian =
      new TransferSyntax("1.2.840.10008.1.2.2", "Explicit VR Big Endian", Coding.BIG_ENDIAN);
  public static final TransferSyntax JPEGBaseline8Bit =
      new TransferSyntax("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)", Coding.LOSSY);
  public static final TransferSyntax JPEGExtended12Bit =
      new TransferSyntax("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 and 4)", Coding.LOSSY);
  public static final TransferSyntax JPEGExtended35 =
      new TransferSyntax("1.2.840.10008.1.2.4.52", "JPEG Extended (Process 3 and 5)", Coding.LOSSY);
  public static final TransferSyntax JPEGSpectralSelectionNonHierarchical68 =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.53",
          "JPEG Spectral Selection, Non-Hierarchical (Process 6 and 8)",
          Coding.LOSSY);
  public static final TransferSyntax JPEGSpectralSelectionNonHierarchical79 =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.54",
          "JPEG Spectral Selection, Non-Hierarchical (Process 7 and 9)",
          Coding.LOSSY);
  public static final TransferSyntax JPEGFullProgressionNonHierarchical1012 =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.55",
          "JPEG Full Progression, Non-Hierarchical (Process 10 and 12)",
          Coding.LOSSY);
  public static final TransferSyntax JPEGFullProgressionNonHierarchical1113 =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.56",
          "JPEG Full Progression, Non-Hierarchical (Process 11 and 13)",
          Coding.LOSSY);
  public static final TransferSyntax JPEGLossless =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.57",
          "JPEG Lossless, Non-Hierarchical (Process 14)",
          Coding.LOSSLESS);
  public static final TransferSyntax JPEGLosslessNonHierarchical15 =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.58",
          "JPEG Lossless, Non-Hierarchical (Process 15)",
          Coding.LOSSLESS);
  public static final TransferSyntax JPEGExtendedHierarchical1618 =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.59",
          "JPEG Extended, Hierarchical (Process 16 and 18)",
          Coding.LOSSY);
  public static final TransferSyntax JPEGExtendedHierarchical1719 =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.60",
          "JPEG Extended, Hierarchical (Process 17 and 19)",
          Coding.LOSSY);
  public static final TransferSyntax JPEGSpectralSelectionHierarchical2022 =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.61",
          "JPEG Spectral Selection, Hierarchical (Process 20 and 22)",
          Coding.LOSSY);
  public static final TransferSyntax JPEGSpectralSelectionHierarchical2123 =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.62",
          "JPEG Spectral Selection, Hierarchical (Process 21 and 23)",
          Coding.LOSSY);
  public static final TransferSyntax JPEGFullProgressionHierarchical2426 =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.63",
          "JPEG Full Progression, Hierarchical (Process 24 and 26)",
          Coding.LOSSY);
  public static final TransferSyntax JPEGFullProgressionHierarchical2527 =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.64",
          "JPEG Full Progression, Hierarchical (Process 25 and 27)",
          Coding.LOSSY);
  public static final TransferSyntax JPEGLosslessHierarchical28 =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.65", "JPEG Lossless, Hierarchical (Process 28)", Coding.LOSSLESS);
  public static final TransferSyntax JPEGLosslessHierarchical29 =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.66", "JPEG Lossless, Hierarchical (Process 29)", Coding.LOSSLESS);
  public static final TransferSyntax JPEGLosslessSV1 =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.70",
          "JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14 [Selection Value 1])",
          Coding.LOSSLESS);
  public static final TransferSyntax JPEGLSLossless =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.80", "JPEG-LS Lossless Image Compression", Coding.LOSSLESS);
  public static final TransferSyntax JPEGLSNearLossless =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.81",
          "JPEG-LS Lossy (Near-Lossless) Image Compression",
          Coding.LOSSY);
  public static final TransferSyntax JPEG2000Lossless =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.90", "JPEG 2000 Image Compression (Lossless Only)", Coding.LOSSLESS);
  public static final TransferSyntax JPEG2000 =
      new TransferSyntax("1.2.840.10008.1.2.4.91", "JPEG 2000 Image Compression", Coding.LOSSY);
  public static final TransferSyntax JPEG2000MCLossless =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.92",
          "JPEG 2000 Part 2 Multi-component Image Compression (Lossless Only)",
          Coding.LOSSLESS);
  public static final TransferSyntax JPEG2000MC =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.93",
          "JPEG 2000 Part 2 Multi-component Image Compression",
          Coding.LOSSY);
  public static final TransferSyntax JPIPReferenced =
      new TransferSyntax("1.2.840.10008.1.2.4.94", "JPIP Referenced", Coding.NATIVE_LOSSY);
  public static final TransferSyntax JPIPReferencedDeflate =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.95", "JPIP Referenced Deflate", Coding.DEFLATED_REFERENCE);
  public static final TransferSyntax MPEG2MPML =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.100", "MPEG2 Main Profile / Main Level", Coding.LOSSY);
  public static final TransferSyntax MPEG2MPMLF =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.100.1",
          "Fragmentable MPEG2 Main Profile / Main Level",
          Coding.LOSSY);
  public static final TransferSyntax MPEG2MPHL =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.101", "MPEG2 Main Profile / High Level", Coding.LOSSY);
  public static final TransferSyntax MPEG2MPHLF =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.101.1",
          "Fragmentable MPEG2 Main Profile / High Level",
          Coding.LOSSY);
  public static final TransferSyntax MPEG4HP41 =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile / Level 4.1", Coding.LOSSY);
  public static final TransferSyntax MPEG4HP41F =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.102.1",
          "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.1",
          Coding.LOSSY);
  public static final TransferSyntax MPEG4HP41BD =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.103",
          "MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1",
          Coding.LOSSY);
  public static final TransferSyntax MPEG4HP41BDF =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.103.1",
          "Fragmentable MPEG-4 AVC/H.264 BD-compatible High Profile / Level 4.1",
          Coding.LOSSY);
  public static final TransferSyntax MPEG4HP422D =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.104",
          "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video",
          Coding.LOSSY);
  public static final TransferSyntax MPEG4HP422DF =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.104.1",
          "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 2D Video",
          Coding.LOSSY);
  public static final TransferSyntax MPEG4HP423D =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.105",
          "MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video",
          Coding.LOSSY);
  public static final TransferSyntax MPEG4HP423DF =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.105.1",
          "Fragmentable MPEG-4 AVC/H.264 High Profile / Level 4.2 For 3D Video",
          Coding.LOSSY);
  public static final TransferSyntax MPEG4HP42STEREO =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.106",
          "MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2",
          Coding.LOSSY);
  public static final TransferSyntax MPEG4HP42STEREOF =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.106.1",
          "Fragmentable MPEG-4 AVC/H.264 Stereo High Profile / Level 4.2",
          Coding.LOSSY);
  public static final TransferSyntax HEVCMP51 =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile / Level 5.1", Coding.LOSSY);
  public static final TransferSyntax HEVCM10P51 =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.108", "HEVC/H.265 Main 10 Profile / Level 5.1", Coding.LOSSY);
  public static final TransferSyntax JPEGXLLossless =
      new TransferSyntax("1.2.840.10008.1.2.4.110", "JPEG XL Lossless", Coding.LOSSLESS);
  public static final TransferSyntax JPEGXLJPEGRecompression =
      new TransferSyntax("1.2.840.10008.1.2.4.111", "JPEG XL JPEG Recompression", Coding.LOSSLESS);
  public static final TransferSyntax JPEGXL =
      new TransferSyntax("1.2.840.10008.1.2.4.112", "JPEG XL", Coding.LOSSY);
  public static final TransferSyntax HTJ2KLossless =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.201",
          "High-Throughput JPEG 2000 Image Compression (Lossless Only)",
          Coding.LOSSLESS);
  public static final TransferSyntax HTJ2KLosslessRPCL =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.202",
          "High-Throughput JPEG 2000 with RPCL Options Image Compression (Lossless Only)",
          Coding.LOSSLESS);
  public static final TransferSyntax HTJ2K =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000 Image Compression", Coding.LOSSY);
  public static final TransferSyntax JPIPHTJ2KReferenced =
      new TransferSyntax("1.2.840.10008.1.2.4.204", "JPIP HTJ2K Referenced", Coding.NATIVE_LOSSY);
  public static final TransferSyntax JPIPHTJ2KReferencedDeflate =
      new TransferSyntax(
          "1.2.840.10008.1.2.4.205", "JPIP HTJ2K Referenced Deflate", Coding.DEFLATED_REFERENCE);
  public static final TransferSyntax RLELossless =
      new TransferSyntax("1.2.840.10008.1.2.5", "RLE Lossless", Coding.LOSSLESS);
  public static final TransferSyntax SMPTEST211020UncompressedProgressiveActiveVideo =
      new TransferSyntax(
          "1.2.840.10008.1.2.7.1",
          "SMPTE ST 2110-20 Uncompressed Progressive Active Video",
          Coding.NATIVE);
  public static final TransferSyntax SMPTEST211020UncompressedInterlacedActiveVideo =
      new TransferSyntax(
          "1.2.840.10008.1.2.7.2",
          "SMPTE ST 2110-20 Uncompressed Interlaced Active Video",
          Coding.NATIVE);
  public static final TransferSyntax SMPTEST211030PCMDigitalAudio =
      new TransferSyntax(
          "1.2.840.10008.1.2.7.3", "SMPTE ST 2110-30 PCM Digital Audio", Coding.NATIVE);
  public static final TransferSyntax DeflatedImageFrameCompression =
      new TransferSyntax(
          "1.2.840.10008.1.2.8.1", "Deflated Image Frame Compression", Coding.LOSSLESS);

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
  private final String name;
  private final Coding coding;

  private TransferSyntax(String uid, String name, Coding coding) {
    this.uid = uid;
    this.name = name;
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
    return known != null ? known : new TransferSyntax(uid, uid, Coding.LOSSY);
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
    return name;
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
    return name;
  }
}
