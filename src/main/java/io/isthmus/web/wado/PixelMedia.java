package io.isthmus.web.wado;

import io.isthmus.dicom.data.TransferSyntax;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The media types of bulk values and frames (PS3.18 Table 8.7.3-5; MT-12), each with the transfer
 * syntaxes that it stands for.
 */
enum PixelMedia {
  OCTET_STREAM("application/octet-stream", List.of()),
  JPEG("image/jpeg", List.of("image/dicom+jpeg"), "4.70", "4.50", "4.51", "4.57"),
  RLE("image/dicom-rle", List.of("image/x-dicom-rle"), "5"),
  JPEG_LS("image/jls", List.of("image/x-jls"), "4.80", "4.81"),
  JPEG_2000("image/jp2", List.of("image/x-jpeg2000"), "4.90", "4.91"),
  JPEG_2000_PART_2("image/jpx", List.of(), "4.92", "4.93"),
  HTJ2K("image/jphc", List.of("image/jhc"), "4.201", "4.202", "4.203"),
  JPEG_XL("image/jxl", List.of(), "4.110", "4.111", "4.112"),
  MPEG_2("video/mpeg", List.of("video/mpeg2"), "4.101", "4.100", "4.101.1", "4.100.1"),
  MPEG_4(
      "video/mp4",
      List.of(),
      "4.102",
      "4.103",
      "4.104",
      "4.105",
      "4.106",
      "4.102.1",
      "4.103.1",
      "4.104.1",
      "4.105.1",
      "4.106.1"),
  HEVC("video/h265", List.of(), "4.107", "4.108");

  private static final String ROOT = "1.2.840.10008.1.2.";

  private final String mediaType;

  @SuppressWarnings("ImmutableEnumChecker") // of strings, and made unmodifiable
  private final List<String> otherNames;

  @SuppressWarnings("ImmutableEnumChecker") // of strings, and made unmodifiable
  private final List<String> syntaxes;

  PixelMedia(String mediaType, List<String> otherNames, String... syntaxes) {
    this.mediaType = mediaType;
    this.otherNames = otherNames;
    this.syntaxes = Arrays.stream(syntaxes).map(ROOT::concat).toList();
  }

  String mediaType() {
    return mediaType;
  }

  /** The UIDs of the transfer syntaxes whose values are given under this type as they are. */
  List<String> syntaxes() {
    return syntaxes;
  }

  /**
   * The names by which clients ask for it, its own first: those of former editions (WADO-07), and
   * those that clients in use have by mistake.
   */
  List<String> names() {
    return Stream.concat(Stream.of(mediaType), otherNames.stream()).toList();
  }

  /** Whether pixel data in this transfer syntax is a stream that has no frames of its own. */
  static boolean isVideo(TransferSyntax syntax) {
    return List.of(MPEG_2, MPEG_4, HEVC).stream()
        .anyMatch(media -> media.syntaxes.contains(syntax.uid()));
  }

  /**
   * The transfer syntaxes in which values may be given under this type, the best first, whether or
   * not they can be made (MT-12, MT-13). Compressed pixels are an octet stream only to a client
   * that names their syntax or any (MT-16): another would take them for pixels.
   */
  List<TransferSyntax> targets(SyntaxWish wish, TransferSyntax stored) {
    TransferSyntax asStored = given(stored);
    boolean own = this == OCTET_STREAM || syntaxes.contains(stored.uid());
    return switch (wish) {
      case SyntaxWish.Unspecified() -> {
        boolean only = own && (stored.lossy() || stored.equals(usual()));
        yield only && this != OCTET_STREAM
            ? List.of(asStored)
            : own && this != OCTET_STREAM ? List.of(usual(), asStored) : List.of(usual());
      }
      case SyntaxWish.AsStored() -> List.of(own ? asStored : usual());
      case SyntaxWish.Named(TransferSyntax syntax) ->
          (syntax.equals(asStored) && own) || isOfType(syntax) ? List.of(syntax) : List.of();
    };
  }

  /** The transfer syntax that this type stands for where none is named. */
  private TransferSyntax usual() {
    return this == OCTET_STREAM
        ? TransferSyntax.ExplicitVRLittleEndian
        : TransferSyntax.of(syntaxes.getFirst());
  }

  private boolean isOfType(TransferSyntax syntax) {
    return syntax.equals(usual()) || syntaxes.contains(syntax.uid());
  }

  /** The type of codestreams in a transfer syntax, octets where it has none of its own. */
  static PixelMedia of(TransferSyntax syntax) {
    return Arrays.stream(values())
        .filter(media -> media.syntaxes.contains(syntax.uid()))
        .findFirst()
        .orElse(OCTET_STREAM);
  }

  /**
   * The transfer syntax that bytes of this one are told to be in: native ones are little endian
   * words (WADO-33).
   */
  static TransferSyntax given(TransferSyntax stored) {
    return stored.encapsulated() ? stored : TransferSyntax.ExplicitVRLittleEndian;
  }
}
