package io.isthmus.retrieve;

import static io.isthmus.retrieve.HandMade.SERIES;
import static io.isthmus.retrieve.HandMade.STUDY;
import static io.isthmus.retrieve.HandMade.pixels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.HandClock;
import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.ArchiveFailure.Category;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.FakeArchive.RetrieveScript;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.security.Access;
import io.isthmus.security.AccessDeniedException;
import io.isthmus.security.Caller;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stays in the spool, whom it serves, and for how long. */
@Timeout(30)
class HeldInstancesTest {
  private static final RetrieveScope ALL = RetrieveScope.study(STUDY);
  private static final HandMade FIRST = HandMade.instance("1.2.3.4.1", pixels(3000, 1));
  private static final HandMade SECOND = HandMade.instance("1.2.3.4.2", pixels(7000, 2));
  private static final HandMade OTHER_SERIES =
      HandMade.of(
          STUDY, "1.2.3.5", "1.2.3.5.1", TransferSyntax.ExplicitVRLittleEndian, pixels(900, 3));

  @TempDir Path root;
  private final FakeArchive pacs = FakeArchive.named("main");
  private final HandClock clock = new HandClock();

  @Test
  void whatIsHeldIsNotMovedAgain() throws Exception {
    has("", FIRST, SECOND, OTHER_SERIES);
    try (Bench bench = bench()) {
      assertThat(read(bench, ALL)).containsExactly(FIRST, SECOND, OTHER_SERIES);
      assertThat(read(bench, ALL)).containsExactly(FIRST, SECOND, OTHER_SERIES);
      assertThat(read(bench, RetrieveScope.series(STUDY, SERIES))).containsExactly(FIRST, SECOND);
      assertThat(read(bench, RetrieveScope.instance(STUDY, SERIES, SECOND.sop())))
          .containsExactly(SECOND);
    }
    assertThat(pacs.retrieves()).containsExactly(ALL);
  }

  @Test
  void onlyWhatIsMissingIsRetrievedAndWhatIsHeldComesFirst() throws Exception {
    has("", FIRST, SECOND, OTHER_SERIES);
    try (Bench bench = bench()) {
      read(bench, RetrieveScope.instance(STUDY, SERIES, SECOND.sop()));
      assertThat(read(bench, ALL)).containsExactly(SECOND, FIRST, OTHER_SERIES);
      assertThat(pacs.retrieves())
          .containsExactly(
              RetrieveScope.instance(STUDY, SERIES, SECOND.sop()),
              RetrieveScope.instance(STUDY, SERIES, FIRST.sop()),
              RetrieveScope.series(STUDY, OTHER_SERIES.series()));
      read(bench, ALL);
    }
    assertThat(pacs.retrieves()).hasSize(3);
  }

  @Test
  void withinThirtySecondsThePacsIsNotAskedAgainAndAfterThemItIs() throws Exception {
    has("", FIRST);
    try (Bench bench = bench()) {
      read(bench, ALL);
      awaitFacts(bench);
      int before = pacs.finds().size();
      clock.advance(Duration.ofSeconds(29));
      read(bench, ALL);
      assertThat(pacs.finds()).hasSize(before);
      clock.advance(Duration.ofSeconds(2));
      read(bench, ALL);
      assertThat(pacs.finds()).hasSize(before + 1);
      read(bench, ALL);
      assertThat(pacs.finds()).hasSize(before + 1);
    }
    assertThat(pacs.retrieves()).hasSize(1);
  }

  @Test
  void aRequestAnewAsksAtOnce() throws Exception {
    has("", FIRST);
    try (Bench bench = bench()) {
      read(bench, ALL);
      awaitFacts(bench);
      int before = pacs.finds().size();
      readAnew(bench);
      assertThat(pacs.finds()).hasSize(before + 1);
      readAnew(bench);
      assertThat(pacs.finds()).as("asked in the same millisecond").hasSize(before + 2);
    }
    assertThat(pacs.retrieves()).hasSize(1);
  }

  @Test
  void aStudyOfAnotherPatientIsRetrievedAnew() throws Exception {
    has("", FIRST, SECOND);
    try (Bench bench = bench()) {
      read(bench, ALL);
      awaitFacts(bench);
      has("2", FIRST, SECOND);
      clock.advance(Duration.ofSeconds(31));
      assertThat(read(bench, RetrieveScope.series(STUDY, SERIES))).containsExactly(FIRST, SECOND);
    }
    assertThat(pacs.retrieves()).containsExactly(ALL, RetrieveScope.series(STUDY, SERIES));
  }

  @Test
  void aStudyThatGrewIsCompletedAndOneThatShrankIsCut() throws Exception {
    has("", FIRST);
    try (Bench bench = bench()) {
      read(bench, ALL);
      awaitFacts(bench);
      has("", FIRST, SECOND);
      clock.advance(Duration.ofSeconds(31));
      assertThat(read(bench, ALL)).containsExactly(FIRST, SECOND);
      has("", SECOND);
      clock.advance(Duration.ofSeconds(31));
      assertThat(read(bench, ALL)).containsExactly(SECOND);
    }
    assertThat(pacs.retrieves())
        .containsExactly(ALL, RetrieveScope.instance(STUDY, SERIES, SECOND.sop()));
  }

  @Test
  void aPacsThatDoesNotCountIsAskedForTheUids() throws Exception {
    hasWithoutCounting(FIRST);
    try (Bench bench = bench()) {
      read(bench, ALL);
      awaitFacts(bench);
      hasWithoutCounting(FIRST, SECOND);
      clock.advance(Duration.ofSeconds(31));
      assertThat(read(bench, ALL)).containsExactly(FIRST, SECOND);
    }
  }

  @Test
  @Requirement("WADO-13")
  void aStudyThatIsNotThereAnyMoreIsNotServed() throws Exception {
    has("", FIRST);
    try (Bench bench = bench()) {
      read(bench, ALL);
      awaitFacts(bench);
      has("");
      clock.advance(Duration.ofSeconds(31));
      assertFailure(bench, Category.NOT_FOUND);
      assertThat(bench.spool().usage().files()).isZero();
    }
  }

  @Test
  void whereThePacsCannotBeAskedWhatIsHeldIsNotServed() throws Exception {
    has("", FIRST);
    try (Bench bench = bench()) {
      read(bench, ALL);
      awaitFacts(bench);
      pacs.failing(new ArchiveFailure.Unreachable("main", "refused"));
      assertThat(read(bench, ALL)).containsExactly(FIRST);
      clock.advance(Duration.ofSeconds(31));
      assertFailure(bench, Category.BUSY);
    }
  }

  @Test
  void afterAnHourEverythingIsRetrievedAnew() throws Exception {
    has("", FIRST);
    try (Bench bench = bench()) {
      read(bench, ALL);
      awaitFacts(bench);
      clock.advance(Duration.ofMinutes(61));
      assertThat(read(bench, ALL)).containsExactly(FIRST);
    }
    assertThat(pacs.retrieves()).hasSize(2);
  }

  @Test
  @Requirement({"WADO-12", "DIM-31"})
  void aPartialRetrieveIsRememberedForFiveMinutesAndThenTriedAgain() throws Exception {
    has("", FIRST, SECOND);
    pacs.retrieving(withoutSecond());
    try (Bench bench = bench()) {
      assertFailure(bench, Category.UPSTREAM);
      awaitFacts(bench);
      clock.advance(Duration.ofMinutes(4));
      try (Retrieval again = bench.open(ALL)) {
        again.allowShortfall();
        assertThat(Bench.readAll(again)).containsExactly(FIRST);
        assertThat(again.shortfall()).contains(new Shortfall(0xB000, 1, List.of(SECOND.sop())));
        assertThat(again.isWhole()).isFalse();
      }
      assertThat(pacs.retrieves()).hasSize(1);
      has("", FIRST, SECOND);
      clock.advance(Duration.ofSeconds(61));
      assertThat(read(bench, ALL)).containsExactly(FIRST, SECOND);
    }
    assertThat(pacs.retrieves())
        .containsExactly(ALL, RetrieveScope.instance(STUDY, SERIES, SECOND.sop()));
  }

  @Test
  @Requirement("COM-10")
  void whatCameBeforeAFailureIsNotMovedAgain() throws Exception {
    has("", FIRST, SECOND);
    pacs.retrieving((scope, arrivals, cancellation) -> {
      Scripts.send(arrivals, FIRST);
      throw new ArchiveException(new ArchiveFailure.Broken("main", "A-ABORT"));
    });
    try (Bench bench = bench()) {
      assertFailure(bench, Category.UPSTREAM);
      has("", FIRST, SECOND);
      assertThat(read(bench, ALL)).containsExactly(FIRST, SECOND);
    }
    assertThat(pacs.retrieves())
        .containsExactly(ALL, RetrieveScope.instance(STUDY, SERIES, SECOND.sop()));
  }

  @Test
  void whatWasUsedLeastLatelyGivesWay() throws Exception {
    HandMade large =
        HandMade.of(
            "9.9", "9.9.1", "9.9.1.1", TransferSyntax.ExplicitVRLittleEndian, pixels(14_000, 4));
    has("", FIRST, SECOND, OTHER_SERIES, large);
    try (Bench bench =
        new Bench(
            pacs,
            Access.OPEN,
            new InstanceSpool.Options(root, 20_000, Duration.ZERO),
            RetrieveOptions.DEFAULT,
            clock)) {
      read(bench, ALL);
      read(bench, RetrieveScope.series(STUDY, OTHER_SERIES.series()));
      assertThat(read(bench, RetrieveScope.study("9.9"))).containsExactly(large);
      read(bench, RetrieveScope.series(STUDY, OTHER_SERIES.series()));
      assertThat(pacs.retrieves()).containsExactly(ALL, RetrieveScope.study("9.9"));
      assertThat(bench.spool().usage().refusals()).isZero();
    }
  }

  @Test
  @Requirement("DIM-33")
  void checkedMeansThatTheFirstInstanceWaitsForTheOutcome() throws Exception {
    has("", FIRST, SECOND);
    pacs.retrieving(withoutSecond());
    try (Bench bench =
            new Bench(
                pacs,
                Access.OPEN,
                new InstanceSpool.Options(root, 1 << 20, Duration.ofHours(1)),
                RetrieveOptions.DEFAULT.committing(RetrieveOptions.Commit.CHECKED),
                clock);
        Retrieval retrieval = bench.open(ALL)) {
      assertThat(Bench.readNext(retrieval)).isEqualTo(FIRST);
      assertThat(retrieval.shortfall()).isPresent();
    }
  }

  @Test
  void accessIsAskedAlsoForWhatIsHeld() throws Exception {
    has("", FIRST);
    AtomicBoolean open = new AtomicBoolean(true);
    try (Bench bench = new Bench(root, pacs, (caller, action, id) -> open.get())) {
      read(bench, ALL);
      open.set(false);
      assertThatThrownBy(() -> bench.service().open(Caller.LOCAL, "main", ALL))
          .isInstanceOf(AccessDeniedException.class);
    }
  }

  private void has(String patient, HandMade... instances) {
    pacs.finding(Finds.of(patient, instances));
    pacs.retrieving(Scripts.sendingTheAsked(instances));
  }

  private void hasWithoutCounting(HandMade... instances) {
    pacs.finding(Finds.of("", false, instances));
    pacs.retrieving(Scripts.sendingTheAsked(instances));
  }

  private static RetrieveScript withoutSecond() {
    return (scope, arrivals, cancellation) -> {
      Scripts.send(arrivals, FIRST);
      return new RetrieveOutcome(0xB000, 1, 1, 0, List.of(SECOND.sop()));
    };
  }

  private static List<HandMade> read(Bench bench, RetrieveScope scope)
      throws ArchiveException, IOException {
    try (Retrieval retrieval = bench.open(scope)) {
      return Bench.readAll(retrieval);
    }
  }

  private static List<HandMade> readAnew(Bench bench) throws ArchiveException, IOException {
    try (Retrieval retrieval = bench.service().open(Caller.LOCAL, "main", ALL, true)) {
      return Bench.readAll(retrieval);
    }
  }

  private static void assertFailure(Bench bench, Category category) {
    assertThatThrownBy(() -> read(bench, ALL))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            failed -> assertThat(failed.failure().category()).isEqualTo(category));
  }

  /** The facts are asked for beside the first retrieve. */
  private static void awaitFacts(Bench bench) {
    bench.awaitQuiet();
  }

  private Bench bench() throws IOException {
    return new Bench(
        pacs,
        Access.OPEN,
        new InstanceSpool.Options(root, 1 << 20, Duration.ofHours(1)),
        RetrieveOptions.DEFAULT,
        clock);
  }
}
