package io.isthmus.web.wado;

import io.isthmus.dicom.data.TransferSyntax;
import java.util.List;
import java.util.stream.Stream;

/**
 * The media types in which instances and what is in them are given, for those who describe the
 * resources; each with the transfer syntaxes that a client may name (PS3.18 8.7.3.5). The default
 * is first.
 */
public final class WadoMedia {
  private static final String SYNTAX = "; transfer-syntax=";
  private static final List<String> FILES =
      List.of("", SYNTAX + "*", SYNTAX + TransferSyntax.ExplicitVRLittleEndian.uid());

  private WadoMedia() {}

  /** Of studies and series: files, or the bulk values in them (WADO-10). */
  public static List<String> instances() {
    return Stream.of(
            files("multipart/related; type=\"application/dicom\""),
            files("application/zip"),
            pixels(true))
        .flatMap(types -> types)
        .toList();
  }

  /** Of one instance, which may come by itself (WADO-09). */
  public static List<String> instance() {
    return Stream.concat(instances().stream(), files("application/dicom")).toList();
  }

  /** Of metadata. */
  public static List<String> metadata() {
    return MetadataResource.MEDIA_TYPES;
  }

  /** Of the bulk values of several instances. */
  public static List<String> collections() {
    return pixels(true).toList();
  }

  /** Of frames and of one bulk value, which may come by themselves. */
  public static List<String> values() {
    return Stream.of(true, false).flatMap(WadoMedia::pixels).toList();
  }

  private static Stream<String> files(String type) {
    return FILES.stream().map(type::concat);
  }

  private static Stream<String> pixels(boolean multipart) {
    return Stream.of(PixelMedia.values())
        .flatMap(media -> {
          String type = media.mediaType();
          Stream<String> syntaxes =
              media == PixelMedia.OCTET_STREAM
                  ? FILES.stream()
                  : media.syntaxes().stream().map(SYNTAX::concat);
          return syntaxes.map(
              (multipart ? "multipart/related; type=\"" + type + "\"" : type)::concat);
        });
  }
}
