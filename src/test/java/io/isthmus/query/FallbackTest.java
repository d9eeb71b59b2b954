package io.isthmus.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.FindOutcome;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.Finding;
import io.isthmus.archive.Profiles;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.Trait;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.query.QueryOptions.Order;
import io.isthmus.query.SearchAnswer.Notice;
import io.isthmus.security.Access;
import io.isthmus.security.Caller;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Searches that take several C-FINDs: side by side, and no more than there are associations. */
@Timeout(30)
class FallbackTest {
  private static final QueryOptions SIDE_BY_SIDE =
      new QueryOptions(1_000, Order.AUTO, 1_000, 200, true, 50, 4);

  private final StudyTree tree = new StudyTree();
  private final AtomicBoolean tooMany = new AtomicBoolean();

  @Test
  @Requirement({"DIM-18", "DIM-19"})
  void asManyAreAskedSideBySideAsThereAreAssociations() throws Exception {
    studies(9);
    CountDownLatch three = new CountDownLatch(3);
    FakeArchive pacs =
        limited(
            3,
            request -> {
              if (request.level() == QueryLevel.SERIES) {
                three.countDown();
                assertThat(three.await(10, TimeUnit.SECONDS)).isTrue();
              }
            });

    assertThat(search(pacs, SIDE_BY_SIDE, Searches.of(SearchResource.ALL_SERIES)).results())
        .hasSize(18);
    assertThat(tooMany).isFalse();
  }

  @ParameterizedTest
  @Requirement({"DIM-17", "DIM-18", "DIM-19", "DIM-02"})
  @EnumSource(SearchResource.class)
  void oneAssociationIsEnoughForEverySearch(SearchResource resource) throws Exception {
    studies(5);
    Searches search = Searches.of(resource);
    if (resource.name().startsWith("STUDY_") || resource == SearchResource.SERIES_INSTANCES) {
      search.study("1.1");
    }
    if (resource == SearchResource.SERIES_INSTANCES) {
      search.series("1.1.1");
    }

    assertThat(search(limited(1, request -> {}), SIDE_BY_SIDE, search).results()).isNotEmpty();
    assertThat(tooMany).isFalse();
  }

  @Test
  @Requirement({"DIM-17", "DIM-18", "DIM-19"})
  void theAnswerIsTheSameWhateverIsAskedSideBySide() throws Exception {
    long seed = 20_261_123;
    Random random = new Random(seed);
    for (int run = 0; run < 60; run++) {
      StudyTree some = new StudyTree();
      for (int i = 1; i <= random.nextInt(8); i++) {
        some.add(study("1." + i), "CT", random.nextInt(4), random.nextInt(4));
      }
      Order order = random.nextBoolean() ? Order.PACS : Order.AUTO;
      int cap = 1 + random.nextInt(30);
      QueryOptions wide = new QueryOptions(50, order, cap, 5, false, 0, 4);
      QueryOptions narrow = new QueryOptions(50, order, cap, 5, false, 0, 1);
      Searches search =
          Searches.of(
                  random.nextBoolean() ? SearchResource.ALL_SERIES : SearchResource.ALL_INSTANCES)
              .page(random.nextInt(5), random.nextInt(20));
      SearchAnswer one = search(FakeArchive.named("tree").finding(some::find), narrow, search);
      SearchAnswer other = search(FakeArchive.named("tree").finding(some::find), wide, search);
      assertThat(other.found()).as("seed %d run %d", seed, run).isEqualTo(one.found());
      assertThat(other.more()).as("seed %d run %d", seed, run).isEqualTo(one.more());
    }
  }

  @Test
  @Requirement({"DIM-16", "DIM-19"})
  void whoHasEnoughAsksNoFurther() throws Exception {
    studies(100);
    QueryOptions inOrder = new QueryOptions(1_000, Order.PACS, 1_000, 200, true, 50, 4);

    SearchAnswer answer =
        search(
            FakeArchive.named("tree").finding(tree::find),
            inOrder,
            Searches.of(SearchResource.ALL_SERIES).page(0, 3));

    assertThat(answer.results()).hasSize(3);
    assertThat(answer.more()).isTrue();
    assertThat(tree.asked).hasSizeLessThan(10);
  }

  @Test
  @Requirement({"DIM-17", "QIDO-02"})
  void instancesOfAStudyComeInOneQueryWhereThePacsIsKnownToAnswerIt() throws Exception {
    tree.add(study("1.1"), "CT", 6, 3);

    SearchAnswer answer = relational(FakeArchive.named("tree").finding(tree::find));

    assertThat(answer.results()).hasSize(18).allMatch(one -> one.string(Tag.Modality).isPresent());
    assertThat(tree.findsByLevel()).isEqualTo(Map.of(QueryLevel.SERIES, 1L, QueryLevel.IMAGE, 1L));
  }

  @Test
  @Requirement({"DIM-17", "QIDO-02"})
  void whatIsMissingInThatQueryIsAskedForSeriesBySeries() throws Exception {
    tree.add(study("1.1"), "CT", 3, 2);
    FakeArchive first =
        FakeArchive.named("tree")
            .finding((request, matches, cancellation) ->
                tree.find(
                    request,
                    match ->
                        (!isOfOneSeries(request)
                                && match.string(Tag.SeriesInstanceUID).equals(Optional.of("1.1.1")))
                            || matches.accept(match),
                    cancellation));

    assertThat(relational(first).results()).hasSize(6);
  }

  @Test
  @Requirement({"DIM-17", "QIDO-02"})
  void aPacsThatRefusesThatQueryIsAskedSeriesBySeries() throws Exception {
    tree.add(study("1.1"), "CT", 3, 2);
    FakeArchive refusing =
        FakeArchive.named("tree")
            .finding((request, matches, cancellation) -> {
              if (request.level() == QueryLevel.IMAGE && !isOfOneSeries(request)) {
                throw failed(0xC000);
              }
              return tree.find(request, matches, cancellation);
            });

    assertThat(relational(refusing).results()).hasSize(6);
  }

  @Test
  @Requirement({"DIM-14", "QIDO-22"})
  void aPacsThatFailsAtOptionalKeysIsAskedWithoutThem() throws Exception {
    tree.add(described("1.1", "Head"), "CT", 1, 1);
    tree.add(described("1.2", "Chest"), "CT", 1, 1);
    Searches search = Searches.of(SearchResource.STUDIES).match(Tag.StudyDescription, "Head");

    SearchAnswer compared = search(failingAt(Tag.StudyDescription, false), SIDE_BY_SIDE, search);
    assertThat(compared.results())
        .extracting(one -> one.string(Tag.StudyInstanceUID).orElseThrow())
        .containsExactly("1.1");
    assertThat(compared.notices()).isEmpty();

    SearchAnswer unsure = search(failingAt(Tag.StudyDescription, true), SIDE_BY_SIDE, search);
    assertThat(unsure.results()).hasSize(2);
    assertThat(unsure.notices()).containsExactly(Notice.MATCHING_UNTOLD);
  }

  @Test
  @Requirement("DIM-14")
  void aPacsThatFailsAfterAMatchIsNotAskedAgainWithFewerKeys() {
    AtomicInteger asked = new AtomicInteger();
    FakeArchive failing =
        FakeArchive.named("tree")
            .finding((request, matches, cancellation) -> {
              asked.incrementAndGet();
              matches.accept(described("1.1", "Head"));
              throw failed(0xC001);
            });

    assertThatThrownBy(() ->
            search(
                failing,
                SIDE_BY_SIDE,
                Searches.of(SearchResource.STUDIES).match(Tag.StudyDescription, "Head")))
        .isInstanceOf(ArchiveException.class);
    assertThat(asked).hasValue(1);
  }

  @Test
  @Requirement({"QIDO-16", "DIM-08"})
  void namesThatThePacsFoundByLikenessAreNotComparedByLetters() throws Exception {
    DataSet meier = study("1.1").toBuilder().text(Tag.PatientName, "Meier^Eva").build();
    Searches search =
        Searches.of(SearchResource.STUDIES).fuzzyMatching().match(Tag.PatientName, "Mayer^Eva");
    FakeArchive like =
        FakeArchive.named("tree")
            .finding((request, matches, cancellation) -> {
              assertThat(request.fuzzy()).isEqualTo(request.level() == QueryLevel.STUDY);
              return new FindOutcome(request.fuzzy() && matches.accept(meier), false, true);
            });

    SearchAnswer found = search(like, SIDE_BY_SIDE, search);
    assertThat(found.results()).hasSize(1);
    assertThat(found.notices()).isEmpty();

    FakeArchive literal = FakeArchive.named("tree").finding(tree::find);
    assertThat(search(literal, SIDE_BY_SIDE, search).notices())
        .containsExactly(Notice.FUZZY_MATCHING_UNSUPPORTED);
  }

  @Test
  @Requirement("QIDO-16")
  void whereOneOfSeveralQueriesWasAnsweredByLettersThatIsSaid() throws Exception {
    tree.add(study("1.1"), "CT", 1, 1);
    tree.add(study("1.2"), "CT", 1, 1);
    Searches search =
        Searches.of(SearchResource.ALL_SERIES)
            .fuzzyMatching()
            .match(Tag.PerformingPhysicianName, "Mayer^Eva");
    for (int literally : new int[] {0, 1, 2}) {
      AtomicInteger asked = new AtomicInteger();
      FakeArchive mixed =
          FakeArchive.named("tree")
              .finding((request, matches, cancellation) -> {
                boolean fuzzy = request.fuzzy() && asked.getAndIncrement() >= literally;
                tree.find(request, matches, cancellation);
                return new FindOutcome(true, false, fuzzy);
              });

      assertThat(search(mixed, SIDE_BY_SIDE, search).notices())
          .as("%d of two", literally)
          .isEqualTo(literally == 0 ? Set.of() : Set.of(Notice.FUZZY_MATCHING_UNSUPPORTED));
      assertThat(asked).hasValue(2);
    }
  }

  @Test
  @Requirement("DIM-18")
  void anInstanceThatComesTwiceDoesNotStandForOneThatIsMissing() throws Exception {
    tree.add(DataSet.builder().uid(Tag.StudyInstanceUID, "1.1").build(), "CT", 2, 2);
    FakeArchive first =
        FakeArchive.named("tree")
            .finding((request, matches, cancellation) -> {
              boolean alone = isOfOneSeries(request);
              List<DataSet> answers = new ArrayList<>();
              tree.find(request, answers::add, cancellation);
              if (!alone) {
                answers.set(1, answers.getFirst());
              }
              for (DataSet answer : answers) {
                boolean series = request.level() == QueryLevel.SERIES;
                matches.accept(
                    series
                        ? answer.toBuilder().text(Tag.NumberOfSeriesRelatedInstances, "2").build()
                        : answer);
              }
              return new FindOutcome(true, false);
            });

    assertThat(relational(first).results()).hasSize(4);
  }

  @Test
  @Requirement("DIM-18")
  void whatAPacsRefusedForOneStudyIsNotAskedForTheNext() throws Exception {
    studies(5);
    AtomicInteger refused = new AtomicInteger();
    FakeArchive refusing =
        FakeArchive.named("tree")
            .using(0, 1)
            .finding((request, matches, cancellation) -> {
              if (request.keys().string(Tag.SeriesDescription).isPresent()) {
                refused.incrementAndGet();
                throw failed(0xA900);
              }
              return tree.find(request, matches, cancellation);
            });

    search(
        refusing,
        SIDE_BY_SIDE,
        Searches.of(SearchResource.ALL_SERIES).match(Tag.SeriesDescription, "Head"));

    assertThat(refused).hasValue(1);
  }

  private FakeArchive failingAt(int tag, boolean alsoWithoutValue) {
    return FakeArchive.named("tree")
        .finding((request, matches, cancellation) -> {
          boolean named = alsoWithoutValue && request.keys().contains(tag);
          if (named || request.keys().string(tag).isPresent()) {
            throw failed(0xA900);
          }
          return tree.find(request, matches, cancellation);
        });
  }

  private static ArchiveException failed(int status) {
    return new ArchiveException(
        new ArchiveFailure.Failed("tree", ArchiveFailure.Category.UPSTREAM, status, "refused"));
  }

  private static boolean isOfOneSeries(FindRequest request) {
    return request.keys().string(Tag.SeriesInstanceUID).isPresent()
        || request.level() != QueryLevel.IMAGE;
  }

  private SearchAnswer relational(FakeArchive pacs) throws ArchiveException {
    Profiles.Subject subject =
        new Profiles.Subject(Map::of, Map.of(Trait.RELATIONAL_QUERIES, Finding.probed(true)));
    Profiles profiles =
        new Profiles(
            Map.of("tree", subject), Optional.empty(), Duration.ofDays(1), Clock.systemUTC());
    return service(pacs, profiles, SIDE_BY_SIDE)
        .search(
            Caller.LOCAL,
            "tree",
            Searches.of(SearchResource.STUDY_INSTANCES).study("1.1").build(),
            new Cancellation());
  }

  /** Before a C-FIND is answered. */
  private interface Before {
    void answering(FindRequest request) throws InterruptedException;
  }

  private FakeArchive limited(int associations, Before before) {
    Semaphore free = new Semaphore(associations);
    return FakeArchive.named("tree")
        .using(0, associations)
        .finding((request, matches, cancellation) -> {
          if (!free.tryAcquire()) {
            tooMany.set(true);
            free.acquireUninterruptibly();
          }
          try {
            before.answering(request);
            return tree.find(request, matches, cancellation);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          } finally {
            free.release();
          }
        });
  }

  private void studies(int count) {
    for (int i = 1; i <= count; i++) {
      tree.add(study("1." + i), "CT", 2, 2);
    }
  }

  private static DataSet study(String uid) {
    return DataSet.builder().uid(Tag.StudyInstanceUID, uid).build();
  }

  private static DataSet described(String uid, String description) {
    return study(uid).toBuilder().text(Tag.StudyDescription, description).build();
  }

  private static SearchAnswer search(FakeArchive pacs, QueryOptions options, Searches search)
      throws ArchiveException {
    return service(pacs, Profiles.none(), options)
        .search(Caller.LOCAL, "tree", search.build(), new Cancellation());
  }

  private static QueryService service(FakeArchive pacs, Profiles profiles, QueryOptions options) {
    return new QueryService(
        pacs.alone(), profiles, Access.OPEN, options, Thread.ofVirtual()::start, Clock.systemUTC());
  }
}
