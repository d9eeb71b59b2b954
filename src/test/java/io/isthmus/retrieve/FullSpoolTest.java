package io.isthmus.retrieve;

import static io.isthmus.retrieve.HandMade.STUDY;
import static io.isthmus.retrieve.HandMade.pixels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.ArchiveFailure.Category;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.security.Access;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
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

/** Retrieves that are larger than the spool. */
@Timeout(60)
class FullSpoolTest {
  private static final RetrieveScope SCOPE = RetrieveScope.study(STUDY);

  @TempDir Path root;
  private final FakeArchive pacs = FakeArchive.named("main");

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
  @Requirement("DIM-33")
  void anAnswerThatWaitsForTheOutcomeBeginsWithoutItWhereTheSpoolIsFull() throws Exception {
    HandMade[] study = study(60, 5000);
    pacs.retrieving(Scripts.sending(study));
    try (Bench bench =
            new Bench(
                pacs,
                Access.OPEN,
                new InstanceSpool.Options(root, 20_000, Duration.ofHours(1)),
                RetrieveOptions.DEFAULT.committing(RetrieveOptions.Commit.CHECKED),
                Clock.systemUTC());
        Retrieval retrieval = bench.open(SCOPE)) {
      assertThat(Bench.readAll(retrieval)).containsExactly(study);
      assertThat(bench.spool().usage().refusals()).isZero();
    }
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
      pacs.finding(Finds.of("1", study));
      pacs.retrieving((scope, arrivals, cancellation) -> {
        List<HandMade> asked =
            Arrays.stream(study)
                .filter(one -> scope.sopInstanceUids().contains(one.sop()))
                .toList();
        Scripts.send(arrivals, asked.toArray(HandMade[]::new));
        return Scripts.success(asked.size());
      });
      try (Retrieval second = bench.open(SCOPE)) {
        end.countDown();
        assertThat(first.next()).isNull();
        assertThat(Bench.readAll(second)).containsExactlyInAnyOrder(study);
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
   * that finds an end has every instance with the bytes sent, and afterwards nothing is in use.
   */
  @Test
  @Requirement("COM-10")
  void aReaderThatFindsAnEndHasEverything() throws Exception {
    long seed = Long.getLong("isthmus.laws.seed", 20_261_121L);
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    HandMade[] study = study(12, 4000);
    pacs.finding(Finds.of("1", study));
    for (int round = 0; round < 60; round++) {
      int breaksAt = random.nextInt(3) == 0 ? random.nextInt(study.length) : -1;
      int fragment = 1 + random.nextInt(3000);
      pacs.retrieving((scope, arrivals, cancellation) ->
          Scripts.during(() -> {
            for (int i = 0; i < study.length; i++) {
              boolean asked = scope.contains(scope(study[i]));
              if (asked && i == breaksAt) {
                study[i].append(arrivals.begin(study[i].announcement()), 0, 2000, fragment);
                throw new ArchiveException(new ArchiveFailure.Broken("main", "reset"));
              }
              if (asked) {
                study[i].arrive(arrivals, fragment);
              }
            }
            return Scripts.success(0);
          }));
      Bench after;
      try (Bench bench = small(20_000 + random.nextInt(60_000), Duration.ofMillis(5))) {
        List<Future<List<HandMade>>> readers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          int leavesAfter = random.nextInt(4) == 0 ? random.nextInt(study.length) : study.length;
          readers.add(Readers.inThread(() -> readUpTo(bench, leavesAfter)));
        }
        for (Future<List<HandMade>> reader : readers) {
          assertEverythingOrBroken(reader, study, seed);
        }
        after = bench;
      }
      assertThat(after.bytesInUse()).as("seed %d", seed).isZero();
    }
  }

  private static void assertEverythingOrBroken(
      Future<List<HandMade>> reader, HandMade[] study, long seed) throws InterruptedException {
    try {
      List<HandMade> read = reader.get();
      assertThat(read).as("seed %d", seed).doesNotHaveDuplicates().isSubsetOf(study);
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

  private static RetrieveScope scope(HandMade instance) {
    return RetrieveScope.instance(instance.study(), instance.series(), instance.sop());
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
}
