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
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.security.Caller;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Instances that come without their bulk data: for descriptions, and for nothing else. */
@Timeout(30)
class HeadlessInstancesTest {
  private static final TransferSyntax EXPLICIT = TransferSyntax.ExplicitVRLittleEndian;
  private static final HandMade FIRST = HandMade.instance("1.2.3.4.1", pixels(3000, 1));
  private static final HandMade SECOND = HandMade.instance("1.2.3.4.2", pixels(700, 2));
  private static final HandMade FIRST_HEAD = head(FIRST);
  private static final HandMade SECOND_HEAD = head(SECOND);
  private static final HandMade OF_ANOTHER_STUDY =
      HandMade.of("9.9", "9.9.1", "9.9.1.1", EXPLICIT, pixels(10, 3));
  private static final RetrieveScope ALL = RetrieveScope.study(STUDY);

  @TempDir Path root;
  private final FakeArchive pacs =
      FakeArchive.named("main")
          .finding(Finds.of("1", FIRST, SECOND))
          .retrieving(Scripts.sending(FIRST, SECOND));

  private static HandMade head(HandMade whole) {
    return HandMade.made(whole.sop(), EXPLICIT, HandMade.begin(whole.sop(), EXPLICIT));
  }

  @Test
  @Requirement({"DIM-27", "WADO-23"})
  void theyServeDescriptionsAndAreNotHeld() throws Exception {
    pacs.describing(Scripts.sending(FIRST_HEAD, SECOND_HEAD));
    try (Bench bench = new Bench(root, pacs)) {
      assertThat(described(bench)).containsExactly(FIRST_HEAD, SECOND_HEAD);
      assertThat(pacs.retrieves()).isEmpty();
      bench.awaitQuiet();
      assertThat(bench.spool().usage().files()).isZero();

      assertThat(instances(bench)).containsExactly(FIRST, SECOND);
      assertThat(pacs.retrieves()).containsExactly(ALL);
    }
  }

  @Test
  @Requirement("WADO-23")
  void whatIsHeldIsDescribedWithoutAskingForIt() throws Exception {
    pacs.describing((scope, arrivals, cancellation) -> {
      throw new AssertionError("was asked for what is held");
    });
    try (Bench bench = new Bench(root, pacs)) {
      instances(bench);
      assertThat(described(bench)).containsExactly(FIRST, SECOND);
    }
  }

  @Test
  @Requirement("DIM-27")
  void whoWantsInstancesNeverJoinsARetrieveOfHeads() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    pacs.describing(Scripts.holding(end, FIRST_HEAD, SECOND_HEAD));
    try (Bench bench = new Bench(root, pacs);
        Retrieval describing = describe(bench)) {
      assertThat(Bench.readNext(describing)).isEqualTo(FIRST_HEAD);

      assertThat(instances(bench)).containsExactly(FIRST, SECOND);
      try (Retrieval one = bench.open(RetrieveScope.instance(STUDY, SERIES, FIRST.sop()))) {
        assertThat(Bench.readAll(one)).containsExactly(FIRST);
      }
      end.countDown();
      assertThat(Bench.readAll(describing)).containsExactly(SECOND_HEAD);
    }
  }

  @Test
  @Requirement("WADO-23")
  void whereThePacsDoesNotSendThemWholeInstancesCome() throws Exception {
    try (Bench bench = new Bench(root, pacs)) {
      assertThat(described(bench)).containsExactly(FIRST, SECOND);
      assertThat(pacs.retrieves()).containsExactly(ALL);
    }
  }

  @Test
  @Requirement({"WADO-23", "WADO-24"})
  void whatIsMissingOfThemComesWholeAndNothingTwice() throws Exception {
    for (FakeArchive.RetrieveScript partial :
        List.<FakeArchive.RetrieveScript>of(
            (scope, arrivals, cancellation) -> {
              Scripts.send(arrivals, FIRST_HEAD);
              return new RetrieveOutcome(0xB000, 1, 1, 0, List.of(SECOND.sop()));
            },
            (scope, arrivals, cancellation) -> {
              Scripts.send(arrivals, FIRST_HEAD);
              throw new ArchiveException(new ArchiveFailure.Broken("main", "A-ABORT"));
            },
            // Two came, as it says, and one of them is of another study.
            Scripts.sending(FIRST_HEAD, OF_ANOTHER_STUDY))) {
      pacs.describing(partial);
      try (Bench bench = new Bench(root, pacs)) {
        assertThat(described(bench)).containsExactly(FIRST_HEAD, SECOND);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Category.class,
      names = {"UNSUPPORTED", "UPSTREAM", "DENIED", "NOT_FOUND"})
  @Requirement("WADO-23")
  void whatMayBeAFaultOfTheWayAloneIsTriedInTheOther(Category category) throws Exception {
    pacs.describing((scope, arrivals, cancellation) -> {
      throw new ArchiveException(new ArchiveFailure.Failed("main", category, 0xC001, "no"));
    });
    try (Bench bench = new Bench(root, pacs)) {
      assertThat(described(bench)).containsExactly(FIRST, SECOND);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Category.class,
      names = {"BUSY", "TIMEOUT"})
  void aFailureThatIsNotOfTheWayItselfIsOne(Category category) throws Exception {
    pacs.describing((scope, arrivals, cancellation) -> {
      throw new ArchiveException(new ArchiveFailure.Failed("main", category, 0xC001, "no"));
    });
    try (Bench bench = new Bench(root, pacs)) {
      assertThatThrownBy(() -> described(bench))
          .isInstanceOfSatisfying(
              ArchiveException.class,
              failed -> assertThat(failed.failure().category()).isEqualTo(category));
      assertThat(pacs.retrieves()).isEmpty();
    }
  }

  private static List<HandMade> described(Bench bench) throws ArchiveException, IOException {
    try (Retrieval retrieval = describe(bench)) {
      return Bench.readAll(retrieval);
    }
  }

  private static Retrieval describe(Bench bench) throws ArchiveException {
    return bench.service().openToDescribe(Caller.LOCAL, "main", ALL, false);
  }

  private static List<HandMade> instances(Bench bench) throws ArchiveException, IOException {
    try (Retrieval retrieval = bench.open(ALL)) {
      return Bench.readAll(retrieval);
    }
  }
}
