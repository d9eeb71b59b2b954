package io.isthmus.web.wado;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.TransferSyntax;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which transfer syntaxes a media type stands for (PS3.18 Table 8.7.3-5). */
class PixelMediaTest {
  private static final String ROOT = "1.2.840.10008.1.2.";
  private static final SyntaxWish UNSPECIFIED = new SyntaxWish.Unspecified();
  private static final SyntaxWish AS_STORED = new SyntaxWish.AsStored();

  private static TransferSyntax syntax(String end) {
    return TransferSyntax.of(ROOT + end);
  }

  @ParameterizedTest
  @Requirement("MT-12")
  @CsvSource({
    "OCTET_STREAM, application/octet-stream, 1",
    "JPEG, image/jpeg, 4.70",
    "RLE, image/dicom-rle, 5",
    "JPEG_LS, image/jls, 4.80",
    "JPEG_2000, image/jp2, 4.90",
    "JPEG_2000_PART_2, image/jpx, 4.92",
    "HTJ2K, image/jphc, 4.201",
    "JPEG_XL, image/jxl, 4.110",
    "MPEG_2, video/mpeg, 4.101",
    "MPEG_4, video/mp4, 4.102",
    "HEVC, video/h265, 4.107"
  })
  void eachTypeHasItsDefault(PixelMedia media, String type, String end) {
    assertThat(media.mediaType()).isEqualTo(type);
    assertThat(media.targets(UNSPECIFIED, TransferSyntax.ExplicitVRLittleEndian))
        .containsExactly(syntax(end));
  }

  @Test
  @Requirement("MT-13")
  void whatIsCompressedWithLossIsGivenAsItIsUnderItsOwnType() {
    assertThat(PixelMedia.JPEG.targets(UNSPECIFIED, syntax("4.50")))
        .containsExactly(syntax("4.50"));
    assertThat(PixelMedia.JPEG_LS.targets(UNSPECIFIED, syntax("4.81")))
        .containsExactly(syntax("4.81"));
    assertThat(PixelMedia.JPEG_2000.targets(UNSPECIFIED, syntax("4.50")))
        .containsExactly(syntax("4.90"));
  }

  @Test
  @Requirement({"MT-12", "MT-13"})
  void whatIsCompressedWithoutLossComesInTheDefaultAndElseAsItIs() {
    assertThat(PixelMedia.JPEG.targets(UNSPECIFIED, syntax("4.70")))
        .containsExactly(syntax("4.70"));
    assertThat(PixelMedia.JPEG.targets(UNSPECIFIED, syntax("4.57")))
        .containsExactly(syntax("4.70"), syntax("4.57"));
    assertThat(PixelMedia.JPEG.targets(AS_STORED, syntax("4.57"))).containsExactly(syntax("4.57"));
  }

  @Test
  @Requirement("MT-12")
  void aNamedSyntaxIsGivenUnderItsOwnTypeOnly() {
    SyntaxWish named = new SyntaxWish.Named(syntax("4.80"));
    TransferSyntax stored = TransferSyntax.ExplicitVRLittleEndian;

    assertThat(PixelMedia.JPEG_LS.targets(named, stored)).containsExactly(syntax("4.80"));
    assertThat(PixelMedia.JPEG.targets(named, stored)).isEqualTo(List.of());
  }
}
