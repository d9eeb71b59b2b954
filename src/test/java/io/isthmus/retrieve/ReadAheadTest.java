package io.isthmus.retrieve;

import static io.isthmus.retrieve.HandMade.SERIES;
import static io.isthmus.retrieve.HandMade.STUDY;
import static io.isthmus.retrieve.HandMade.pixels;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.security.Access;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Series through which somebody steps. */
@Timeout(30)
class ReadAheadTest {
  private static final HandMade[] IMAGES =
      IntStream.range(0, 10)
          .mapToObj(i -> HandMade.instance("1.2.3.4.1" + i, pixels(1000, i)))
          .toArray(HandMade[]::new);

  @TempDir Path root;
  private final FakeArchive pacs =
      FakeArchive.named("main").finding(Finds.of("1", IMAGES)).retrieving(sendingTheAsked());

  private static FakeArchive.RetrieveScript sendingTheAsked() {
    return (scope, arrivals, cancellation) -> {
      HandMade[] asked =
          Arrays.stream(IMAGES)
              .filter(one -> scope.covers(one.study(), one.series(), one.sop()))
              .toArray(HandMade[]::new);
      Scripts.send(arrivals, asked);
      return Scripts.success(asked.length);
    };
  }

  private Bench bench(long bytes) throws IOException {
    return new Bench(
        pacs,
        Access.OPEN,
        new InstanceSpool.Options(root, 1 << 20, Duration.ofHours(1)),
        RetrieveOptions.DEFAULT.readingAhead(bytes),
        Clock.systemUTC());
  }

  private static void step(Bench bench, int index) throws ArchiveException, IOException {
    try (Retrieval one = bench.open(RetrieveScope.instance(STUDY, SERIES, IMAGES[index].sop()))) {
      assertThat(Bench.readAll(one)).containsExactly(IMAGES[index]);
    }
    bench.awaitQuiet();
  }

  private List<Integer> asked() {
    return pacs.retrieves().stream().map(scope -> scope.sopInstanceUids().size()).toList();
  }

  @Test
  void fromTheThirdStepOnTheRestIsThereBeforeItIsAskedFor() throws Exception {
    try (Bench bench = bench(1 << 20)) {
      for (int i = 0; i < IMAGES.length; i++) {
        step(bench, i);
      }
    }
    // The third is asked for before the rest, beside it or with it.
    List<Integer> lengths = asked().stream().sorted().toList();
    assertThat(lengths).startsWith(1, 1).hasSizeBetween(3, 4);
    assertThat(lengths.getLast()).isGreaterThanOrEqualTo(7);
  }

  @Test
  void theSameInstanceAgainIsNoStep() throws Exception {
    ReadAhead ahead = new ReadAhead(Clock.systemUTC());
    for (int i = 0; i < 10; i++) {
      assertThat(ahead.isDue("main", RetrieveScope.instance(STUDY, SERIES, "1.1"))).isFalse();
    }
    assertThat(ahead.isDue("main", RetrieveScope.series(STUDY, SERIES))).isFalse();
    assertThat(ahead.isDue("other", RetrieveScope.instance(STUDY, SERIES, "1.2"))).isFalse();
    assertThat(ahead.isDue("main", RetrieveScope.instance(STUDY, SERIES, "1.2"))).isFalse();
    assertThat(ahead.isDue("main", RetrieveScope.instance(STUDY, SERIES, "1.3"))).isTrue();
    assertThat(ahead.isDue("main", RetrieveScope.instance(STUDY, SERIES, "1.4"))).isFalse();
  }

  @Test
  void whereItIsOffOrThePacsIsBusyNothingIsReadAhead() throws Exception {
    try (Bench off = bench(0)) {
      for (int i = 0; i < 5; i++) {
        step(off, i);
      }
    }
    assertThat(asked()).containsExactly(1, 1, 1, 1, 1);
    pacs.using(4, 4);
    try (Bench busy = bench(1 << 20)) {
      for (int i = 0; i < 5; i++) {
        step(busy, i);
      }
    }
    assertThat(asked()).hasSize(10).containsOnly(1);
  }

  @Test
  void noMoreIsReadThanTheBound() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    pacs.retrieving((scope, arrivals, cancellation) -> {
      if (scope.sopInstanceUids().size() == 1) {
        return sendingTheAsked().run(scope, arrivals, cancellation);
      }
      cancellation.onCancel(ended::countDown);
      Scripts.send(arrivals, IMAGES[3], IMAGES[4], IMAGES[5]);
      Scripts.await(ended);
      return new RetrieveOutcome(0xFE00, 3, 0, 0, List.of());
    });
    try (Bench bench = bench(1500)) {
      for (int i = 0; i < 3; i++) {
        step(bench, i);
      }
      assertThat(ended.getCount()).isZero();
    }
  }
}
