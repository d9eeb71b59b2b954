package io.isthmus.web.wado;

import static io.isthmus.retrieve.HandMade.pixels;
import static io.isthmus.web.wado.WadoBench.instance;
import static io.isthmus.web.wado.WadoBench.parts;
import static io.isthmus.web.wado.WadoBench.sending;
import static io.isthmus.web.wado.WadoBench.study;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.HandMade;
import io.isthmus.web.http.Handler;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BulkCollectionResourceTest extends WadoFixture {
  private static final String STORED =
      "multipart/related; type=application/octet-stream; transfer-syntax=*";
  private static final String INSTANCES =
      RecordedExchange.BASE + "/studies/1.2.3/series/1.2.3.4/instances/";
  private static final TransferSyntax EXPLICIT = TransferSyntax.ExplicitVRLittleEndian;
  private static final TransferSyntax JPEG = TransferSyntax.of("1.2.840.10008.1.2.4.70");

  @Test
  @Requirement({"WADO-35", "WADO-17", "WADO-11"})
  void thePixelDataOfAStudyAreAPartForEachInstanceThatHasAny() {
    bench.pacs.retrieving(sending(image("1.1"), report("1.2"), image("1.3")));

    RecordedExchange exchange = study().accepting(STORED).serve(bench.collections::studyPixelData);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.responseHeader("Cache-Control")).isEqualTo("no-store");
    assertThat(parts(exchange))
        .extracting(part -> part.headers().get("Content-Location"))
        .containsExactly(INSTANCES + "1.1/bulkdata/7FE00010", INSTANCES + "1.3/bulkdata/7FE00010");
    assertThat(parts(exchange).getFirst().bytes()).isEqualTo(pixels(3000, 1));
    assertNothingInUse();
  }

  @Test
  @Requirement({"WADO-10", "WADO-25", "WADO-35"})
  void theBulkDataOfAnInstanceAreAllValuesThatItsMetadataNames() {
    bench.pacs.retrieving(sending(image("1.1")));

    RecordedExchange exchange =
        instance("1.1").accepting(STORED).serve(bench.collections::instanceBulkData);

    List<Multipart.Part> parts = parts(exchange);
    assertThat(parts)
        .extracting(part -> part.headers().get("Content-Location"))
        .containsExactly(
            INSTANCES + "1.1/bulkdata/00287FE2",
            INSTANCES + "1.1/bulkdata/54000100.0.54001010",
            INSTANCES + "1.1/bulkdata/7FE00010");
    assertThat(parts.get(1).bytes()).isEqualTo(pixels(40, 5));
    RecordedExchange asInstance = instance("1.1").accepting(STORED).serve(bench.wado::instance);
    assertThat(parts(asInstance))
        .extracting(Multipart.Part::body)
        .isEqualTo(parts.stream().map(Multipart.Part::body).toList());
  }

  @Test
  @Requirement({"WADO-10", "WADO-34"})
  void everyLevelHasItsCollections() {
    Map<String, Handler> handlers =
        Map.of(
            "study", bench.collections::studyBulkData,
            "series", bench.collections::seriesBulkData,
            "study pixels", bench.collections::studyPixelData,
            "series pixels", bench.collections::seriesPixelData,
            "instance pixels", bench.collections::instancePixelData,
            "as study", bench.wado::study,
            "as series", bench.wado::series);
    handlers.forEach((name, handler) -> {
      bench.pacs.retrieving(sending(packed("1.1", 3)));

      RecordedExchange exchange =
          instance("1.1").accepting("multipart/related; type=\"image/jpeg\"").serve(handler);

      assertThat(parts(exchange)).as(name).hasSize(3);
      assertThat(parts(exchange).getLast().headers())
          .containsEntry("Content-Type", "image/jpeg; transfer-syntax=" + JPEG.uid())
          .containsEntry("Content-Location", INSTANCES + "1.1/bulkdata/7FE00010");
      assertThat(parts(exchange).getLast().bytes()).isEqualTo(pixels(32, 3));
    });
  }

  @Test
  @Requirement({"WADO-32", "MT-24"})
  void whatHasNoPixelsIsNotFound() {
    bench.pacs.retrieving(sending(report("1.1")));

    assertThat(instance("1.1").serve(bench.collections::instancePixelData).status()).isEqualTo(404);
    assertThat(study().serve(bench.collections::studyBulkData).status()).isEqualTo(404);
  }

  @Test
  @Requirement({"WADO-12", "WADO-14"})
  void whatCannotBeGivenBeforeTheFirstPartMakesItPartial() {
    bench.pacs.retrieving(sending(packed("1.1", 1), image("1.2")));

    RecordedExchange exchange =
        study()
            .accepting("multipart/related; type=application/octet-stream")
            .serve(bench.collections::studyPixelData);

    assertThat(exchange.status()).isEqualTo(206);
    assertThat(exchange.warnings()).hasSize(1);
    assertThat(parts(exchange)).hasSize(1);
  }

  @Test
  @Requirement("COM-10")
  void whatCannotBeGivenAfterAWholeAnswerBeganBreaksItOff() {
    bench.pacs.retrieving(sending(largeImage("1.1"), packed("1.2", 1)));

    RecordedExchange exchange =
        study()
            .accepting("multipart/related; type=application/octet-stream")
            .serve(bench.collections::studyPixelData);

    assertThat(exchange.isBrokenOff()).isTrue();
  }

  @Test
  @Requirement({"WADO-14", "MT-13"})
  void nothingAcceptableIs406() {
    bench.pacs.retrieving(sending(packed("1.1", 1)));

    assertThat(
            study()
                .accepting("multipart/related; type=image/jp2")
                .serve(bench.collections::studyPixelData)
                .status())
        .isEqualTo(406);
  }

  @Test
  @Requirement("WADO-28")
  void theOnlyValueOfAnInstanceMayBeASinglePartWithRanges() {
    bench.pacs.retrieving(sending(largeImage("1.1")));

    RecordedExchange exchange =
        instance("1.1")
            .accepting("application/octet-stream")
            .header("Range", "bytes=-10")
            .serve(bench.collections::instancePixelData);

    assertThat(exchange.status()).isEqualTo(206);
    assertThat(exchange.bytes()).hasSize(10);
  }

  @Test
  @Requirement("COM-12")
  void headHasNoBody() {
    bench.pacs.retrieving(sending(image("1.1"), image("1.2")));

    RecordedExchange exchange =
        study().headOnly().accepting(STORED).serve(bench.collections::studyBulkData);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.bytes()).isEmpty();
  }

  private static HandMade image(String sop) {
    HandMade.Encoder encoder = HandMade.begin(sop, EXPLICIT);
    encoder.element(0x00287FE0, "OB", new byte[1024]);
    encoder.element(0x00287FE2, "OB", pixels(1026, 3));
    encoder.header(Tag.WaveformSequence, "SQ", -1);
    encoder.item(0xFFFEE000, -1);
    encoder.element(Tag.WaveformData, "OW", pixels(40, 5));
    encoder.item(0xFFFEE00D, 0);
    encoder.item(0xFFFEE0DD, 0);
    encoder.element(Tag.PixelData, "OW", pixels(3000, 1));
    return HandMade.made(sop, EXPLICIT, encoder);
  }

  /** More than one buffer, so that the answer has begun. */
  private static HandMade largeImage(String sop) {
    HandMade.Encoder encoder = HandMade.begin(sop, EXPLICIT);
    encoder.element(Tag.PixelData, "OW", pixels(600_000, 1));
    return HandMade.made(sop, EXPLICIT, encoder);
  }

  private static HandMade report(String sop) {
    return HandMade.made(sop, EXPLICIT, HandMade.begin(sop, EXPLICIT));
  }

  private static HandMade packed(String sop, int frames) {
    HandMade.Encoder encoder = HandMade.begin(sop, JPEG);
    encoder.text(Tag.NumberOfFrames, "IS", Integer.toString(frames));
    encoder.fragments(
        Stream.iterate(1, i -> i + 1).limit(frames).map(i -> pixels(32, i)).toList(), List.of());
    return HandMade.made(sop, JPEG, encoder);
  }
}
