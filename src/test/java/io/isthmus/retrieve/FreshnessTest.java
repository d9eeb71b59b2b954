package io.isthmus.retrieve;

import static io.isthmus.retrieve.HandMade.SERIES;
import static io.isthmus.retrieve.HandMade.STUDY;
import static io.isthmus.retrieve.HandMade.pixels;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.HandClock;
import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.ArchiveFailure.Category;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.spool.InstanceIdentifiers;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.SpoolFile;
import io.isthmus.security.Access;
import io.isthmus.security.Caller;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A PACS that changes between what it sends and what it says; every order is forced. */
@Timeout(60)
class FreshnessTest {
  private static final RetrieveScope ALL = RetrieveScope.study(STUDY);
  private static final RetrieveScope ONE = RetrieveScope.series(STUDY, SERIES);
  private static final HandMade OF_A = of("A ", SERIES, "1.1");
  private static final HandMade OF_B = of("B ", SERIES, "1.1");
  private static final HandMade SECOND_OF_A = of("A ", SERIES, "1.2");
  private static final HandMade SECOND_OF_B = of("B ", SERIES, "1.2");
  private static final HandMade OTHER_OF_A = of("A ", "1.2.3.5", "2.1");
  private static final HandMade OTHER_OF_B = of("B ", "1.2.3.5", "2.1");

  @TempDir Path root;
  private final FakeArchive pacs = FakeArchive.named("main");
  private final HandClock clock = new HandClock();

  @Test
  @Requirement("WADO-13")
  void aPatientCorrectedBetweenAnInstanceAndTheFactsIsNotHeldAsFresh() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    pacs.finding((request, matches, cancellation) -> {
      Scripts.await(sent);
      var outcome = Finds.of("B", OF_B).run(request, matches, cancellation);
      told.countDown();
      return outcome;
    });
    pacs.retrieving((scope, arrivals, cancellation) -> {
      Scripts.send(arrivals, OF_A);
      sent.countDown();
      Scripts.await(told);
      return Scripts.success(1);
    });
    try (Bench bench = bench()) {
      assertThat(read(bench, ALL)).containsExactly(OF_A);
      bench.awaitQuiet();
      has("B", OF_B);
      assertThat(read(bench, ALL)).containsExactly(OF_B);
      clock.advance(Duration.ofSeconds(31));
      assertThat(read(bench, ALL)).containsExactly(OF_B);
    }
    assertThat(pacs.retrieves()).containsExactly(ALL, ALL);
  }

  @Test
  @Requirement("WADO-13")
  void whatTheHeaderAndTheFactsAgreeOnIsConfirmedWithoutMovingItAgain() throws Exception {
    has("A", OF_A);
    try (Bench bench = bench()) {
      read(bench, ALL);
      bench.awaitQuiet();
      clock.advance(Duration.ofSeconds(31));
      assertThat(read(bench, ALL)).containsExactly(OF_A);
    }
    assertThat(pacs.retrieves()).containsExactly(ALL);
  }

  @Test
  void aPacsThatSaysOtherThanItsHeadersIsMovedFromOnceMoreAndThenBelieved() throws Exception {
    has("another form of A", OF_A);
    try (Bench bench = bench()) {
      for (int i = 0; i < 4; i++) {
        assertThat(read(bench, ALL)).containsExactly(OF_A);
        bench.awaitQuiet();
        clock.advance(Duration.ofSeconds(31));
      }
    }
    assertThat(pacs.retrieves()).containsExactly(ALL, ALL);
  }

  @Test
  @Requirement("COM-10")
  void seriesOfTwoPatientsDoNotGoOutAsOneStudy() throws Exception {
    has("A", OF_A, OTHER_OF_A);
    try (Bench bench = bench()) {
      assertThat(read(bench, ONE)).containsExactly(OF_A);
      bench.awaitQuiet();
      pacs.retrieving((scope, arrivals, cancellation) -> {
        has("B", OF_B, OTHER_OF_B);
        Scripts.send(arrivals, OTHER_OF_B);
        return Scripts.success(1);
      });
      assertThatThrownBy(() -> read(bench, ALL))
          .isInstanceOfSatisfying(
              ArchiveException.class,
              failed -> assertThat(failed.failure().category()).isEqualTo(Category.BUSY));
      assertThat(read(bench, ALL)).containsExactly(OF_B, OTHER_OF_B);
    }
  }

  @Test
  @Requirement("COM-10")
  void aRequestAnewIsNotGivenWhatAnEarlierRetrieveBrings() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    has("A", OF_A);
    pacs.retrieving(Scripts.holding(end, OF_A));
    try (Bench bench = bench();
        Retrieval before = bench.open(ALL)) {
      assertThat(Bench.readNext(before)).isEqualTo(OF_A);
      has("A", OF_A, SECOND_OF_A);
      assertThat(readAnew(bench, ALL)).containsExactlyInAnyOrder(OF_A, SECOND_OF_A);
      end.countDown();
      assertThat(Bench.readAll(before)).doesNotContain(OF_A);
    }
  }

  @Test
  @Requirement("WADO-13")
  void anInstanceThatWasDeletedIsNotServedAnew() throws Exception {
    has("A", OF_A, SECOND_OF_A);
    try (Bench bench = bench()) {
      read(bench, ALL);
      bench.awaitQuiet();
      has("A", SECOND_OF_A);
      assertThat(readAnew(bench, RetrieveScope.instance(STUDY, SERIES, SECOND_OF_A.sop())))
          .containsExactly(SECOND_OF_A);
      assertThatThrownBy(() -> readAnew(bench, RetrieveScope.instance(STUDY, SERIES, OF_A.sop())))
          .isInstanceOfSatisfying(
              ArchiveException.class,
              failed -> assertThat(failed.failure().category()).isEqualTo(Category.NOT_FOUND));
    }
    assertThat(pacs.retrieves())
        .containsExactly(ALL, RetrieveScope.instance(STUDY, SERIES, OF_A.sop()));
  }

  @Test
  @Requirement("WADO-13")
  void aStudyThatIsReplacedWhileItIsListedIsNotGivenAsItWas() throws Exception {
    has("A", OF_A, SECOND_OF_A);
    try (Bench bench = bench()) {
      read(bench, ALL);
      bench.awaitQuiet();
      has("B", OF_B);
      pacs.finding((request, matches, cancellation) -> {
        if (request.level() == QueryLevel.STUDY) {
          return Finds.of("A", OF_A).run(request, matches, cancellation);
        }
        pacs.finding(Finds.of("B", OF_B));
        return Finds.of("B", OF_B).run(request, matches, cancellation);
      });
      assertThat(readAnew(bench, ALL)).containsExactly(OF_B);
    }
  }

  @Test
  @Requirement("COM-10")
  void aStudyThatIsNotFoundForAMomentIsAskedForOnceMore() throws Exception {
    has("A", OF_A);
    try (Bench bench = bench()) {
      read(bench, ALL);
      bench.awaitQuiet();
      pacs.finding((request, matches, cancellation) -> {
        pacs.finding(Finds.of("A", OF_A));
        return Finds.of("A").run(request, matches, cancellation);
      });
      assertThat(readAnew(bench, ALL)).containsExactly(OF_A);
    }
    assertThat(pacs.retrieves()).containsExactly(ALL);
  }

  @Test
  @Requirement("WADO-13")
  void aCountThatWasToldBeforeAnotherInstanceCameVouchesForNothing() throws Exception {
    has("A", OF_A);
    try (Bench bench = bench()) {
      read(bench, ALL);
      bench.awaitQuiet();
      has("B", OF_B, SECOND_OF_B);
      pacs.finding((request, matches, cancellation) -> {
        pacs.finding(Finds.of("B", OF_B, SECOND_OF_B));
        return Finds.of("B", OF_B).run(request, matches, cancellation);
      });
      assertThat(readAnew(bench, ALL)).containsExactly(OF_B, SECOND_OF_B);
      bench.awaitQuiet();
      has("B", SECOND_OF_B);
      assertThat(readAnew(bench, ALL)).containsExactly(SECOND_OF_B);
    }
  }

  @Test
  @Requirement("COM-10")
  void whatComesToASeriesAfterItWasListedIsNoticed() throws Exception {
    CountDownLatch sent = new CountDownLatch(1);
    pacs.finding((request, matches, cancellation) -> {
      var outcome = Finds.of("A", OF_A).run(request, matches, cancellation);
      if (request.level() == QueryLevel.IMAGE) {
        Scripts.await(sent);
        has("A", OF_A, SECOND_OF_A);
      }
      return outcome;
    });
    pacs.retrieving((scope, arrivals, cancellation) -> {
      Scripts.send(arrivals, OF_A);
      sent.countDown();
      return Scripts.success(1);
    });
    try (Bench bench = bench()) {
      assertThat(read(bench, ONE)).containsExactly(OF_A);
      bench.awaitQuiet();
      clock.advance(Duration.ofSeconds(31));
      assertThat(read(bench, ONE)).containsExactly(OF_A, SECOND_OF_A);
    }
  }

  @ParameterizedTest
  @Requirement("WADO-13")
  @ValueSource(strings = {"does not offer it", "cannot answer it"})
  void whatIsHeldOfAPacsThatAnswersNoSearchIsRetrievedAgain(String why) throws Exception {
    pacs.retrieving(Scripts.sendingTheAsked(OF_A));
    pacs.finding((request, matches, cancellation) -> {
      throw new ArchiveException(
          why.startsWith("cannot")
              ? new ArchiveFailure.Failed("main", Category.UPSTREAM, 0xC001, why)
              : new ArchiveFailure.Unsupported("main", why));
    });
    try (Bench bench = bench()) {
      assertThat(read(bench, ALL)).containsExactly(OF_A);
      bench.awaitQuiet();
      assertThat(read(bench, ALL)).containsExactly(OF_A);
      clock.advance(Duration.ofSeconds(31));
      pacs.retrieving(Scripts.sendingTheAsked(OF_B));
      assertThat(read(bench, ALL)).containsExactly(OF_B);
    }
    assertThat(pacs.retrieves()).containsExactly(ALL, ALL);
  }

  @ParameterizedTest
  @Requirement("COM-10")
  @EnumSource(QueryLevel.class)
  void aStudyOfWhichAnInstanceIsHeldIsWholeAlsoWhereThePacsListsNothing(QueryLevel refused)
      throws Exception {
    has("A", OF_A, SECOND_OF_A);
    pacs.finding((request, matches, cancellation) -> {
      if (request.level().compareTo(refused) >= 0) {
        throw new ArchiveException(new ArchiveFailure.Unsupported("main", "no C-FIND"));
      }
      return Finds.of("A", OF_A, SECOND_OF_A).run(request, matches, cancellation);
    });
    try (Bench bench = bench()) {
      assertThat(read(bench, OF_A.scope())).containsExactly(OF_A);
      bench.awaitQuiet();
      assertThat(read(bench, ALL)).containsExactly(OF_A, SECOND_OF_A);
      bench.awaitQuiet();
      assertThat(read(bench, ALL)).containsExactly(OF_A, SECOND_OF_A);
    }
    assertThat(pacs.retrieves()).containsExactly(OF_A.scope(), ALL);
  }

  @Test
  @Requirement("COM-10")
  void whoReadsWhatIsForgottenReadsOn() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    pacs.retrieving((scope, arrivals, cancellation) -> {
      boolean first = scope.equals(ONE);
      Scripts.send(arrivals, OF_A);
      if (first) {
        Scripts.await(end);
      }
      Scripts.send(arrivals, SECOND_OF_A);
      return Scripts.success(2);
    });
    pacs.finding((request, matches, cancellation) -> {
      throw new ArchiveException(new ArchiveFailure.Unsupported("main", "no C-FIND"));
    });
    try (Bench bench = bench();
        Retrieval before = bench.open(ONE)) {
      assertThat(Bench.readNext(before)).isEqualTo(OF_A);
      assertThat(read(bench, ALL)).containsExactly(OF_A, SECOND_OF_A);
      end.countDown();
      assertThat(Bench.readAll(before)).containsExactly(SECOND_OF_A);
    }
    assertThat(pacs.retrieves()).containsExactly(ONE, ALL);
  }

  @Test
  @Requirement("COM-10")
  void instancesOfTwoPatientsDoNotGoOutTogetherWhereThePacsSaysNothing() throws Exception {
    has("A", OF_A);
    try (Bench bench = bench()) {
      refusingFacts(OF_A);
      assertThat(read(bench, OF_A.scope())).containsExactly(OF_A);
      bench.awaitQuiet();
      has("B", OF_B, SECOND_OF_B);
      refusingFacts(OF_B, SECOND_OF_B);
      assertThatThrownBy(() -> read(bench, ONE)).isInstanceOf(ArchiveException.class);
      assertThat(read(bench, ONE)).containsExactly(OF_B, SECOND_OF_B);
    }
  }

  @Test
  @Requirement("COM-10")
  void norWhereTheRetrieveOfTheSecondBroke() throws Exception {
    has("A", OF_A);
    try (Bench bench = bench()) {
      refusingFacts(OF_A);
      assertThat(read(bench, OF_A.scope())).containsExactly(OF_A);
      bench.awaitQuiet();
      refusingFacts(OF_B, SECOND_OF_B);
      pacs.retrieving((scope, arrivals, cancellation) -> {
        Scripts.send(arrivals, SECOND_OF_B);
        throw new ArchiveException(new ArchiveFailure.Broken("main", "A-ABORT"));
      });
      assertThatThrownBy(() -> read(bench, ONE)).isInstanceOf(ArchiveException.class);
      bench.awaitQuiet();
      pacs.retrieving(Scripts.sendingTheAsked(OF_B, SECOND_OF_B));
      assertThat(read(bench, ONE)).containsExactly(OF_B, SECOND_OF_B);
    }
  }

  private void refusingFacts(HandMade... instances) {
    pacs.finding((request, matches, cancellation) -> {
      if (request.level() == QueryLevel.STUDY) {
        throw new ArchiveException(new ArchiveFailure.Unsupported("main", "not of studies"));
      }
      return Finds.of("", instances).run(request, matches, cancellation);
    });
  }

  @Test
  @Requirement("WADO-13")
  void whatComesLateOfWhatTheStudyWasIsListedBeforeItIsServed() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch told = telling(OF_A, OTHER_OF_A);
    pacs.retrieving((scope, arrivals, cancellation) -> {
      Scripts.send(arrivals, OF_A);
      Scripts.await(end);
      Scripts.send(arrivals, OTHER_OF_A);
      return Scripts.success(2);
    });
    try (Bench bench = bench();
        Retrieval before = bench.open(ALL)) {
      assertThat(Bench.readNext(before)).isEqualTo(OF_A);
      Scripts.await(told);
      has("A", OF_A);
      assertThat(readAnew(bench, OF_A.scope())).containsExactly(OF_A);
      end.countDown();
      assertThat(Bench.readAll(before)).containsExactly(OTHER_OF_A);
      bench.awaitQuiet();
      assertThatThrownBy(() -> read(bench, OTHER_OF_A.scope()))
          .isInstanceOfSatisfying(
              ArchiveException.class,
              failed -> assertThat(failed.failure().category()).isEqualTo(Category.NOT_FOUND));
    }
  }

  @Test
  @Requirement("COM-10")
  void whatAStudyGrewByWhileItWasRetrievedIsMissedByWhoComesLater() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch told = telling(OF_A);
    pacs.retrieving(Scripts.holding(end, OF_A));
    try (Bench bench = bench();
        Retrieval before = bench.open(ALL)) {
      assertThat(Bench.readNext(before)).isEqualTo(OF_A);
      Scripts.await(told);
      has("A", OF_A, SECOND_OF_A);
      assertThat(readAnew(bench, OF_A.scope())).containsExactly(OF_A);
      end.countDown();
      assertThat(Bench.readAll(before)).isEmpty();
      bench.awaitQuiet();
      assertThat(read(bench, ALL)).containsExactlyInAnyOrder(OF_A, SECOND_OF_A);
    }
  }

  @Test
  @Requirement("WADO-13")
  void whatIsOldIsRetrievedAnewHoweverLatelyThePacsWasAsked() throws Exception {
    RetrieveOptions patient =
        new RetrieveOptions(
            RetrieveOptions.Commit.STREAM,
            Duration.ofDays(1),
            Duration.ofHours(1),
            Duration.ofMinutes(5),
            Duration.ZERO,
            0,
            _ -> Descriptions.AUTO);
    has("A", OF_A);
    try (Bench bench = new Bench(pacs, Access.OPEN, spoolOptions(), patient, clock)) {
      read(bench, ALL);
      bench.awaitQuiet();
      clock.advance(Duration.ofMinutes(59));
      read(bench, ALL);
      assertThat(pacs.retrieves()).containsExactly(ALL);
      clock.advance(Duration.ofMinutes(2));
      assertThat(read(bench, ALL)).containsExactly(OF_A);
    }
    assertThat(pacs.retrieves()).containsExactly(ALL, ALL);
  }

  @Test
  void whatWasListedIsNotListedAgain() throws Exception {
    has("A", OF_A);
    try (Bench bench = bench()) {
      read(bench, ALL);
      bench.awaitQuiet();
      has("A", OF_A, SECOND_OF_A);
      assertThat(readAnew(bench, OF_A.scope())).containsExactly(OF_A);
      int asked = pacs.finds().size();
      assertThat(read(bench, OF_A.scope())).containsExactly(OF_A);
      assertThat(pacs.finds()).hasSize(asked);
    }
  }

  @Test
  @Requirement("WADO-12")
  void aShortfallIsForgottenWithAnyOfWhatCame() throws Exception {
    try (InstanceSpool spool = InstanceSpool.open(spoolOptions())) {
      Holdings holdings = new Holdings(spool, RetrieveOptions.DEFAULT, clock);
      StudyHolding study = holdings.study("main", STUDY);
      HeldInstance one = held(holdings, study, spool, OF_A).orElseThrow();
      held(holdings, study, spool, SECOND_OF_A);
      FlightEnding partial = new FlightEnding.Partial(new Shortfall(0xB000, 1, List.of("1.3")));
      holdings.testimony().note(study, study.edition(), ALL, partial, Set.of("1.1", "1.2"));
      assertThat(known(holdings, study).shortfall()).isPresent();
      holdings.discard(one);
      assertThat(known(holdings, study).shortfall()).isEmpty();
    }
  }

  @Test
  @Requirement("COM-10")
  void nothingIsHeldOfAStudyThatWasDropped() throws Exception {
    try (InstanceSpool spool = InstanceSpool.open(spoolOptions())) {
      Holdings holdings = new Holdings(spool, RetrieveOptions.DEFAULT, clock);
      StudyHolding study = holdings.study("main", STUDY);
      holdings.drop(study);
      assertThat(held(holdings, study, spool, OF_A)).isEmpty();
      assertThat(holdings.study("main", STUDY)).isNotSameAs(study);
    }
  }

  private static RetrievePlan.Known known(Holdings holdings, StudyHolding study) {
    return holdings.testimony().known(study, ALL, Long.MIN_VALUE);
  }

  private static Optional<HeldInstance> held(
      Holdings holdings, StudyHolding study, InstanceSpool spool, HandMade one) throws IOException {
    SpoolFile file = spool.create();
    file.append(ByteBuffer.wrap(one.bytes()));
    file.complete();
    IncomingInstance instance =
        new IncomingInstance(
            one.sopClass(),
            new InstanceIdentifiers(
                Optional.of(one.sopClass()), one.sop(), one.study(), one.series()),
            one.syntax(),
            file);
    List<String> identity = StudyFacts.identity(DataSet.EMPTY);
    return holdings.hold(study, study.edition(), instance, identity, one.bytes().length);
  }

  /** Opens when the PACS has said what it has of the study. */
  private CountDownLatch telling(HandMade... instances) {
    CountDownLatch told = new CountDownLatch(1);
    pacs.finding((request, matches, cancellation) -> {
      var outcome = Finds.of("A", instances).run(request, matches, cancellation);
      told.countDown();
      return outcome;
    });
    return told;
  }

  @Test
  @Requirement("WADO-13")
  void aRequestAnewJoinsOnlyARetrieveForOneThatCameLater() throws Exception {
    try (InstanceSpool spool = InstanceSpool.open(spoolOptions())) {
      Holdings holdings = new Holdings(spool, RetrieveOptions.DEFAULT, clock);
      StudyHolding study = holdings.study("main", STUDY);
      long asked = holdings.moment();
      RetrieveFlight ofWhatIsHeld = flight(study, spool, holdings, Long.MIN_VALUE);
      RetrieveFlight later = flight(study, spool, holdings, holdings.moment());

      assertThat(ofWhatIsHeld.serves(asked)).isFalse();
      assertThat(ofWhatIsHeld.serves(Long.MIN_VALUE)).isTrue();
      assertThat(later.serves(asked)).isTrue();
      assertThat(later.serves(holdings.moment())).isFalse();
    }
  }

  @Test
  void aFlightThatAnotherForestalledIsKeptByNobody() throws Exception {
    try (InstanceSpool spool = InstanceSpool.open(spoolOptions())) {
      Holdings holdings = new Holdings(spool, RetrieveOptions.DEFAULT, clock);
      WeakReference<RetrieveFlight> forestalled = joined(spool, holdings);
      while (!forestalled.refersTo(null)) {
        System.gc();
      }
    }
  }

  private static WeakReference<RetrieveFlight> joined(InstanceSpool spool, Holdings holdings) {
    RetrieveFlight flight = flight(holdings.study("main", STUDY), spool, holdings, Long.MIN_VALUE);
    assertThat(flight.join(new Seat(ALL, new HashSet<>()))).isTrue();
    return new WeakReference<>(flight);
  }

  private static RetrieveFlight flight(
      StudyHolding study, InstanceSpool spool, Holdings holdings, long notBefore) {
    RetrieveFlight.Listener nobody =
        new RetrieveFlight.Listener() {
          @Override
          public void closedToJoiners(RetrieveFlight flight) {}

          @Override
          public void cameWhole(RetrieveFlight flight, IncomingInstance instance) {}
        };
    return new RetrieveFlight(ALL, false, study, spool, holdings, notBefore, nobody);
  }

  private void has(String patient, HandMade... instances) {
    pacs.finding(Finds.of(patient, instances)).retrieving(Scripts.sendingTheAsked(instances));
  }

  private static HandMade of(String patient, String series, String sop) {
    TransferSyntax syntax = TransferSyntax.ExplicitVRLittleEndian;
    HandMade.Encoder encoder = new HandMade.Encoder(syntax);
    encoder.uid(Tag.SOPClassUID, HandMade.CT);
    encoder.uid(Tag.SOPInstanceUID, sop);
    encoder.element(Tag.PatientID, "LO", patient.getBytes(US_ASCII));
    encoder.uid(Tag.StudyInstanceUID, STUDY);
    encoder.uid(Tag.SeriesInstanceUID, series);
    encoder.element(Tag.PixelData, "OW", pixels(500, 1));
    return new HandMade(HandMade.CT, sop, STUDY, series, syntax, encoder.bytes());
  }

  private static List<HandMade> read(Bench bench, RetrieveScope scope)
      throws ArchiveException, IOException {
    try (Retrieval retrieval = bench.open(scope)) {
      return Bench.readAll(retrieval);
    }
  }

  private static List<HandMade> readAnew(Bench bench, RetrieveScope scope)
      throws ArchiveException, IOException {
    try (Retrieval retrieval = bench.service().open(Caller.LOCAL, "main", scope, true)) {
      return Bench.readAll(retrieval);
    }
  }

  private Bench bench() throws IOException {
    return new Bench(pacs, Access.OPEN, spoolOptions(), RetrieveOptions.DEFAULT, clock);
  }

  private InstanceSpool.Options spoolOptions() {
    return new InstanceSpool.Options(root, 1 << 20, Duration.ofHours(1));
  }
}
