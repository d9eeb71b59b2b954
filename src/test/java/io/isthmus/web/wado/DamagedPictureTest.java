package io.isthmus.web.wado;

import static io.isthmus.web.wado.HandMadeImages.black;
import static io.isthmus.web.wado.HandMadeImages.damaged;
import static io.isthmus.web.wado.HandMadeImages.picture;
import static io.isthmus.web.wado.WadoBench.instance;
import static io.isthmus.web.wado.WadoBench.parts;
import static io.isthmus.web.wado.WadoBench.sending;
import static io.isthmus.web.wado.WadoBench.study;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.HandMade;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A part whose first frame cannot be made is given as it is stored to who accepts that; else it is
 * never left out in silence.
 */
class DamagedPictureTest extends WadoFixture {
  private static final TransferSyntax RLE = TransferSyntax.RLELossless;
  private static final String DICOM = "multipart/related; type=\"application/dicom\"";
  private static final String OCTETS = "multipart/related; type=\"application/octet-stream\"";
  private static final String RLE_PARTS = "multipart/related; type=\"image/dicom-rle\"";
  private static final String PIXELS =
      "application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1";
  private static final String RUNS = "image/dicom-rle; transfer-syntax=1.2.840.10008.1.2.5";
  private static final String URL =
      RecordedExchange.BASE + "/studies/1.2.3/series/1.2.3.4/instances/";

  @ParameterizedTest
  @Requirement({"WADO-12", "WADO-14"})
  @ValueSource(strings = {"1.2.840.10008.1.2.4.110", "1.2.840.10008.1.2.5"})
  void whatCannotBeMadeBeforeTheFirstMakesA206ThatSaysSo(String syntax) {
    TransferSyntax stored = TransferSyntax.of(syntax);
    bench.pacs.retrieving(
        sending(picture("1.1", stored, damaged()), picture("1.2", RLE, black(), black())));

    RecordedExchange exchange =
        study().accepting(DICOM + "; transfer-syntax=1.2.840.10008.1.2.1").serve(bench.wado::study);

    assertThat(exchange.status()).isEqualTo(206);
    assertThat(exchange.warnings()).singleElement().asString().contains("cannot be given");
    assertThat(parts(exchange))
        .extracting(part -> part.headers().get("Content-Location"))
        .containsExactly(URL + "1.2");
    assertThat(exchange.isComplete()).isTrue();
  }

  @ParameterizedTest
  @Requirement({"WADO-12", "COM-10"})
  @ValueSource(strings = {"1.2.840.10008.1.2.4.110", "1.2.840.10008.1.2.5"})
  void whatCannotBeMadeAfterTheFirstBreaksTheAnswerOff(String syntax) {
    TransferSyntax stored = TransferSyntax.of(syntax);
    bench.pacs.retrieving(
        sending(picture("1.2", RLE, black(), black()), picture("1.1", stored, damaged())));

    RecordedExchange exchange =
        study()
            .accepting(DICOM + "; transfer-syntax=1.2.840.10008.1.2.1")
            .onWrite(written -> {})
            .serve(bench.wado::study);

    assertThat(exchange.isComplete() && exchange.status() == 200).isFalse();
  }

  @Test
  @Requirement({"WADO-14", "MT-11"})
  void whereNothingCanBeMadeTheAnswerIs406AndSaysWhatCan() {
    bench.pacs.retrieving(sending(picture("1.1", RLE, damaged())));

    assertThat(
            instance("1.1")
                .accepting(DICOM + "; transfer-syntax=1.2.840.10008.1.2.1")
                .serve(bench.wado::instance)
                .status())
        .isEqualTo(406);
    assertThat(frames("1", OCTETS).status()).isEqualTo(406);
    assertThat(
            instance("1.1").accepting(OCTETS).serve(bench.collections::instancePixelData).status())
        .isEqualTo(406);
  }

  @Test
  @Requirement({"WADO-05", "WADO-03"})
  void aPictureThatCannotBeDecodedIsGivenAsItIsToWhoDidNotAskForAnother() {
    HandMade image = picture("1.1", RLE, damaged());
    bench.pacs.retrieving(sending(image));

    RecordedExchange exchange = instance("1.1").accepting(DICOM).serve(bench.wado::instance);

    WadoBench.assertFile(parts(exchange).getFirst(), image);
  }

  @ParameterizedTest
  @Requirement({"MT-08", "WADO-14"})
  @ValueSource(
      strings = {"*/*", "multipart/*", "text/html, */*;q=0.8", OCTETS + "," + RLE_PARTS + ";q=0.1"})
  void framesThatCannotBeDecodedAreGivenAsTheyAreToWhoTakesThatAndNoOthers(String anything) {
    bench.pacs.retrieving(sending(picture("1.1", RLE, damaged(), black(), damaged())));

    RecordedExchange exchange = frames("1,2,3", anything);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(types(exchange)).containsExactly(RUNS, PIXELS, RUNS);
    assertThat(parts(exchange).getFirst().bytes()).isEqualTo(damaged());
    assertThat(parts(exchange).get(1).bytes()).isEqualTo(new byte[16]);
    assertThat(locations(exchange))
        .containsExactly(URL + "1.1/frames/1", URL + "1.1/frames/2", URL + "1.1/frames/3");
    assertThat(exchange.isComplete()).isTrue();
    String tag = exchange.responseHeader("ETag");
    assertThat(
            instance("1.1")
                .frames("1,2,3")
                .accepting(anything)
                .header("If-None-Match", tag)
                .serve(bench.bulkData::frames)
                .status())
        .isEqualTo(304);
    assertNothingInUse();
  }

  @Test
  @Requirement({"MT-08", "WADO-14"})
  void theOnlyPartIsReplacedByTheStoredOneWithItsOwnHeaders() {
    bench.pacs.retrieving(sending(picture("1.1", RLE, damaged())));

    RecordedExchange exchange = frames("1", "application/octet-stream, image/dicom-rle;q=0.5");

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.contentType()).isEqualTo(RUNS);
    assertThat(exchange.bytes()).isEqualTo(damaged());
    assertThat(exchange.length()).hasValue(damaged().length);
    assertThat(exchange.responseHeader("Content-Location")).isEqualTo(URL + "1.1/frames/1");
    assertThat(frames("1", "application/octet-stream").status()).isEqualTo(406);
  }

  @Test
  @Requirement({"MT-08", "WADO-14"})
  void allFramesOfOneValueAreGivenAsTheyAreWhereItsFirstOneCannotBeMade() {
    bench.pacs.retrieving(sending(picture("1.1", RLE, damaged(), black())));

    RecordedExchange exchange =
        instance("1.1").accepting("*/*").serve(bench.collections::instancePixelData);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(types(exchange)).containsExactly(RUNS, RUNS);
    assertThat(
            types(
                instance("1.1")
                    .element("7FE00010")
                    .accepting("*/*")
                    .serve(bench.bulkData::bulkData)))
        .containsExactly(RUNS, RUNS);
  }

  @Test
  @Requirement({"MT-08", "WADO-14"})
  void ofFramesThatAreEncodedOnlyTheDamagedOnesAreGivenAsTheyAre() {
    bench.pacs.retrieving(sending(picture("1.1", RLE, black(), damaged(), black())));
    String accept = "multipart/related; type=\"image/jls\"," + RLE_PARTS + ";q=0.5";

    RecordedExchange exchange =
        instance("1.1").accepting(accept).serve(bench.collections::instancePixelData);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(types(exchange))
        .containsExactly(
            "image/jls; transfer-syntax=1.2.840.10008.1.2.4.80",
            RUNS,
            "image/jls; transfer-syntax=1.2.840.10008.1.2.4.80");
  }

  @Test
  @Requirement({"WADO-12", "MT-08"})
  void aCollectionHasEachPictureAsItIsOrLeavesOutTheFirstOnesAndSaysSo() {
    bench.pacs.retrieving(
        sending(picture("1.1", RLE, damaged()), picture("1.2", RLE, black(), black())));

    RecordedExchange anything = study().accepting("*/*").serve(bench.collections::studyPixelData);
    RecordedExchange pixels = study().accepting(OCTETS).serve(bench.collections::studyPixelData);

    assertThat(anything.status()).isEqualTo(200);
    assertThat(types(anything)).containsExactly(RUNS, PIXELS);
    assertThat(anything.warnings()).isEmpty();
    assertThat(pixels.status()).isEqualTo(206);
    assertThat(types(pixels)).containsExactly(PIXELS);
    assertThat(locations(pixels)).containsExactly(URL + "1.2/bulkdata/7FE00010");
    assertThat(pixels.warnings()).singleElement().asString().contains("cannot be given");
    assertThat(pixels.isComplete()).isTrue();
  }

  @Test
  @Requirement({"WADO-12", "COM-10", "MT-08"})
  void aLaterPictureOfACollectionIsGivenAsItIsOrBreaksTheAnswerOff() {
    bench.pacs.retrieving(
        sending(picture("1.1", RLE, black(), black()), picture("1.2", RLE, damaged())));

    RecordedExchange anything = study().accepting("*/*").serve(bench.collections::studyPixelData);
    RecordedExchange pixels =
        study().accepting(OCTETS).onWrite(written -> {}).serve(bench.collections::studyPixelData);

    assertThat(anything.status()).isEqualTo(200);
    assertThat(types(anything)).containsExactly(PIXELS, RUNS);
    assertThat(pixels.isComplete() && pixels.status() == 200).isFalse();
  }

  @Test
  @Requirement({"WADO-05", "MT-08"})
  void aDamagedInstanceOfASeriesIsGivenAsItIsBesideTheOthers() {
    bench.pacs.retrieving(
        sending(picture("1.1", RLE, black(), black()), picture("1.2", RLE, damaged())));

    RecordedExchange exchange = study().accepting(DICOM).serve(bench.wado::study);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(types(exchange))
        .containsExactly(
            "application/dicom; transfer-syntax=1.2.840.10008.1.2.1",
            "application/dicom; transfer-syntax=1.2.840.10008.1.2.5");
  }

  @Test
  @Requirement("COM-10")
  void aLaterFrameThatCannotBeMadeBreaksTheAnswerOff() {
    bench.pacs.retrieving(sending(picture("1.1", RLE, black(), black(), damaged())));

    for (RecordedExchange exchange :
        List.of(
            frames("1,2,3", OCTETS),
            instance("1.1").accepting(OCTETS).serve(bench.collections::instancePixelData),
            instance("1.1")
                .accepting(DICOM + "; transfer-syntax=1.2.840.10008.1.2.1")
                .serve(bench.wado::instance))) {
      assertThat(exchange.isComplete() && exchange.status() == 200).isFalse();
    }
    assertThat(frames("2", OCTETS).status()).isEqualTo(200);
    assertNothingInUse();
  }

  private RecordedExchange frames(String list, String accept) {
    return instance("1.1").frames(list).accepting(accept).serve(bench.bulkData::frames);
  }

  private static List<String> types(RecordedExchange exchange) {
    return parts(exchange).stream().map(part -> part.headers().get("Content-Type")).toList();
  }

  private static List<String> locations(RecordedExchange exchange) {
    return parts(exchange).stream().map(part -> part.headers().get("Content-Location")).toList();
  }
}
