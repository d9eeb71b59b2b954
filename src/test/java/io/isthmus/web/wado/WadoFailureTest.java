package io.isthmus.web.wado;

import static io.isthmus.retrieve.HandMade.pixels;
import static io.isthmus.web.wado.WadoBench.await;
import static io.isthmus.web.wado.WadoBench.instance;
import static io.isthmus.web.wado.WadoBench.parts;
import static io.isthmus.web.wado.WadoBench.send;
import static io.isthmus.web.wado.WadoBench.sending;
import static io.isthmus.web.wado.WadoBench.study;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.ArchiveFailure.Category;
import io.isthmus.archive.Arrival;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.HandMade;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Never a 200 that lacks data. */
class WadoFailureTest extends WadoFixture {
  private static final TransferSyntax JPEG = TransferSyntax.of("1.2.840.10008.1.2.4.70");
  private static final HandMade FIRST = HandMade.instance("1.2.3.4.1", pixels(3000, 1));
  private static final HandMade SECOND = HandMade.instance("1.2.3.4.2", pixels(300_000, 2));
  private static final HandMade PACKED = HandMade.instance("1.2.3.4.3", JPEG, pixels(5000, 3));

  @ParameterizedTest
  @Requirement({"MT-05", "WADO-04", "WADO-09"})
  @ValueSource(
      strings = {
        "image/jpeg",
        "application/dicom",
        "application/dicom+json",
        "multipart/related; type=\"image/png\"",
        "multipart/related; type=\"application/dicom\"; transfer-syntax=1.2.840.10008.1.2",
        "multipart/related; type=\"application/dicom\"; transfer-syntax=1.2.840.10008.1.2.2",
        "multipart/related; type=\"application/dicom\"; transfer-syntax=nonsense",
      })
  void whatCanNeverBeGivenIsRefusedBeforeThePacsIsAsked(String accept) {
    RecordedExchange exchange = study().accepting(accept).serve(bench.wado::study);

    assertThat(exchange.status()).isEqualTo(406);
    assertThat(bench.pacs.retrieves()).isEmpty();
  }

  @ParameterizedTest
  @Requirement("COM-05")
  @CsvSource({"1.2.x, 1, 1", "1.2, 1., 1", "1.2, 1, ..", "'', 1, 1"})
  void whatIsNoUidIsRefusedBeforeThePacsIsAsked(String study, String series, String instance) {
    RecordedExchange exchange =
        new RecordedExchange()
            .study(study)
            .series(series)
            .instance(instance)
            .serve(bench.wado::instance);

    assertThat(exchange.status()).isEqualTo(400);
    assertThat(bench.pacs.retrieves()).isEmpty();
  }

  @Test
  @Requirement({"WADO-14", "MT-12"})
  void compressedPixelsThatCannotBeGivenAsAskedAre406() {
    bench.pacs.retrieving(sending(PACKED));

    RecordedExchange exchange =
        study()
            .accepting(
                "multipart/related; type=\"application/dicom\"; transfer-syntax=1.2.840.10008.1.2.1")
            .serve(bench.wado::study);

    assertThat(exchange.status()).isEqualTo(406);
  }

  @Test
  @Requirement({"WADO-12", "COM-10"})
  void whereALaterOneCannotBeGivenThe200IsBrokenOff() {
    bench.pacs.retrieving(sending(SECOND, PACKED));

    RecordedExchange exchange =
        study()
            .accepting(
                "multipart/related; type=\"application/dicom\"; transfer-syntax=1.2.840.10008.1.2.1")
            .serve(bench.wado::study);

    assertThat(exchange.isBrokenOff()).isTrue();
    assertThat(exchange.isComplete()).isFalse();
  }

  @ParameterizedTest
  @Requirement({"COM-09", "WADO-13"})
  @CsvSource({"NOT_FOUND, 404", "BUSY, 503", "UPSTREAM, 502", "TIMEOUT, 504", "UNSUPPORTED, 501"})
  void aFailureBeforeTheFirstByteIsAStatus(Category category, int status) {
    bench.pacs.failing(new ArchiveFailure.Failed("main", category, 0xC000, "a script"));

    RecordedExchange exchange = study().serve(bench.wado::study);

    assertThat(exchange.status()).isEqualTo(status);
    assertThat(exchange.bytes()).isEmpty();
  }

  @Test
  @Requirement("MT-24")
  void anEmptyRetrieveIsNotFoundAndNoEmptyMultipart() {
    RecordedExchange exchange = study().serve(bench.wado::study);

    assertThat(exchange.status()).isEqualTo(404);
    assertThat(exchange.bytes()).isEmpty();
  }

  @Test
  @Requirement({"COM-10", "DIM-31"})
  void aFailureAfterTheFirstByteBreaksTheAnswerOff() {
    CountDownLatch sent = new CountDownLatch(1);
    bench.pacs.retrieving((scope, arrivals, cancellation) -> {
      send(arrivals, SECOND);
      await(sent);
      return new RetrieveOutcome(0xB000, 1, 1, 0, List.of("9.9"));
    });

    RecordedExchange exchange =
        study().onWrite(written -> sent.countDown()).serve(bench.wado::study);

    assertThat(exchange.isBrokenOff()).isTrue();
    assertThat(exchange.isComplete()).isFalse();
  }

  @Test
  void anInstanceThatCameWholeIsGivenWholeWhateverThePacsSaysAfter() {
    bench.pacs.retrieving((scope, arrivals, cancellation) -> {
      send(arrivals, SECOND);
      throw new ArchiveException(new ArchiveFailure.Broken("main", "A-ABORT"));
    });

    RecordedExchange exchange =
        instance(SECOND.sop()).accepting("application/dicom").serve(bench.wado::instance);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.isComplete()).isTrue();
    WadoBench.assertFile(exchange.bytes(), SECOND, SECOND.syntax().uid());
  }

  @Test
  @Requirement({"WADO-12", "DIM-31"})
  void aRetrieveThatEndedPartialIsA206FromThenOn() {
    CountDownLatch sent = new CountDownLatch(1);
    bench.pacs.retrieving((scope, arrivals, cancellation) -> {
      send(arrivals, SECOND);
      await(sent);
      return new RetrieveOutcome(0xB000, 1, 1, 0, List.of("9.9"));
    });
    assertThat(study().onWrite(written -> sent.countDown()).serve(bench.wado::study).isBrokenOff())
        .isTrue();

    RecordedExchange again = study().serve(bench.wado::study);

    assertThat(again.status()).isEqualTo(206);
    assertThat(again.isComplete()).isTrue();
    assertThat(parts(again)).hasSize(1);
    assertThat(again.warnings()).singleElement().asString().endsWith(": 1 (status B000)");
    assertThat(bench.pacs.retrieves()).hasSize(1);
  }

  @Test
  @Requirement("COM-10")
  void anInstanceThatBreaksOffWithinItselfBreaksTheAnswerOff() {
    CountDownLatch sent = new CountDownLatch(1);
    bench.pacs.retrieving((scope, arrivals, cancellation) -> {
      try {
        Arrival arrival = arrivals.begin(SECOND.announcement());
        SECOND.append(arrival, 0, 200_000, 16_000);
        await(sent);
        arrival.fail("reset");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      throw new ArchiveException(new ArchiveFailure.Broken("main", "reset"));
    });

    RecordedExchange exchange =
        study().onWrite(written -> sent.countDown()).serve(bench.wado::study);

    assertThat(exchange.isBrokenOff()).isTrue();
    assertThat(exchange.isComplete()).isFalse();
  }

  @Test
  @Requirement("COM-11")
  void theClientsLeavingCancelsTheRetrieve() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    bench.pacs.retrieving((scope, arrivals, cancellation) -> {
      cancellation.onCancel(cancelled::countDown);
      send(arrivals, SECOND);
      await(cancelled);
      throw new ArchiveException(new ArchiveFailure.Cancelled("main", "FE00H"));
    });
    RecordedExchange exchange = study();
    exchange.onWrite(written -> exchange.leave());

    exchange.serve(bench.wado::study);

    assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(exchange.isComplete()).isFalse();
    assertNothingInUse();
  }

  @Test
  @Requirement("COM-12")
  void headTellsTheStatusAndTypeAndEndsTheRetrieve() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    bench.pacs.retrieving((scope, arrivals, cancellation) -> {
      cancellation.onCancel(cancelled::countDown);
      send(arrivals, FIRST);
      await(cancelled);
      throw new ArchiveException(new ArchiveFailure.Cancelled("main", "FE00H"));
    });

    RecordedExchange exchange = study().headOnly().serve(bench.wado::study);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.contentType()).startsWith("multipart/related; type=\"application/dicom\"");
    assertThat(exchange.bytes()).isEmpty();
    assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @Requirement("COM-12")
  void headOfWhatIsNotThereIs404() {
    assertThat(study().headOnly().serve(bench.wado::study).status()).isEqualTo(404);
  }
}
