package io.isthmus.archive.dimse;

import io.isthmus.dicom.data.TransferSyntax;
import java.util.List;
import java.util.stream.Stream;

/**
 * The transfer syntaxes in which instances are taken from a PACS. All are passed on as they are, so
 * none is left out for want of a codec; compressed ones come first (DIM-06). Left out is what no
 * archive stores: referenced pixel data, live video and audio, and the hierarchical processes of
 * JPEG, retired in 2003.
 */
final class PassedSyntaxes {
  static final List<String> UIDS =
      Stream.of(
              TransferSyntax.JPEG2000Lossless,
              TransferSyntax.JPEG2000,
              TransferSyntax.JPEGLosslessSV1,
              TransferSyntax.JPEGLossless,
              TransferSyntax.JPEGBaseline8Bit,
              TransferSyntax.JPEGExtended12Bit,
              TransferSyntax.JPEGLSLossless,
              TransferSyntax.JPEGLSNearLossless,
              TransferSyntax.RLELossless,
              TransferSyntax.HTJ2KLossless,
              TransferSyntax.HTJ2KLosslessRPCL,
              TransferSyntax.HTJ2K,
              TransferSyntax.JPEGXLLossless,
              TransferSyntax.JPEGXLJPEGRecompression,
              TransferSyntax.JPEGXL,
              TransferSyntax.JPEG2000MCLossless,
              TransferSyntax.JPEG2000MC,
              TransferSyntax.JPEGSpectralSelectionNonHierarchical68,
              TransferSyntax.JPEGFullProgressionNonHierarchical1012,
              TransferSyntax.MPEG2MPML,
              TransferSyntax.MPEG2MPHL,
              TransferSyntax.MPEG4HP41,
              TransferSyntax.MPEG4HP41BD,
              TransferSyntax.MPEG4HP422D,
              TransferSyntax.MPEG4HP423D,
              TransferSyntax.MPEG4HP42STEREO,
              TransferSyntax.HEVCMP51,
              TransferSyntax.HEVCM10P51,
              TransferSyntax.DeflatedImageFrameCompression,
              TransferSyntax.EncapsulatedUncompressedExplicitVRLittleEndian,
              TransferSyntax.ExplicitVRLittleEndian,
              TransferSyntax.ImplicitVRLittleEndian,
              TransferSyntax.DeflatedExplicitVRLittleEndian,
              TransferSyntax.ExplicitVRBigEndian)
          .map(TransferSyntax::uid)
          .toList();

  private PassedSyntaxes() {}
}
