package io.isthmus.web.wado;

import static io.isthmus.retrieve.HandMade.pixels;
import static io.isthmus.web.wado.HandMadeImages.SOP;
import static io.isthmus.web.wado.WadoBench.instance;
import static io.isthmus.web.wado.WadoBench.parts;
import static io.isthmus.web.wado.WadoBench.sending;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.HandMade;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of a single part, and what a client has already. */
class RangesTest extends WadoFixture {
  @ParameterizedTest
  @Requirement("WADO-28")
  @CsvSource({
    "bytes=0-9, 0, 10",
    "bytes=100-, 100, 1900",
    "bytes=-1, 1999, 1",
    "bytes=-5000, 0, 2000",
    "' bytes = 1990-5000', 1990, 10",
    "bytes=1999-1999, 1999, 1",
  })
  void aRangeOfASinglePartIsGivenByItself(String range, int first, int length) {
    bench.pacs.retrieving(sending(overlaid()));

    RecordedExchange exchange =
        ranged("application/octet-stream").header("Range", range).serve(bench.bulkData::bulkData);

    assertThat(exchange.status()).isEqualTo(206);
    assertThat(exchange.responseHeader("Accept-Ranges")).isEqualTo("bytes");
    assertThat(exchange.responseHeader("Content-Range"))
        .isEqualTo("bytes " + first + "-" + (first + length - 1) + "/2000");
    assertThat(exchange.length()).hasValue(length);
    assertThat(exchange.bytes())
        .isEqualTo(Arrays.copyOfRange(pixels(2000, 1), first, first + length));
  }

  @ParameterizedTest
  @Requirement("WADO-28")
  @ValueSource(
      strings = {"bytes=0-9,20-29", "items=0-9", "bytes=9-0", "bytes=-", "bytes=a-b", "nothing"})
  void whatIsNoSingleRangeIsAnsweredWhole(String range) {
    bench.pacs.retrieving(sending(overlaid()));

    RecordedExchange exchange =
        ranged("application/octet-stream").header("Range", range).serve(bench.bulkData::bulkData);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.bytes()).hasSize(2000);
  }

  @ParameterizedTest
  @Requirement("WADO-28")
  @ValueSource(strings = {"bytes=2000-", "bytes=5000-6000", "bytes=-0"})
  void aRangeBehindTheEndIs416(String range) {
    bench.pacs.retrieving(sending(overlaid()));

    assertThat(
            ranged("application/octet-stream")
                .header("Range", range)
                .serve(bench.bulkData::bulkData)
                .status())
        .isEqualTo(416);
  }

  @Test
  @Requirement("WADO-28")
  void aRangeOfAMultipartIsAnsweredWhole() {
    bench.pacs.retrieving(sending(overlaid()));

    RecordedExchange exchange =
        ranged("multipart/related; type=application/octet-stream")
            .header("Range", "bytes=0-9")
            .serve(bench.bulkData::bulkData);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(parts(exchange).getFirst().bytes()).hasSize(2000);
  }

  @ParameterizedTest
  @Requirement("WADO-29")
  @CsvSource({
    "10, 20, 206, 20",
    "10, '', 206, 1990",
    "'', 20, 206, 20",
    "1990, 100, 206, 10",
    "2000, 1, 416, 0",
    "0, 0, 416, 0",
    "-1, 5, 400, 0",
    "a, 5, 400, 0",
    "1, 5.0, 400, 0",
  })
  void offsetAndLengthOfTheDraftAreARange(String offset, String length, int status, int bytes) {
    bench.pacs.retrieving(sending(overlaid()));
    RecordedExchange exchange = ranged("application/octet-stream");
    if (!offset.isEmpty()) {
      exchange.asking("offset", offset);
    }
    if (!length.isEmpty()) {
      exchange.asking("length", length);
    }

    exchange.serve(bench.bulkData::bulkData);

    assertThat(exchange.status()).isEqualTo(status);
    if (status == 206) {
      int first = offset.isEmpty() ? 0 : Integer.parseInt(offset);
      assertThat(exchange.bytes())
          .isEqualTo(Arrays.copyOfRange(pixels(2000, 1), first, first + bytes));
    }
  }

  @Test
  @Requirement("WADO-29")
  void theHeaderWinsOverTheDraft() {
    bench.pacs.retrieving(sending(overlaid()));

    RecordedExchange exchange =
        ranged("application/octet-stream")
            .asking("offset", "500")
            .header("Range", "bytes=0-0")
            .serve(bench.bulkData::bulkData);

    assertThat(exchange.bytes()).isEqualTo(Arrays.copyOf(pixels(2000, 1), 1));
  }

  @Test
  @Requirement({"COM-14", "WADO-26", "WADO-28"})
  void aValueThatTheClientHasIsNotSentAgainAndARangeOfAnotherIsNotGiven() {
    bench.pacs.retrieving(sending(overlaid()));
    String tag =
        ranged("application/octet-stream").serve(bench.bulkData::bulkData).responseHeader("ETag");
    assertThat(tag).matches("\"[0-9a-f]{32}\"");

    RecordedExchange again =
        ranged("application/octet-stream")
            .header("If-None-Match", tag)
            .serve(bench.bulkData::bulkData);
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.responseHeader("Content-Location")).endsWith("/bulkdata/00287FE2");
    RecordedExchange resumed =
        ranged("application/octet-stream")
            .header("If-Range", tag)
            .header("Range", "bytes=5-")
            .serve(bench.bulkData::bulkData);
    assertThat(resumed.status()).isEqualTo(206);
    RecordedExchange another =
        ranged("application/octet-stream")
            .header("If-Range", "\"other\"")
            .header("Range", "bytes=5-")
            .serve(bench.bulkData::bulkData);
    assertThat(another.status()).isEqualTo(200);
  }

  @Test
  @Requirement({"COM-14", "WADO-28"})
  void whoAsksForARangeOfAMultipartIsGivenAllOfIt() {
    bench.pacs.retrieving(sending(overlaid()));
    String multipart = "multipart/related; type=application/octet-stream";
    String tag = ranged(multipart).serve(bench.bulkData::bulkData).responseHeader("ETag");

    RecordedExchange held =
        ranged(multipart).header("If-None-Match", tag).serve(bench.bulkData::bulkData);
    assertThat(held.status()).isEqualTo(304);
    RecordedExchange range =
        ranged(multipart)
            .header("If-None-Match", tag)
            .header("Range", "bytes=0-9")
            .serve(bench.bulkData::bulkData);
    assertThat(range.status()).isEqualTo(200);
  }

  /** A value of 2,000 bytes at (0028,7FE2). */
  private static HandMade overlaid() {
    HandMade.Encoder encoder = HandMade.begin(SOP, TransferSyntax.ExplicitVRLittleEndian);
    encoder.element(0x00287FE2, "OB", pixels(2000, 1));
    return HandMade.made(SOP, TransferSyntax.ExplicitVRLittleEndian, encoder);
  }

  private static RecordedExchange ranged(String accept) {
    return instance(SOP).element("00287FE2").accepting(accept);
  }
}
