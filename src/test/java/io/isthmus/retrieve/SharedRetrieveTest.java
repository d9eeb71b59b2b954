package io.isthmus.retrieve;

import static io.isthmus.retrieve.HandMade.STUDY;
import static io.isthmus.retrieve.HandMade.pixels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Arrival;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.spool.SpoolReader;
import io.isthmus.security.Access;
import io.isthmus.security.AccessDeniedException;
import io.isthmus.security.Caller;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several readers of one retrieve. */
@Timeout(60)
class SharedRetrieveTest {
  private static final RetrieveScope SCOPE = RetrieveScope.study(STUDY);
  private static final HandMade FIRST = HandMade.instance("1.2.3.4.1", pixels(3000, 1));
  private static final HandMade SECOND = HandMade.instance("1.2.3.4.2", pixels(70_000, 2));

  @TempDir Path root;
  private final FakeArchive pacs = FakeArchive.named("main");

  @Test
  void aSecondReaderJoinsTheRunningRetrieveAndGetsEverything() throws Exception {
    CountDownLatch joined = new CountDownLatch(1);
    pacs.retrieving((scope, arrivals, cancellation) -> {
      Scripts.send(arrivals, FIRST);
      Scripts.await(joined);
      Scripts.send(arrivals, SECOND);
      return Scripts.success(2);
    });
    try (Bench bench = new Bench(root, pacs);
        Retrieval first = bench.open(SCOPE)) {
      assertThat(Bench.readNext(first)).isEqualTo(FIRST);
      try (Retrieval second = bench.open(SCOPE)) {
        joined.countDown();
        assertThat(Bench.readAll(second)).containsExactly(FIRST, SECOND);
      }
      assertThat(Bench.readAll(first)).containsExactly(SECOND);
    }
    assertThat(pacs.retrieves()).hasSize(1);
  }

  @Test
  void manyReadersAtOnceCauseOneRetrieve() throws Exception {
    CountDownLatch allOpen = new CountDownLatch(1);
    pacs.retrieving((scope, arrivals, cancellation) -> {
      Scripts.await(allOpen);
      Scripts.send(arrivals, FIRST, SECOND);
      return Scripts.success(2);
    });
    try (Bench bench = new Bench(root, pacs)) {
      CountDownLatch open = new CountDownLatch(100);
      List<Future<List<HandMade>>> reading = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        reading.add(
            Readers.inThread(() -> {
              try (Retrieval retrieval = bench.open(SCOPE)) {
                open.countDown();
                return Bench.readAll(retrieval);
              }
            }));
      }
      open.await();
      allOpen.countDown();
      for (Future<List<HandMade>> reader : reading) {
        assertThat(reader.get()).containsExactly(FIRST, SECOND);
      }
      assertThat(pacs.retrieves()).hasSize(1);
    }
  }

  @Test
  void whatARetrieveBroughtServesTheNextReader() throws Exception {
    pacs.retrieving(Scripts.sending(FIRST));
    try (Bench bench = new Bench(root, pacs);
        Retrieval first = bench.open(SCOPE)) {
      assertThat(Bench.readAll(first)).containsExactly(FIRST);
      try (Retrieval second = bench.open(SCOPE)) {
        assertThat(Bench.readAll(second)).containsExactly(FIRST);
      }
    }
    assertThat(pacs.retrieves()).hasSize(1);
  }

  @Test
  void aStudyOnItsWayServesItsSeriesAndInstances() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    pacs.using(4, 4).retrieving(Scripts.holding(end, FIRST, SECOND));
    try (Bench bench = new Bench(root, pacs);
        Retrieval study = bench.open(SCOPE);
        Retrieval series = bench.open(RetrieveScope.series(STUDY, HandMade.SERIES));
        Retrieval instance =
            bench.open(RetrieveScope.instance(STUDY, HandMade.SERIES, SECOND.sop()))) {
      assertThat(Bench.readAll(instance)).containsExactly(SECOND);
      end.countDown();
      assertThat(Bench.readAll(study)).containsExactly(FIRST, SECOND);
      assertThat(Bench.readAll(series)).containsExactly(FIRST, SECOND);
    }
    assertThat(pacs.retrieves()).containsExactly(SCOPE);
  }

  @Test
  @Requirement("COM-11")
  void theLastReadersLeavingCancelsTheRetrieveAndLetsItsFilesGo() throws Exception {
    CompletableFuture<IOException> refusal = new CompletableFuture<>();
    CountDownLatch cancelled = new CountDownLatch(1);
    pacs.retrieving((scope, arrivals, cancellation) -> {
      cancellation.onCancel(cancelled::countDown);
      Scripts.send(arrivals, FIRST);
      Scripts.await(cancelled);
      try {
        arrivals.begin(SECOND.announcement());
      } catch (IOException e) {
        refusal.complete(e);
      }
      throw new ArchiveException(new ArchiveFailure.Cancelled("main", "FE00H"));
    });
    try (Bench bench = new Bench(root, pacs)) {
      Retrieval first = bench.open(SCOPE);
      Retrieval second = bench.open(SCOPE);
      assertThat(Bench.readNext(first)).isEqualTo(FIRST);

      first.close();
      assertThat(Bench.readNext(second)).isEqualTo(FIRST);
      assertThat(cancelled.getCount()).isEqualTo(1);

      second.close();
      second.close();
      assertThat(refusal.get()).hasMessageContaining("nobody reads");
      assertThat(bench.bytesInUse()).isZero();
    }
  }

  @Test
  @Requirement("COM-11")
  void anArrivalInTheMiddleIsStoppedWhenTheLastReaderLeaves() throws Exception {
    CompletableFuture<IOException> refusal = new CompletableFuture<>();
    CountDownLatch left = new CountDownLatch(1);
    pacs.retrieving((scope, arrivals, cancellation) ->
        Scripts.during(() -> {
          Arrival arrival = arrivals.begin(SECOND.announcement());
          SECOND.append(arrival, 0, 1000, 1000);
          left.await();
          try {
            SECOND.append(arrival, 1000, 2000, 1000);
          } catch (IOException e) {
            refusal.complete(e);
          }
          arrival.fail("cancelled");
          return Scripts.success(0);
        }));
    try (Bench bench = new Bench(root, pacs)) {
      Retrieval retrieval = bench.open(SCOPE);
      assertThat(retrieval.next()).isNotNull();
      retrieval.close();
      left.countDown();
      assertThat(refusal.get()).isNotNull();
      assertThat(bench.spool().usage().bytes()).isZero();
    }
  }

  @Test
  void whoComesAfterTheLastReaderLeftBeginsAnew() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    pacs.retrieving(Scripts.holding(end, FIRST));
    try (Bench bench = new Bench(root, pacs)) {
      bench.open(SCOPE).close();
      try (Retrieval later = bench.open(SCOPE)) {
        end.countDown();
        assertThat(Bench.readAll(later)).containsExactly(FIRST);
      }
    }
    assertThat(pacs.retrieves().size()).isBetween(1, 2);
  }

  @Test
  @Requirement("COM-11")
  void closingFromAnotherThreadEndsAWaitingReader() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    pacs.retrieving(Scripts.holding(end));
    try (Bench bench = new Bench(root, pacs)) {
      Retrieval retrieval = bench.open(SCOPE);
      CompletableFuture<List<HandMade>> result = new CompletableFuture<>();
      Thread reader = Readers.start(result, () -> Bench.readAll(retrieval));
      while (reader.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      retrieval.close();

      assertThatThrownBy(result::get)
          .hasCauseInstanceOf(ArchiveException.class)
          .hasMessageContaining("the reader has left");
      end.countDown();
    }
  }

  @Test
  void aReaderThatStandsStillDoesNotBlockTheOthers() throws Exception {
    CountDownLatch bothOpen = new CountDownLatch(1);
    pacs.retrieving((scope, arrivals, cancellation) -> {
      Scripts.await(bothOpen);
      Scripts.send(arrivals, FIRST, SECOND);
      return Scripts.success(2);
    });
    try (Bench bench = new Bench(root, pacs);
        Retrieval still = bench.open(SCOPE);
        Retrieval moving = bench.open(SCOPE)) {
      bothOpen.countDown();
      SpooledInstance held = still.next();
      assertThat(held).isNotNull();
      try (SpoolReader reader = held.open()) {
        reader.read(ByteBuffer.allocate(10));
        assertThat(Bench.readAll(moving)).containsExactly(FIRST, SECOND);
      }
      assertThat(Bench.readAll(still)).containsExactly(SECOND);
    }
  }

  @Test
  void whoMayNotRetrieveGetsNoReaderNotEvenOfARunningRetrieve() throws Exception {
    Caller stranger = new Caller("stranger", Set.of(), Optional.empty(), Optional.empty());
    Access access = (caller, action, id) -> !caller.equals(stranger);
    CountDownLatch end = new CountDownLatch(1);
    pacs.retrieving(Scripts.holding(end, FIRST));
    try (Bench bench = new Bench(root, pacs, access);
        Retrieval retrieval = bench.open(SCOPE)) {
      assertThat(retrieval.next()).isNotNull();
      assertThatThrownBy(() -> bench.service().open(stranger, "main", SCOPE))
          .isInstanceOf(AccessDeniedException.class);
      end.countDown();
      assertThat(retrieval.next()).isNull();
    }
  }
}
