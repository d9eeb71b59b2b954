package io.isthmus.retrieve;

import static io.isthmus.retrieve.HandMade.SERIES;
import static io.isthmus.retrieve.HandMade.STUDY;
import static io.isthmus.retrieve.HandMade.pixels;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.RetrieveScope;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One instance that is wanted before a larger retrieve brings it, and readers that come and go. */
@Timeout(30)
class OvertakingTest {
  private static final RetrieveScope ALL = RetrieveScope.study(STUDY);
  private static final HandMade FIRST = HandMade.instance("1.2.3.4.1", pixels(3000, 1));
  private static final HandMade LAST = HandMade.instance("1.2.3.4.2", pixels(7000, 2));
  private static final RetrieveScope ONE = RetrieveScope.instance(STUDY, SERIES, LAST.sop());

  @TempDir Path root;
  private final FakeArchive pacs = FakeArchive.named("main");

  @Test
  void anInstanceThatDoesNotComeSoonIsFetchedBesideTheLargerRetrieve() throws Exception {
    CountDownLatch overtaken = new CountDownLatch(1);
    pacs.retrieving((scope, arrivals, cancellation) -> {
      if (scope.equals(ALL)) {
        Scripts.send(arrivals, FIRST);
        Scripts.await(overtaken);
      }
      Scripts.send(arrivals, LAST);
      return Scripts.success(scope.equals(ALL) ? 2 : 1);
    });
    try (Bench bench = new Bench(root, pacs);
        Retrieval all = bench.open(ALL)) {
      assertThat(all.next()).isNotNull();
      try (Retrieval one = bench.open(ONE)) {
        assertThat(Bench.readAll(one)).containsExactly(LAST);
      }
      overtaken.countDown();
      assertThat(Bench.readAll(all)).containsExactly(LAST);
    }
    assertThat(pacs.retrieves()).containsExactly(ALL, ONE);
  }

  @Test
  void whereNoAssociationIsFreeItWaits() throws Exception {
    pacs.using(1, 1);
    CountDownLatch waited = new CountDownLatch(1);
    pacs.retrieving((scope, arrivals, cancellation) -> {
      Scripts.send(arrivals, FIRST);
      Scripts.await(waited);
      Scripts.send(arrivals, LAST);
      return Scripts.success(2);
    });
    try (Bench bench = new Bench(root, pacs);
        Retrieval all = bench.open(ALL);
        Retrieval one = bench.open(ONE)) {
      Future<List<HandMade>> reading = Readers.inThread(() -> Bench.readAll(one));
      assertThat(waited.await(200, TimeUnit.MILLISECONDS)).isFalse();
      waited.countDown();
      assertThat(reading.get()).containsExactly(LAST);
      assertThat(Bench.readAll(all)).containsExactly(FIRST, LAST);
    }
    assertThat(pacs.retrieves()).containsExactly(ALL);
  }

  @Test
  void theFirstCopyWinsAndTheOtherRetrieveIsCancelled() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    pacs.retrieving((scope, arrivals, cancellation) -> {
      if (scope.equals(ALL)) {
        Scripts.send(arrivals, FIRST);
        Scripts.await(second);
        Scripts.send(arrivals, LAST);
        return Scripts.success(2);
      }
      cancellation.onCancel(cancelled::countDown);
      second.countDown();
      Scripts.await(cancelled);
      throw new ArchiveException(new ArchiveFailure.Cancelled("main", "FE00H"));
    });
    try (Bench bench = new Bench(root, pacs);
        Retrieval all = bench.open(ALL);
        Retrieval one = bench.open(ONE)) {
      assertThat(Bench.readAll(one)).containsExactly(LAST);
      assertThat(Bench.readAll(all)).containsExactly(FIRST, LAST);
    }
  }

  @Test
  @Requirement("COM-11")
  void aReaderOfOneInstanceDoesNotCancelARetrieveThatHasNothingLeftToSend() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    pacs.retrieving((scope, arrivals, cancellation) -> {
      Scripts.send(arrivals, LAST);
      Scripts.await(left);
      cancelled.complete(cancellation.cancelled());
      return Scripts.success(1);
    });
    try (Bench bench = new Bench(root, pacs)) {
      try (Retrieval one = bench.open(ONE)) {
        assertThat(Bench.readAll(one)).containsExactly(LAST);
      }
      left.countDown();
      assertThat(cancelled.get()).isFalse();
    }
  }

  @Test
  void aSeriesReaderOfAStudyThatFailsGetsItsSeriesByItself() throws Exception {
    CountDownLatch joined = new CountDownLatch(1);
    pacs.finding(Finds.of("1", FIRST, LAST));
    pacs.retrieving((scope, arrivals, cancellation) -> {
      if (scope.equals(ALL)) {
        Scripts.send(arrivals, FIRST);
        Scripts.await(joined);
        throw new ArchiveException(new ArchiveFailure.Broken("main", "A-ABORT"));
      }
      Scripts.send(arrivals, LAST);
      return Scripts.success(1);
    });
    try (Bench bench = new Bench(root, pacs);
        Retrieval all = bench.open(ALL);
        Retrieval series = bench.open(RetrieveScope.series(STUDY, SERIES))) {
      assertThat(all.next()).isNotNull();
      joined.countDown();
      assertThat(Bench.readAll(series)).containsExactly(FIRST, LAST);
    }
    assertThat(pacs.retrieves()).containsExactly(ALL, ONE);
  }
}
