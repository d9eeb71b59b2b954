package io.isthmus.pixel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.interop.Peers;
import io.isthmus.pixel.worker.ForeignCodecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The page of transfer syntaxes says what the registry says; {@code -Disthmus.pages.write=true}
 * writes it anew.
 */
class TransferSyntaxesPageTest {
  private static final Path PAGE = Path.of("docs/transfer-syntaxes.md");
  private static final String HEAD =
      """
      # Transfer syntaxes

      Every object is received, held and given out in the transfer syntax in which the PACS sends it, whichever that is; no codec is needed for that.
      This page says what can be made of it beyond that. It is generated from the registry of codecs (`FrameCodecs`); a test fails when it is stale.

      What has "Java" is always there. OpenJPEG and libjxl are libraries that may be installed or not (`libopenjp2-7`, `libjxl0.7` or a later one, on
      Debian); without them their rows are those of syntaxes that are not decoded. Their code runs in processes of its own (`isthmus.codec.isolation`): a crash or a hang in C costs one frame.

      What is decoded is decoded exactly: lossless syntaxes to the bits that were encoded, lossy JPEG to the bits that DCMTK's decoder gives. Lossy
      JPEG of colours becomes RGB; whether its components are luminance and colour differences, a JFIF or Adobe marker says, as it does to DCMTK's
      `--conv-guess-lossy`, and the data set where there is neither. Planar configuration becomes 0 except with RLE, where it stays. A codestream that
      contradicts its data set (size, components, bits, of JPEG 2000 the transform of colours), that is damaged or that ends early is refused: a picture is
      whole or not given.

      JPEG 2000 Part 2 (`.92`, `.93`) is not decoded: no decoder that could be had reads its transforms of several components. OpenJPEG 2.5.0 writes
      them and refuses what it wrote (`Invalid multiple component transformation`), and so does Grok 10; a test tells when that changes. OpenJPEG decodes
      HTJ2K and does not encode it: it takes the mode without a complaint and writes what it cannot read itself, so it is not asked. A library that does is a
      provider of its own beside it, and then HTJ2K is offered.

      The viewer OHIF 3.12 draws the compressed images of the test corpus through the gateway, except JPEG of process 6 and 8 (its codecs do not know
      it), segmentations by themselves (it draws them upon their images), HTJ2K and JPEG XL, which the Orthanc in the
      test does not take, two files whose UIDs have the VR UN, which that Orthanc sends to nobody, and two in which every pixel is alike, so that nothing is to be seen.

      | transfer syntax | UID | decoded | encoded |
      |---|---|---|---|
      """;

  @Test
  void thePageIsWhatTheRegistrySays() throws IOException {
    List<CodecProvider> providers = new ArrayList<>(List.of(new JavaCodecs()));
    providers.addAll(ForeignCodecs.providers());
    FrameCodecs codecs = FrameCodecs.probe(providers, Integer.MAX_VALUE);
    Peers.needCodec(codecs, TransferSyntax.JPEG2000, "libopenjp2-7");
    Peers.needCodec(codecs, TransferSyntax.JPEGXL, "libjxl-tools");
    StringBuilder page = new StringBuilder(HEAD);
    for (TransferSyntax syntax : TransferSyntax.all()) {
      Optional<FrameCodec> codec =
          codecs.table().stream().filter(row -> row.syntax().equals(syntax)).findFirst();
      page.append(
          "| %s | `%s` | %s | %s |%n"
              .formatted(
                  syntax.name(),
                  syntax.uid(),
                  codec.flatMap(c -> c.decoder().map(d -> c.provider())).orElse("no"),
                  codec.flatMap(c -> c.encoder().map(e -> c.provider())).orElse("no")));
    }
    if (Boolean.getBoolean("isthmus.pages.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page.toString());
  }
}
