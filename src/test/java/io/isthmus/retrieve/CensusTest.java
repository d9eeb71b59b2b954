package io.isthmus.retrieve;

import static io.isthmus.retrieve.HandMade.SERIES;
import static io.isthmus.retrieve.HandMade.STUDY;
import static io.isthmus.retrieve.HandMade.pixels;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.ArchiveFailure.Category;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.FindOutcome;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A PACS that counts only what it sent, held against what it says that it has. */
@Timeout(30)
class CensusTest {
  private static final HandMade FIRST = HandMade.instance("1.2.3.4.1", pixels(3000, 1));
  private static final HandMade SECOND = HandMade.instance("1.2.3.4.2", pixels(500, 2));
  private static final RetrieveScope WHOLE_STUDY = RetrieveScope.study(STUDY);
  private static final RetrieveScope WHOLE_SERIES = RetrieveScope.series(STUDY, SERIES);
  private static final RetrieveScope BY_NAME = RetrieveScope.instance(STUDY, SERIES, SECOND.sop());

  @TempDir Path root;
  private final FakeArchive pacs = FakeArchive.named("main");

  /** What the PACS says of two instances of which it sends one, and what comes of it. */
  @ParameterizedTest(name = "counts {0}, lists {1}, gives by name {2}: {3}, asking {4}")
  @Requirement({"COM-10", "DIM-32"})
  @CsvSource({
    // count, listed, given by name, comes, questions at the level of instances
    "2, 2, true, 2, 1",
    "2, 2, false, PARTIAL, 1",
    "-, 2, true, 2, 2",
    "-, 2, false, PARTIAL, 2",
    "0, 2, true, 2, 2",
    // A list of names wins over a count.
    "3, 1, true, 1, 1",
    "2, refused, true, PARTIAL, 1",
    // A PACS that answers no question is believed.
    "-, refused, true, 1, 2",
    "-, unsupported, true, 1, 2",
    "-, 0, true, 1, 1",
    "1, 2, true, 1, 0",
    // One that could be asked and was not is not.
    "2, broken, true, UPSTREAM, 1",
    "-, broken, true, UPSTREAM, 2",
    "-, busy, true, BUSY, 2",
  })
  void whatIsLeftOutInSilenceIsMissed(
      String count, String listed, boolean byName, String comes, int questions) throws Exception {
    for (RetrieveScope scope : List.of(WHOLE_STUDY, WHOLE_SERIES)) {
      FakeArchive one = FakeArchive.named("main").finding(says(count, listed));
      one.retrieving((asked, arrivals, cancellation) -> {
        HandMade sent = asked.equals(BY_NAME) ? SECOND : FIRST;
        if (asked.equals(BY_NAME) && !byName) {
          throw failure("nothing sent");
        }
        Scripts.send(arrivals, sent);
        return Scripts.success(1);
      });
      try (Bench bench = new Bench(root, one)) {
        assertThat(whatComes(bench, scope)).as("%s", scope).isEqualTo(comes);
        bench.awaitQuiet();
      }
      assertThat(one.finds().stream().filter(find -> find.level() == QueryLevel.IMAGE))
          .as("%s", scope)
          .hasSize(questions);
    }
  }

  @Test
  void aPacsThatCountsFewerThanItSentIsAskedWhichItHas() throws Exception {
    for (RetrieveScope scope : List.of(WHOLE_STUDY, WHOLE_SERIES)) {
      FakeArchive one =
          FakeArchive.named("main")
              .finding(says("1", "2"))
              .retrieving(Scripts.sending(FIRST, SECOND));
      try (Bench bench = new Bench(root, one)) {
        assertThat(whatComes(bench, scope)).as("%s", scope).isEqualTo("2");
        bench.awaitQuiet();
      }
      assertThat(one.finds()).as("%s", scope).anyMatch(find -> find.level() == QueryLevel.IMAGE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @Requirement("COM-10")
  void theFirstInstanceDoesNotWaitForTheAnswer(int maxAssociations) throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    pacs.using(0, maxAssociations);
    pacs.finding((request, matches, cancellation) -> {
      Scripts.await(answer);
      return says("2", "2").run(request, matches, cancellation);
    });
    pacs.retrieving(sendsFewer());
    try (Bench bench = new Bench(root, pacs);
        Retrieval retrieval = bench.open(WHOLE_STUDY)) {
      assertThat(Bench.readNext(retrieval)).isEqualTo(FIRST);
      answer.countDown();
      assertThat(Bench.readNext(retrieval)).isEqualTo(SECOND);
      assertThat(Bench.readNext(retrieval)).isNull();
    }
  }

  @Test
  void beforeTheRetrieveHasEndedNothingIsAskedThatWouldTakeItsAssociation() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    pacs.using(3, 4).finding(says("1", "1")).retrieving(Scripts.holding(end, FIRST));
    try (Bench bench = new Bench(root, pacs);
        Retrieval retrieval = bench.open(WHOLE_STUDY)) {
      assertThat(Bench.readNext(retrieval)).isEqualTo(FIRST);
      assertThat(pacs.finds()).isEmpty();
      end.countDown();
      assertThat(Bench.readNext(retrieval)).isNull();
      assertThat(pacs.finds()).hasSize(1);
    }
  }

  @Test
  void whatFailsBesideTheRetrieveIsAskedAfterIt() throws Exception {
    CountDownLatch refused = new CountDownLatch(1);
    pacs.finding((request, matches, cancellation) -> {
      if (refused.getCount() > 0) {
        refused.countDown();
        throw new ArchiveException(new ArchiveFailure.Rejected("main", false, "too many"));
      }
      return says("2", "2").run(request, matches, cancellation);
    });
    pacs.retrieving((asked, arrivals, cancellation) -> {
      Scripts.await(refused);
      return sendsFewer().run(asked, arrivals, cancellation);
    });
    try (Bench bench = new Bench(root, pacs)) {
      assertThat(whatComes(bench, WHOLE_SERIES)).isEqualTo("2");
    }
  }

  @Test
  @Requirement({"COM-10", "WADO-12"})
  void whatAStudyGrewByAndThePacsDoesNotGiveIsAShortfall() throws Exception {
    pacs.finding(says("-", "2"));
    pacs.retrieving((asked, arrivals, cancellation) -> {
      if (asked.equals(BY_NAME)) {
        throw failure("nothing sent");
      }
      Scripts.send(arrivals, FIRST);
      return Scripts.success(1);
    });
    try (Bench bench = new Bench(root, pacs)) {
      try (Retrieval first = bench.open(RetrieveScope.instance(STUDY, SERIES, FIRST.sop()))) {
        assertThat(Bench.readAll(first)).containsExactly(FIRST);
      }
      assertThat(whatComes(bench, WHOLE_STUDY)).isEqualTo("PARTIAL");
    }
  }

  /** The number of instances, PARTIAL, or the category of the failure. */
  private static String whatComes(Bench bench, RetrieveScope scope) throws IOException {
    try (Retrieval retrieval = bench.open(scope)) {
      retrieval.allowShortfall();
      List<HandMade> read = Bench.readAll(retrieval);
      return retrieval.shortfall().isPresent() ? "PARTIAL" : Integer.toString(read.size());
    } catch (ArchiveException e) {
      return e.failure().category().name();
    }
  }

  private static FakeArchive.RetrieveScript sendsFewer() {
    return (asked, arrivals, cancellation) -> {
      Scripts.send(arrivals, asked.equals(BY_NAME) ? SECOND : FIRST);
      return Scripts.success(1);
    };
  }

  private static FakeArchive.FindScript says(String count, String listed) {
    return (request, matches, cancellation) -> {
      switch (request.level()) {
        case STUDY -> matches.accept(counting(request, count, Tag.NumberOfStudyRelatedInstances));
        case SERIES -> matches.accept(counting(request, count, Tag.NumberOfSeriesRelatedInstances));
        case IMAGE -> {
          switch (listed) {
            case "refused" -> throw failure("C001H");
            case "unsupported" ->
                throw new ArchiveException(new ArchiveFailure.Unsupported("main", "no C-FIND"));
            case "broken" ->
                throw new ArchiveException(new ArchiveFailure.Broken("main", "A-ABORT"));
            case "busy" ->
                throw new ArchiveException(
                    new ArchiveFailure.Failed("main", Category.BUSY, 0xA700, "out of resources"));
            default ->
                Arrays.stream(new HandMade[] {FIRST, SECOND})
                    .limit(Integer.parseInt(listed))
                    .forEach(one -> matches.accept(named(one)));
          }
        }
      }
      return new FindOutcome(true, false);
    };
  }

  private static ArchiveException failure(String message) {
    return new ArchiveException(
        new ArchiveFailure.Failed("main", Category.UPSTREAM, 0xC001, message));
  }

  private static DataSet counting(FindRequest request, String count, int tag) {
    var match =
        DataSet.builder().uid(Tag.StudyInstanceUID, STUDY).uid(Tag.SeriesInstanceUID, SERIES);
    boolean told = !count.equals("-") && request.keys().contains(tag);
    return told ? match.text(tag, count).build() : match.build();
  }

  private static DataSet named(HandMade instance) {
    return DataSet.builder()
        .uid(Tag.StudyInstanceUID, instance.study())
        .uid(Tag.SeriesInstanceUID, instance.series())
        .uid(Tag.SOPInstanceUID, instance.sop())
        .build();
  }
}
