package io.isthmus.archive.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SideBySideRetrieveTest {
  private static final List<RetrieveScope> PARTS =
      IntStream.range(0, 20)
          .mapToObj(i ->
              RetrieveScope.instances(
                  "1.2",
                  "1.3",
                  List.of("1.4.%d".formatted(2 * i + 1), "1.4.%d".formatted(2 * i + 2))))
          .toList();

  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Cancellation whole = new Cancellation();

  @AfterEach
  void end() {
    executor.close();
  }

  @Test
  @Requirement("DIM-02")
  void partsComeAtTheSameTimeAndEachOnce() throws ArchiveException {
    CountDownLatch three = new CountDownLatch(3);
    Set<RetrieveScope> brought = ConcurrentHashMap.newKeySet();

    RetrieveOutcome outcome =
        retrieve(
                (scope, ending) -> {
                  three.countDown();
                  await(three);
                  assertThat(brought.add(scope)).isTrue();
                  return whole(scope);
                })
            .bring(PARTS, 2, whole);

    assertThat(brought).hasSize(PARTS.size());
    assertThat(outcome).isEqualTo(new RetrieveOutcome(0, 40, 0, 0, List.of()));
  }

  @Test
  @Requirement("DIM-02")
  void nothingComesBesideWhatOthersWaitFor() throws ArchiveException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();

    new SideBySideRetrieve(
            (scope, ending) -> {
              threads.add(Thread.currentThread());
              return whole(scope);
            },
            () -> false,
            executor)
        .bring(PARTS, 3, whole);

    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  @Requirement("DIM-02")
  void whatAHelperGetsNoAssociationForIsLeftToTheFirst() throws ArchiveException {
    Thread first = Thread.currentThread();
    CountDownLatch refused = new CountDownLatch(2);

    RetrieveOutcome outcome =
        retrieve(
                (scope, ending) -> {
                  if (!Thread.currentThread().equals(first)) {
                    refused.countDown();
                    throw new ArchiveException(new ArchiveFailure.Exhausted("pacs", "none"));
                  }
                  await(refused);
                  return whole(scope);
                })
            .bring(PARTS, 2, whole);

    assertThat(outcome.completed()).isEqualTo(40);
  }

  @Test
  @Requirement({"COM-09", "COM-10"})
  void aPartThatBreaksOffEndsTheOthers() {
    CountDownLatch bothUnderWay = new CountDownLatch(2);
    AtomicInteger begun = new AtomicInteger();
    AtomicInteger ended = new AtomicInteger();

    assertThatThrownBy(() ->
            retrieve(
                    (scope, ending) -> {
                      boolean breaks = begun.getAndIncrement() == 0;
                      bothUnderWay.countDown();
                      await(bothUnderWay);
                      if (breaks) {
                        throw new ArchiveException(new ArchiveFailure.Broken("pacs", "aborted"));
                      }
                      CountDownLatch cancelled = new CountDownLatch(1);
                      ending.onCancel(cancelled::countDown);
                      await(cancelled);
                      ended.incrementAndGet();
                      throw new ArchiveException(new ArchiveFailure.Cancelled("pacs", "cancelled"));
                    })
                .bring(PARTS, 1, whole))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            failed -> assertThat(failed.failure()).isInstanceOf(ArchiveFailure.Broken.class));

    assertThat(ended).hasValue(1);
    assertThat(begun).hasValue(2);
  }

  @Test
  void theEndOfTheWholeIsTheEndOfEachPart() {
    CountDownLatch bothUnderWay = new CountDownLatch(2);
    Thread first = Thread.currentThread();

    assertThatThrownBy(() ->
            retrieve(
                    (scope, ending) -> {
                      bothUnderWay.countDown();
                      await(bothUnderWay);
                      if (Thread.currentThread().equals(first)) {
                        whole.cancel();
                      }
                      CountDownLatch cancelled = new CountDownLatch(1);
                      ending.onCancel(cancelled::countDown);
                      await(cancelled);
                      throw new ArchiveException(new ArchiveFailure.Cancelled("pacs", "cancelled"));
                    })
                .bring(PARTS, 1, whole))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            failed -> assertThat(failed.failure()).isInstanceOf(ArchiveFailure.Cancelled.class));
  }

  @Test
  @Requirement("DIM-32")
  void aPartThatIsListedAndNotGivenIsAShortfall() throws ArchiveException {
    List<String> lacking = PARTS.get(7).sopInstanceUids();

    for (ArchiveFailure why :
        List.of(
            new ArchiveFailure.NotFound("pacs", "gone"),
            new ArchiveFailure.Failed(
                "pacs", ArchiveFailure.Category.UPSTREAM, 0xC001, "cannot"))) {
      RetrieveOutcome outcome =
          retrieve(
                  (scope, ending) -> {
                    if (scope.equals(PARTS.get(7))) {
                      throw new ArchiveException(why);
                    }
                    return whole(scope);
                  })
              .bring(PARTS, 2, whole);

      assertThat(outcome.complete()).isFalse();
      assertThat(outcome.completed()).isEqualTo(38);
      assertThat(outcome.failed()).isEqualTo(2);
      assertThat(outcome.failedSopInstanceUids()).isEqualTo(lacking);
      assertThat(outcome.status()).isEqualTo(why.dimseStatus().orElse(0xB000));
    }
  }

  @Test
  @Requirement("DIM-25")
  void whereNoPartIsGivenThatIsTheFailure() {
    assertThatThrownBy(() ->
            retrieve(
                    (scope, ending) -> {
                      throw new ArchiveException(new ArchiveFailure.NotFound("pacs", "gone"));
                    })
                .bring(PARTS, 2, whole))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            failed -> assertThat(failed.failure()).isInstanceOf(ArchiveFailure.NotFound.class));
  }

  @Test
  void aFaultOfTheGatewayItselfEndsAllParts() {
    AtomicInteger begun = new AtomicInteger();

    assertThatThrownBy(() ->
            retrieve(
                    (scope, ending) -> {
                      begun.incrementAndGet();
                      throw new IllegalStateException("a fault");
                    })
                .bring(PARTS, 2, whole))
        .hasStackTraceContaining("a fault");

    assertThat(begun.get()).isLessThanOrEqualTo(3);
  }

  private SideBySideRetrieve retrieve(SideBySideRetrieve.Part part) {
    return new SideBySideRetrieve(part, () -> true, executor);
  }

  private static RetrieveOutcome whole(RetrieveScope scope) {
    return new RetrieveOutcome(0, scope.sopInstanceUids().size(), 0, 0, List.of());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
