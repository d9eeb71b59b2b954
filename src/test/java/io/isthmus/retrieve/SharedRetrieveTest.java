package io.isthmus.retrieve;

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
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.SpoolReader;
import io.isthmus.security.Access;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
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
            inThread(() -> {
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
  void aRetrieveThatHasEndedIsNotJoined() throws Exception {
    pacs.retrieving(Scripts.sending(FIRST));
    try (Bench bench = new Bench(root, pacs);
        Retrieval first = bench.open(SCOPE)) {
      assertThat(Bench.readAll(first)).containsExactly(FIRST);
      try (Retrieval second = bench.open(SCOPE)) {
        assertThat(Bench.readAll(second)).containsExactly(FIRST);
      }
    }
    assertThat(pacs.retrieves()).hasSize(2);
  }

  @Test
  void anotherScopeIsAnotherRetrieve() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    pacs.retrieving(Scripts.holding(end, FIRST));
    try (Bench bench = new Bench(root, pacs);
        Retrieval study = bench.open(SCOPE);
        Retrieval series = bench.open(RetrieveScope.series(STUDY, HandMade.SERIES))) {
      end.countDown();
      assertThat(Bench.readAll(study)).containsExactly(FIRST);
      assertThat(Bench.readAll(series)).containsExactly(FIRST);
    }
    assertThat(pacs.retrieves()).hasSize(2);
  }

  @Test
  @Requirement("COM-11")
  void theLastReadersLeavingCancelsTheRetrieveAndFreesItsFiles() throws Exception {
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
      assertThat(bench.spool().usage().files()).isZero();
      assertThat(bench.spool().usage().bytes()).isZero();
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
      Thread reader = start(result, () -> Bench.readAll(retrieval));
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
  void aStudyLargerThanTheSpoolPassesThroughIt() throws Exception {
    HandMade[] study = study(60, 5000);
    pacs.retrieving(Scripts.sending(study));
    try (Bench bench = small(20_000, Duration.ofHours(1));
        Retrieval retrieval = bench.open(SCOPE)) {
      assertThat(Bench.readAll(retrieval)).containsExactly(study);
      assertThat(bench.spool().usage().refusals()).isZero();
    }
    assertThat(pacs.retrieves()).hasSize(1);
  }

  @Test
  void aRetrieveThatHasGivenUpAFileIsNotJoined() throws Exception {
    HandMade[] study = study(10, 5000);
    CountDownLatch end = new CountDownLatch(1);
    pacs.retrieving(Scripts.holding(end, study));
    try (Bench bench = small(20_000, Duration.ofHours(1));
        Retrieval first = bench.open(SCOPE)) {
      for (int i = 0; i < 10; i++) {
        assertThat(Bench.readNext(first)).isEqualTo(study[i]);
      }
      pacs.retrieving(Scripts.sending(FIRST));
      try (Retrieval second = bench.open(SCOPE)) {
        end.countDown();
        assertThat(first.next()).isNull();
        assertThat(Bench.readAll(second)).containsExactly(FIRST);
      }
    }
    assertThat(pacs.retrieves()).hasSize(2);
  }

  @Test
  @Requirement("COM-10")
  void inAFullSpoolTheReaderThatFellBehindBreaksAndTheOtherGoesOn() throws Exception {
    HandMade[] study = study(10, 5000);
    Semaphore pace = new Semaphore(0);
    pacs.retrieving((scope, arrivals, cancellation) -> {
      for (HandMade instance : study) {
        pace.acquireUninterruptibly();
        Scripts.send(arrivals, instance);
      }
      return Scripts.success(study.length);
    });
    try (Bench bench = small(20_000, Duration.ZERO);
        Retrieval behind = bench.open(SCOPE);
        Retrieval ahead = bench.open(SCOPE)) {
      pace.release();
      assertThat(behind.next()).isNotNull();
      for (HandMade instance : study) {
        assertThat(Bench.readNext(ahead)).isEqualTo(instance);
        ahead.ready();
        pace.release();
      }
      assertThat(ahead.next()).isNull();
      assertThatThrownBy(behind::next)
          .isInstanceOfSatisfying(
              ArchiveException.class,
              cut -> assertThat(cut.failure().category()).isEqualTo(Category.BUSY));
    }
  }

  @Test
  @Requirement({"COM-10", "DIM-34"})
  void inAFullSpoolThatNobodyReadsTheRetrieveFails() throws Exception {
    HandMade[] study = study(10, 5000);
    CompletableFuture<Exception> refusal = new CompletableFuture<>();
    pacs.retrieving((scope, arrivals, cancellation) -> {
      try {
        for (HandMade instance : study) {
          instance.arrive(arrivals, 1000);
        }
      } catch (IOException e) {
        refusal.complete(e);
      }
      throw new ArchiveException(
          new ArchiveFailure.Failed("main", Category.BUSY, 0xA702, "no room"));
    });
    try (Bench bench = small(20_000, Duration.ZERO);
        Retrieval retrieval = bench.open(SCOPE)) {
      assertThat(refusal.get()).hasMessageContaining("no room");
      assertThatThrownBy(() -> Bench.readAll(retrieval)).isInstanceOf(ArchiveException.class);
    }
  }

  /**
   * Law: however readers come, go, read and stand still, and wherever the PACS breaks off, a reader
   * that finds an end has every instance with the bytes sent, and afterwards the spool is empty.
   */
  @Test
  @Requirement("COM-10")
  void aReaderThatFindsAnEndHasEverything() throws Exception {
    long seed = System.nanoTime();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    HandMade[] study = study(12, 4000);
    for (int round = 0; round < 60; round++) {
      int breaksAt = random.nextInt(3) == 0 ? random.nextInt(study.length) : -1;
      int fragment = 1 + random.nextInt(3000);
      pacs.retrieving((scope, arrivals, cancellation) ->
          Scripts.during(() -> {
            for (int i = 0; i < study.length; i++) {
              if (i == breaksAt) {
                study[i].append(arrivals.begin(study[i].announcement()), 0, 2000, fragment);
                throw new ArchiveException(new ArchiveFailure.Broken("main", "reset"));
              }
              study[i].arrive(arrivals, fragment);
            }
            return Scripts.success(study.length);
          }));
      InstanceSpool spool;
      try (Bench bench = small(20_000 + random.nextInt(60_000), Duration.ofMillis(5))) {
        List<Future<List<HandMade>>> readers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          int leavesAfter = random.nextInt(4) == 0 ? random.nextInt(study.length) : study.length;
          readers.add(inThread(() -> readUpTo(bench, leavesAfter)));
        }
        for (Future<List<HandMade>> reader : readers) {
          assertEverythingOrBroken(reader, study, seed);
        }
        spool = bench.spool();
      }
      assertThat(spool.usage().bytes()).as("seed %d", seed).isZero();
    }
  }

  private static void assertEverythingOrBroken(
      Future<List<HandMade>> reader, HandMade[] study, long seed) throws InterruptedException {
    try {
      List<HandMade> read = reader.get();
      assertThat(read).as("seed %d", seed).isEqualTo(List.of(study).subList(0, read.size()));
    } catch (ExecutionException e) {
      assertThat(e.getCause())
          .as("seed %d", seed)
          .isInstanceOfAny(ArchiveException.class, IOException.class);
    }
  }

  /**
   * Reads up to some instances and leaves, or to the end, where there must be as many as there are.
   */
  private static List<HandMade> readUpTo(Bench bench, int count)
      throws ArchiveException, IOException {
    List<HandMade> read = new ArrayList<>();
    try (Retrieval retrieval = bench.open(SCOPE)) {
      while (read.size() < count) {
        HandMade next = Bench.readNext(retrieval);
        if (next == null) {
          throw new IllegalStateException("an end after " + read.size() + " instances");
        }
        read.add(next);
      }
      if (count == 12 && Bench.readNext(retrieval) != null) {
        throw new IllegalStateException("more than everything");
      }
      return read;
    }
  }

  private Bench small(long maxBytes, Duration maxWait) throws IOException {
    return new Bench(pacs, Access.OPEN, new InstanceSpool.Options(root, maxBytes, maxWait));
  }

  private static HandMade[] study(int instances, int pixels) {
    HandMade[] study = new HandMade[instances];
    for (int i = 0; i < instances; i++) {
      study[i] = HandMade.instance("1.2.3.4." + (i + 1), pixels(pixels, i));
    }
    return study;
  }

  interface Reading {
    List<HandMade> run() throws ArchiveException, IOException;
  }

  private static Future<List<HandMade>> inThread(Reading reading) {
    CompletableFuture<List<HandMade>> result = new CompletableFuture<>();
    start(result, reading);
    return result;
  }

  private static Thread start(CompletableFuture<List<HandMade>> result, Reading reading) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            result.complete(reading.run());
          } catch (ArchiveException | IOException | RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
  }
}
