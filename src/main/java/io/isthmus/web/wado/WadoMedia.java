package io.isthmus.web.wado;

import io.isthmus.dicom.data.TransferSyntax;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The media types in which instances and what is in them are given, for those who describe the
 * resources; each with the transfer syntaxes that a client may name (PS3.18 8.7.3.5). Images can be
 * had as they are stored ({@code *}), and in the transfer syntaxes that can be made here and now:
 * what has no encoder is not named (MT-14). The default is first.
 */
public final class WadoMedia {
  private static final String SYNTAX = "; transfer-syntax=";
  private static final List<String> NATIVE =
      List.of("", SYNTAX + "*", SYNTAX + TransferSyntax.ExplicitVRLittleEndian.uid());

  private final List<String> made;

  /**
   * Of a gateway that makes images in some transfer syntaxes.
   *
   * @param made beside the native one
   */
  public WadoMedia(Collection<TransferSyntax> made) {
    this.made =
        made.stream().filter(TransferSyntax::encapsulated).map(TransferSyntax::uid).toList();
  }

  /** Of studies and series: files, or the bulk values in them (WADO-10). */
  public List<String> instances() {
    return Stream.of(
            files("multipart/related; type=\"application/dicom\""),
            files("application/zip"),
            pixels(true))
        .flatMap(types -> types)
        .toList();
  }

  /** Of one instance, which may come by itself (WADO-09). */
  public List<String> instance() {
    return Stream.concat(instances().stream(), files("application/dicom")).toList();
  }

  /** Of metadata. */
  public List<String> metadata() {
    return MetadataResource.MEDIA_TYPES;
  }

  /** Of the bulk values of several instances. */
  public List<String> collections() {
    return pixels(true).toList();
  }

  /** Of frames and of one bulk value, which may come by themselves. */
  public List<String> values() {
    return Stream.of(true, false).flatMap(this::pixels).toList();
  }

  private Stream<String> files(String type) {
    return Stream.concat(NATIVE.stream(), made.stream().map(SYNTAX::concat)).map(type::concat);
  }

  private Stream<String> pixels(boolean multipart) {
    return Stream.of(PixelMedia.values())
        .flatMap(media -> {
          String type = media.mediaType();
          return syntaxes(media)
              .map((multipart ? "multipart/related; type=\"" + type + "\"" : type)::concat);
        });
  }

  private Stream<String> syntaxes(PixelMedia media) {
    return media == PixelMedia.OCTET_STREAM
        ? NATIVE.stream()
        : Stream.concat(
            Stream.of(SYNTAX + "*"),
            media.syntaxes().stream().filter(made::contains).map(SYNTAX::concat));
  }
}
