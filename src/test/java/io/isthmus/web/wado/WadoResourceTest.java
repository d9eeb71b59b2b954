package io.isthmus.web.wado;

import static io.isthmus.retrieve.HandMade.SERIES;
import static io.isthmus.retrieve.HandMade.pixels;
import static io.isthmus.web.wado.WadoBench.assertFile;
import static io.isthmus.web.wado.WadoBench.await;
import static io.isthmus.web.wado.WadoBench.instance;
import static io.isthmus.web.wado.WadoBench.parts;
import static io.isthmus.web.wado.WadoBench.sending;
import static io.isthmus.web.wado.WadoBench.study;
import static io.isthmus.web.wado.WadoBench.success;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.Arrival;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.HandMade;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WadoResourceTest extends WadoFixture {
  private static final TransferSyntax JPEG = TransferSyntax.of("1.2.840.10008.1.2.4.70");
  private static final HandMade FIRST = HandMade.instance("1.2.3.4.1", pixels(3000, 1));
  private static final HandMade SECOND = HandMade.instance("1.2.3.4.2", pixels(300_000, 2));
  private static final HandMade PACKED = HandMade.instance("1.2.3.4.3", JPEG, pixels(5000, 3));
  private static final String STUDY_URL = RecordedExchange.BASE + "/studies/1.2.3";

  @Test
  @Requirement({"WADO-01", "WADO-11", "WADO-15", "WADO-16", "WADO-17", "MT-20", "MT-21"})
  void everyInstanceIsAPartWithAWholeFile() throws Exception {
    bench.pacs.retrieving(sending(FIRST, SECOND, PACKED));

    RecordedExchange exchange = study().serve(bench.wado::study);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.isComplete()).isTrue();
    assertThat(exchange.contentType())
        .matches("multipart/related; type=\"application/dicom\"; boundary=[A-Za-z0-9-]{1,70}");
    assertThat(exchange.responseHeader("Cache-Control")).isEqualTo("no-store");
    List<Multipart.Part> parts = parts(exchange);
    assertThat(parts).hasSize(3);
    assertFile(parts.get(0), FIRST);
    assertFile(parts.get(1), SECOND);
    assertFile(parts.get(2), PACKED);
    assertThat(parts)
        .extracting(part -> part.headers().get("Content-Location"))
        .containsExactly(
            STUDY_URL + "/series/1.2.3.4/instances/1.2.3.4.1",
            STUDY_URL + "/series/1.2.3.4/instances/1.2.3.4.2",
            STUDY_URL + "/series/1.2.3.4/instances/1.2.3.4.3");
  }

  @Test
  @Requirement("MT-22")
  void aPartsLengthIsToldWhereItIsKnown() throws Exception {
    bench.pacs.retrieving(sending(FIRST, SECOND));

    List<Multipart.Part> parts = parts(study().serve(bench.wado::study));

    for (Multipart.Part part : parts) {
      String length = part.headers().getOrDefault("Content-Length", "unknown");
      assertThat(length).isIn("unknown", Integer.toString(part.bytes().length));
    }
  }

  @Test
  void aSeriesAndAnInstanceAreAskedForAtTheirLevel() {
    bench.pacs.retrieving(sending(FIRST));

    study().series(SERIES).serve(bench.wado::series);
    instance(SECOND.sop()).serve(bench.wado::instance);

    assertThat(bench.pacs.retrieves())
        .extracting(scope -> scope.level().name())
        .containsExactly("SERIES", "IMAGE");
  }

  @Test
  @Requirement("WADO-16")
  void anInstanceCanBeHadAsASinglePart() throws Exception {
    bench.pacs.retrieving(sending(SECOND));

    RecordedExchange exchange =
        instance(SECOND.sop())
            .accepting("application/dicom; transfer-syntax=*")
            .serve(bench.wado::instance);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.isComplete()).isTrue();
    assertThat(exchange.contentType())
        .isEqualTo("application/dicom; transfer-syntax=1.2.840.10008.1.2.1");
    assertFile(exchange.bytes(), SECOND, "1.2.840.10008.1.2.1");
  }

  @Test
  @Requirement("MT-08")
  void anInstanceIsMultipartUnlessASinglePartIsAskedFor() throws Exception {
    bench.pacs.retrieving(sending(FIRST));

    RecordedExchange exchange = instance(FIRST.sop()).accepting("*/*").serve(bench.wado::instance);

    assertThat(parts(exchange)).hasSize(1);
  }

  @ParameterizedTest
  @Requirement({"WADO-07", "MT-02", "MT-07", "MT-08"})
  @ValueSource(
      strings = {
        "*/*",
        "multipart/related",
        "multipart/*",
        "multipart/related; type=application/dicom",
        "multipart/related; type=\"application/dicom\"",
        "multipart/related; type=\"application/dicom\"; transfer-syntax=*",
        "multipart/related; type=application/dicom; transfer-syntax=1.2.840.10008.1.2.1",
        "multipart/related; type=\"*/*\"",
        "multipart/related; type=\"application/dicom\"; transfer-syntax=1.2.840.10008.1.2,"
            + " multipart/related; type=\"application/dicom\"; transfer-syntax=*;q=0.5",
        "image/jpeg, multipart/related; type=\"application/dicom\"",
      })
  void whatViewersSendGetsTheStudy(String accept) throws Exception {
    bench.pacs.retrieving(sending(FIRST));

    RecordedExchange exchange = study().accepting(accept).serve(bench.wado::study);

    assertThat(exchange.status()).isEqualTo(200);
    assertFile(parts(exchange).getFirst(), FIRST);
  }

  @Test
  @Requirement("WADO-02")
  void theAcceptParameterWinsOverTheHeader() throws Exception {
    bench.pacs.retrieving(sending(FIRST));

    RecordedExchange exchange =
        study()
            .accepting("image/png")
            .asking("accept", "multipart/related; type=\"application/dicom\"; transfer-syntax=*")
            .serve(bench.wado::study);

    assertThat(exchange.status()).isEqualTo(200);
  }

  @Test
  @Requirement("WADO-12")
  void whereTheFirstCannotBeGivenAndOthersCanTheAnswerIsPartial() throws Exception {
    bench.pacs.retrieving(sending(PACKED, FIRST, PACKED));

    RecordedExchange exchange =
        study()
            .accepting(
                "multipart/related; type=\"application/dicom\"; transfer-syntax=1.2.840.10008.1.2.1")
            .serve(bench.wado::study);

    assertThat(exchange.status()).isEqualTo(206);
    assertThat(exchange.isComplete()).isTrue();
    assertThat(exchange.warnings()).hasSize(1);
    assertThat(parts(exchange)).hasSize(1);
    assertFile(parts(exchange).getFirst(), FIRST);
  }

  @ParameterizedTest
  @Requirement({"WADO-04", "WADO-16"})
  @ValueSource(strings = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1.99"})
  void whatIsNotOnTheWebIsWrittenAnewInExplicitLittleEndian(String stored) throws Exception {
    HandMade original = HandMade.instance("1.2.3.4.5", TransferSyntax.of(stored), pixels(3000, 4));
    HandMade expected = HandMade.instance("1.2.3.4.5", pixels(3000, 4));
    bench.pacs.retrieving(sending(original));

    RecordedExchange exchange = study().serve(bench.wado::study);

    Multipart.Part part = parts(exchange).getFirst();
    assertThat(part.headers())
        .containsEntry("Content-Type", "application/dicom; transfer-syntax=1.2.840.10008.1.2.1");
    assertFile(part, expected);
  }

  @Test
  void theFirstBytesGoOutBeforeTheInstanceIsComplete() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    bench.pacs.retrieving((scope, arrivals, cancellation) -> {
      try {
        Arrival arrival = arrivals.begin(SECOND.announcement());
        SECOND.append(arrival, 0, 1000, 1000);
        await(sent);
        SECOND.append(arrival, 1000, SECOND.bytes().length, 16_000);
        arrival.complete();
        return success(1);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });

    RecordedExchange exchange =
        study().onWrite(written -> sent.countDown()).serve(bench.wado::study);

    assertThat(exchange.isComplete()).isTrue();
    assertFile(parts(exchange).getFirst(), SECOND);
  }

  @Test
  void smallInstancesThatAreThereGoOutTogether() {
    HandMade[] study = new HandMade[100];
    for (int i = 0; i < study.length; i++) {
      study[i] = HandMade.instance("1.2.3.4." + (i + 1), pixels(500, i));
    }
    bench.pacs.retrieving(sending(study));

    RecordedExchange exchange = study().serve(bench.wado::study);

    assertThat(exchange.isComplete()).isTrue();
    assertThat(exchange.bytes().length).isGreaterThan(100 * 500);
  }
}
