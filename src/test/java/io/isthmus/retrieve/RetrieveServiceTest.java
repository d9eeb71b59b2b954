package io.isthmus.retrieve;

import static io.isthmus.retrieve.HandMade.SERIES;
import static io.isthmus.retrieve.HandMade.STUDY;
import static io.isthmus.retrieve.HandMade.pixels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.ArchiveFailure.Category;
import io.isthmus.archive.Arrival;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.spool.SpoolReader;
import io.isthmus.security.Caller;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RetrieveServiceTest {
  private static final RetrieveScope SCOPE = RetrieveScope.study(STUDY);
  private static final HandMade FIRST = HandMade.instance("1.2.3.4.1", pixels(3000, 1));
  private static final HandMade SECOND = HandMade.instance("1.2.3.4.2", pixels(70_000, 2));

  @TempDir Path root;
  private final FakeArchive pacs = FakeArchive.named("main");

  @Test
  @Requirement("WADO-01")
  void aReaderGetsEveryInstanceWithTheBytesThatThePacsSent() throws Exception {
    pacs.retrieving(Scripts.sending(FIRST, SECOND));
    try (Bench bench = new Bench(root, pacs);
        Retrieval retrieval = bench.open(SCOPE)) {
      assertThat(Bench.readAll(retrieval)).containsExactly(FIRST, SECOND);
    }
  }

  @Test
  void theScopeIsWhatThePacsIsAsked() throws Exception {
    pacs.retrieving(Scripts.sending(FIRST));
    RetrieveScope scope = RetrieveScope.instance(STUDY, SERIES, FIRST.sop());
    try (Bench bench = new Bench(root, pacs);
        Retrieval retrieval = bench.open(scope)) {
      Bench.readAll(retrieval);
    }
    assertThat(pacs.retrieves()).containsExactly(scope);
  }

  @Test
  void anInstanceIsReadWhileItArrives() throws Exception {
    CountDownLatch readHalf = new CountDownLatch(1);
    pacs.retrieving((scope, arrivals, cancellation) ->
        Scripts.during(() -> {
          Arrival arrival = arrivals.begin(SECOND.announcement());
          SECOND.append(arrival, 0, 1000, 100);
          readHalf.await();
          SECOND.append(arrival, 1000, SECOND.bytes().length, 10_000);
          arrival.complete();
          return Scripts.success(1);
        }));
    try (Bench bench = new Bench(root, pacs);
        Retrieval retrieval = bench.open(SCOPE)) {
      SpooledInstance instance = retrieval.next();
      assertThat(instance).isNotNull();
      assertThat(instance.size()).isEmpty();
      try (SpoolReader reader = instance.open()) {
        ByteBuffer target = ByteBuffer.allocate(SECOND.bytes().length);
        while (target.position() < 1000) {
          reader.read(target);
        }
        readHalf.countDown();
        while (target.hasRemaining()) {
          reader.read(target);
        }
        assertThat(reader.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        assertThat(target.array()).isEqualTo(SECOND.bytes());
        assertThat(instance.size()).hasValue(SECOND.bytes().length);
      }
      assertThat(retrieval.next()).isNull();
    }
  }

  @Test
  @Requirement({"DIM-25", "WADO-13"})
  void aRetrieveThatEndsWellWithoutAnInstanceFoundNothing() throws Exception {
    try (Bench bench = new Bench(root, pacs);
        Retrieval retrieval = bench.open(SCOPE)) {
      assertFailure(retrieval::next, Category.NOT_FOUND);
    }
  }

  @Test
  void aPacsThatNobodyConfiguredIsNotFound() throws Exception {
    try (Bench bench = new Bench(root, pacs)) {
      assertFailure(() -> bench.service().open(Caller.LOCAL, "other", SCOPE), Category.NOT_FOUND);
    }
  }

  @Test
  @Requirement("COM-09")
  void aFailureBeforeTheFirstInstanceIsToldAsItIs() throws Exception {
    pacs.failing(new ArchiveFailure.Unreachable("main", "connection refused"));
    try (Bench bench = new Bench(root, pacs);
        Retrieval retrieval = bench.open(SCOPE)) {
      assertFailure(retrieval::next, Category.BUSY);
    }
  }

  @Test
  @Requirement("COM-10")
  void aFailureAfterTheFirstInstanceIsNeverAnEnd() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    pacs.retrieving((scope, arrivals, cancellation) -> {
      Scripts.send(arrivals, FIRST);
      Scripts.await(seen);
      throw new ArchiveException(new ArchiveFailure.Broken("main", "A-ABORT"));
    });
    try (Bench bench = new Bench(root, pacs);
        Retrieval retrieval = bench.open(SCOPE)) {
      assertThat(retrieval.next()).isNotNull();
      seen.countDown();
      assertFailure(retrieval::next, Category.UPSTREAM);
      assertFailure(retrieval::next, Category.UPSTREAM);
    }
  }

  @Test
  @Requirement("COM-10")
  void anInstanceThatBreaksOffBreaksItsReader() throws Exception {
    CountDownLatch opened = new CountDownLatch(1);
    pacs.retrieving((scope, arrivals, cancellation) ->
        Scripts.during(() -> {
          Arrival arrival = arrivals.begin(SECOND.announcement());
          SECOND.append(arrival, 0, 1000, 1000);
          opened.await();
          arrival.fail("A-ABORT");
          throw new ArchiveException(new ArchiveFailure.Broken("main", "A-ABORT"));
        }));
    try (Bench bench = new Bench(root, pacs);
        Retrieval retrieval = bench.open(SCOPE)) {
      SpooledInstance instance = retrieval.next();
      assertThat(instance).isNotNull();
      try (SpoolReader reader = instance.open()) {
        reader.read(ByteBuffer.allocate(2000));
        opened.countDown();
        assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(10)))
            .isInstanceOf(IOException.class);
      }
      assertFailure(retrieval::next, Category.UPSTREAM);
    }
  }

  @Test
  @Requirement("COM-10")
  void anArrivalThatTheArchiveForgotIsNoWholeInstance() throws Exception {
    pacs.retrieving((scope, arrivals, cancellation) ->
        Scripts.during(() -> {
          FIRST.arrive(arrivals, 100);
          SECOND.append(arrivals.begin(SECOND.announcement()), 0, 1000, 1000);
          return Scripts.success(1);
        }));
    try (Bench bench = new Bench(root, pacs);
        Retrieval retrieval = bench.open(SCOPE)) {
      assertThatThrownBy(() -> Bench.readAll(retrieval))
          .isInstanceOfAny(IOException.class, ArchiveException.class);
    }
  }

  @Test
  @Requirement({"DIM-31", "COM-10"})
  void aPartialOutcomeIsNeverAnEnd() throws Exception {
    pacs.retrieving((scope, arrivals, cancellation) -> {
      Scripts.send(arrivals, FIRST);
      return new RetrieveOutcome(0xB000, 1, 1, 0, List.of(SECOND.sop()));
    });
    try (Bench bench = new Bench(root, pacs);
        Retrieval retrieval = bench.open(SCOPE)) {
      assertFailure(() -> Bench.readAll(retrieval), Category.UPSTREAM);
    }
  }

  @Test
  void anArchiveThatFailsUnexpectedlyEndsItsReaders() throws Exception {
    pacs.retrieving((scope, arrivals, cancellation) -> {
      throw new IllegalStateException("a fault of the gateway");
    });
    try (Bench bench = new Bench(root, pacs);
        Retrieval retrieval = bench.open(SCOPE)) {
      assertFailure(retrieval::next, Category.UPSTREAM);
    }
  }

  @Test
  @Requirement("DIM-26")
  void anInstanceOfAnotherSeriesIsTakenFromThePacsAndDropped() throws Exception {
    HandMade stray =
        HandMade.of(STUDY, "9.9", "9.9.1", TransferSyntax.ExplicitVRLittleEndian, pixels(9000, 3));
    pacs.retrieving(Scripts.sending(stray, FIRST));
    try (Bench bench = new Bench(root, pacs);
        Retrieval retrieval = bench.open(RetrieveScope.series(STUDY, SERIES))) {
      assertThat(Bench.readAll(retrieval)).containsExactly(FIRST);
      assertThat(bench.spool().usage().files()).isEqualTo(1);
    }
  }

  @Test
  @Requirement("DIM-26")
  void whereOnlyStraysCameNothingWasFound() throws Exception {
    pacs.retrieving(Scripts.sending(FIRST, SECOND));
    try (Bench bench = new Bench(root, pacs);
        Retrieval retrieval = bench.open(RetrieveScope.study("9.9.9"))) {
      assertFailure(retrieval::next, Category.NOT_FOUND);
      assertThat(bench.spool().usage().files()).isZero();
    }
  }

  @Test
  @Requirement({"DIM-26", "DIM-34", "COM-10"})
  void aDataSetThatNamesAnotherInstanceThanItsCommandIsRefused() throws Exception {
    requireRefused(
        new HandMade(FIRST.sopClass(), "9.9.9", STUDY, SERIES, FIRST.syntax(), FIRST.bytes()));
  }

  @Test
  @Requirement({"DIM-34", "COM-10"})
  void aDataSetOfAnotherClassThanItsCommandIsRefused() throws Exception {
    requireRefused(
        new HandMade(
            SopClass.MRImageStorage, FIRST.sop(), STUDY, SERIES, FIRST.syntax(), FIRST.bytes()));
  }

  private void requireRefused(HandMade other) throws Exception {
    CompletableFuture<Exception> refusal = new CompletableFuture<>();
    pacs.retrieving((scope, arrivals, cancellation) -> {
      try {
        other.arrive(arrivals, 10_000);
      } catch (IOException e) {
        refusal.complete(e);
      }
      return new RetrieveOutcome(0x0000, 1, 0, 0, List.of());
    });
    try (Bench bench = new Bench(root, pacs);
        Retrieval retrieval = bench.open(SCOPE)) {
      assertFailure(retrieval::next, Category.UPSTREAM);
      assertThat(refusal.get()).isInstanceOf(MalformedDicomException.class);
      assertThat(bench.spool().usage().bytes()).isZero();
    }
  }

  @Test
  @Requirement("WADO-19")
  void aSecondCopyOfAnInstanceIsNotRepeated() throws Exception {
    pacs.retrieving(Scripts.sending(FIRST, FIRST, SECOND));
    try (Bench bench = new Bench(root, pacs);
        Retrieval retrieval = bench.open(SCOPE)) {
      assertThat(Bench.readAll(retrieval)).containsExactly(FIRST, SECOND);
    }
  }

  @Test
  @Requirement({"DIM-32", "WADO-19"})
  void aCopyThatCameWholeStandsInForOneThatBrokeOff() throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    pacs.retrieving((scope, arrivals, cancellation) ->
        Scripts.during(() -> {
          Arrival broken = arrivals.begin(FIRST.announcement());
          FIRST.append(broken, 0, 1000, 1000);
          broken.fail("reset");
          FIRST.arrive(arrivals, 1000);
          done.countDown();
          return Scripts.success(1);
        }));
    try (Bench bench = new Bench(root, pacs);
        Retrieval retrieval = bench.open(SCOPE)) {
      done.await();
      assertThat(Bench.readAll(retrieval)).containsExactly(FIRST);
    }
  }

  private static void assertFailure(ThrowingCallable call, Category category) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ArchiveException.class,
            failure -> assertThat(failure.failure().category()).isEqualTo(category));
  }
}
