package io.isthmus.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaRangeTest {

  @ParameterizedTest
  @Requirement("MT-02")
  @ValueSource(
      strings = {
        "multipart/related;type=application/dicom",
        "multipart/related; type=\"application/dicom\"",
        "Multipart/Related ; TYPE = \"application/dicom\"",
        "multipart/related; type=\"application\\/dicom\"",
      })
  void quotedAndUnquotedValuesAreEqual(String text) {
    MediaRange range = MediaRange.of(text);
    assertThat(range.type()).isEqualTo("multipart");
    assertThat(range.subtype()).isEqualTo("related");
    assertThat(range.parameter("type")).contains("application/dicom");
  }

  @Test
  @Requirement("MT-02")
  void separatorsWithinQuotesSeparateNothing() {
    List<MediaRange> ranges = MediaRange.list("a/b; x=\"1,2;3\\\"4\", c/d");
    assertThat(ranges).extracting(MediaRange::type).containsExactly("a", "c");
    assertThat(ranges.getFirst().parameter("x")).contains("1,2;3\"4");
  }

  @ParameterizedTest
  @Requirement("MT-02")
  @ValueSource(
      strings = {
        "application",
        "/json",
        "application/",
        "application/json/x",
        "*/json",
        "application/json; x",
        "application/json; x=1; X=2",
        "application/json; x=1\"\"",
        "application/json; q=1.1",
        "application/json; q=-1",
        "application/json; q=0.1234",
        "application/json; q=.",
        "application/json; q=high",
        "appli cation/json",
        "",
      })
  void garbageIsLeftOutAndTheRestKept(String garbage) {
    assertThat(MediaRange.list(garbage + ", text/plain"))
        .extracting(MediaRange::toString)
        .containsExactly("text/plain");
  }

  @Test
  @Requirement("WADO-03")
  void aRangeOfSeveralTransferSyntaxesIsOneWithEach() {
    assertThat(
            MediaRange.list(
                "a/b; transfer-syntax=1.2; x=1; transfer-syntax=\"*\"; q=0.5, c/d; y=2"))
        .extracting(MediaRange::toString)
        .containsExactly(
            "a/b; x=1; transfer-syntax=1.2", "a/b; x=1; transfer-syntax=*", "c/d; y=2");
    assertThat(MediaRange.list("a/b; transfer-syntax=1.2; transfer-syntax=\"*\"; q=0.5"))
        .allMatch(range -> range.quality() == 500);
  }

  @ParameterizedTest
  @Requirement("MT-03")
  @ValueSource(strings = {"0.25", "0.250", ".25"})
  void aQualityHasUpToThreeDecimals(String quality) {
    assertThat(MediaRange.of("text/plain;q=" + quality).quality()).isEqualTo(250);
  }

  @Test
  @Requirement("MT-03")
  void aMissingQualityIsOne() {
    assertThat(MediaRange.of("text/plain").quality()).isEqualTo(1000);
  }

  @Test
  @Requirement("MT-07")
  void theTypeOfAMultipartMayBeARange() {
    MediaRange jpeg = MediaRange.of("multipart/related; type=\"image/jpeg\"");
    assertThat(MediaRange.of("multipart/related; type=\"image/*\"").includes(jpeg)).isTrue();
    assertThat(MediaRange.of("multipart/related; type=\"*/*\"").includes(jpeg)).isTrue();
    assertThat(MediaRange.of("multipart/related; type=\"video/*\"").includes(jpeg)).isFalse();
    assertThat(MediaRange.of("multipart/related; type=IMAGE/JPEG; boundary=x").includes(jpeg))
        .isTrue();
    assertThat(MediaRange.of("image/jpeg").includes(jpeg)).isFalse();
  }

  @Test
  void itIsWrittenWithQuotesWhereTheyAreNeeded() {
    assertThat(MediaRange.of("multipart/related;type=application/dicom;transfer-syntax=1.2;q=0.5"))
        .hasToString("multipart/related; type=\"application/dicom\"; transfer-syntax=1.2");
  }

  @Test
  void aListIsNotOneType() {
    assertThatThrownBy(() -> MediaRange.of("a/b, c/d"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
