package io.isthmus.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Archives;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.Federation;
import io.isthmus.archive.Profiles;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.query.QueryOptions.Order;
import io.isthmus.security.Access;
import io.isthmus.security.AccessDeniedException;
import io.isthmus.security.Caller;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@Requirement("DIM-45")
class FederationTest {
  private final FakeArchive first = FakeArchive.named("first");
  private final FakeArchive second = FakeArchive.named("second");

  @Test
  void ofAStudyThatTwoPacsHaveTheFirstOnesRecordIsGivenAndTheOtherIsNamed()
      throws ArchiveException {
    first.matching(study("1.1", "first"));
    second.matching(study("1.2", "second"), study("1.1", "second"));

    SearchAnswer answer = search(false, Access.OPEN);

    assertThat(answer.found())
        .containsExactly(
            found("first", study("1.1", "first")), found("second", study("1.2", "second")));
    assertThat(answer.others().alsoHolding()).containsExactly("second");
    assertThat(answer.others().failed()).isEmpty();
  }

  @Test
  void whatAPacsSendsTwiceIsNotHeldByAnother() throws ArchiveException {
    first.matching(study("1.1", "first"), study("1.1", "first"));

    SearchAnswer answer = search(false, Access.OPEN);

    assertThat(answer.found()).containsExactly(found("first", study("1.1", "first")));
    assertThat(answer.others().alsoHolding()).isEmpty();
  }

  @Test
  void aPacsThatFailsIsTheFailureOfAll() {
    first.matching(study("1.1", "first"));
    second.failing(new ArchiveFailure.Unreachable("second", "down"));

    assertThatThrownBy(() -> search(false, Access.OPEN))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            failed -> assertThat(failed.failure().pacs()).isEqualTo("second"));
  }

  @Test
  void aPacsThatFailsIsNamedWhereTheOthersAreEnough() throws ArchiveException {
    first.failing(new ArchiveFailure.Unreachable("first", "down"));
    second.matching(study("1.1", "second"));

    SearchAnswer answer = search(true, Access.OPEN);

    assertThat(answer.found()).containsExactly(found("second", study("1.1", "second")));
    assertThat(answer.others().failed()).containsExactly("first");
  }

  @Test
  void whereAllFailNothingIsEnough() {
    first.failing(new ArchiveFailure.Unreachable("first", "down"));
    second.failing(new ArchiveFailure.TimedOut("second", "silent"));

    assertThatThrownBy(() -> search(true, Access.OPEN))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            failed -> assertThat(failed.failure().pacs()).isEqualTo("first"));
  }

  @Test
  void theMembersAreAskedSideBySide() throws ArchiveException {
    CountDownLatch both = new CountDownLatch(2);
    for (FakeArchive member : List.of(first, second)) {
      member.finding((request, matches, cancellation) -> {
        both.countDown();
        try {
          both.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return new io.isthmus.archive.FindOutcome(true, false);
      });
    }

    assertThat(search(false, Access.OPEN).found()).isEmpty();
  }

  @Test
  void whoMayNotSearchOneOfThemMayNotSearchThemAsOne() {
    assertThatThrownBy(() -> search(true, (caller, action, pacs) -> !pacs.equals("second")))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(first.finds()).isEmpty();
  }

  @Test
  void whatAPacsLeavesOutIsCountedAtThatPacs() throws ArchiveException {
    first.matching(study("1.1", "first"));
    StudyTree tree = new StudyTree();
    tree.add(DataSet.builder().uid(Tag.StudyInstanceUID, "1.2").build(), "MR", 2, 3);
    second.finding(tree::find);
    QueryOptions counting = new QueryOptions(100, Order.AUTO, 100, 200, true, 50, 4);

    SearchAnswer answer =
        service(counting, false, Access.OPEN)
            .search(
                Caller.LOCAL,
                "all",
                Searches.of(SearchResource.STUDIES).build(),
                new Cancellation());

    DataSet counted = answer.found().getLast().record();
    assertThat(counted.strings(Tag.ModalitiesInStudy)).containsExactly("MR");
    assertThat(counted.integer(Tag.NumberOfStudyRelatedInstances)).hasValue(6);
    assertThat(first.finds())
        .noneMatch(find -> find.keys().string(Tag.StudyInstanceUID).equals(Optional.of("1.2")));
  }

  @Test
  @Requirement({"DIM-45", "QIDO-25"})
  void aPageBehindWhatCanBePutInOrderIsTooBroad() {
    DataSet[] many =
        IntStream.range(0, 30)
            .mapToObj(i -> study("1." + (i + 1), "first"))
            .toArray(DataSet[]::new);
    first.matching(many);
    QueryOptions small = new QueryOptions(10, Order.AUTO, 10, 200, false, 50, 4);

    assertThatThrownBy(() ->
            service(small, false, Access.OPEN)
                .search(
                    Caller.LOCAL,
                    "all",
                    Searches.of(SearchResource.STUDIES).page(25, 5).build(),
                    new Cancellation()))
        .isInstanceOf(TooManyMatchesException.class);
  }

  @Test
  @Requirement({"DIM-45", "QIDO-25"})
  void aPageThatBeginsJustBehindWhatCanBePutInOrderIsTooBroadToo() {
    first.matching(
        IntStream.range(0, 9)
            .mapToObj(i -> study("1." + (i + 1), "first"))
            .toArray(DataSet[]::new));
    QueryService small =
        service(new QueryOptions(5, Order.AUTO, 3, 200, false, 50, 4), false, Access.OPEN);

    assertThatThrownBy(() ->
            small.search(
                Caller.LOCAL,
                "all",
                Searches.of(SearchResource.STUDIES).page(6, 2).build(),
                new Cancellation()))
        .isInstanceOf(TooManyMatchesException.class);
  }

  @Test
  void aListThatLacksAPacsIsNotKeptForItsOtherPages() throws ArchiveException {
    first.matching(study("1.1", "first"), study("1.2", "first"));
    second.failing(new ArchiveFailure.Unreachable("second", "down"));
    QueryService service =
        service(new QueryOptions(100, Order.AUTO, 100, 200, false, 50, 4), true, Access.OPEN);
    Search page = Searches.of(SearchResource.STUDIES).page(0, 1).build();
    assertThat(service.search(Caller.LOCAL, "all", page, new Cancellation()).more()).isTrue();

    second.matching(study("1.3", "second"));
    Search next = Searches.of(SearchResource.STUDIES).page(1, 5).build();

    assertThat(service.search(Caller.LOCAL, "all", next, new Cancellation()).found())
        .extracting(Found::pacs)
        .containsExactly("first", "second");
  }

  private SearchAnswer search(boolean partial, Access access) throws ArchiveException {
    return service(new QueryOptions(100, Order.AUTO, 100, 200, false, 50, 4), partial, access)
        .search(
            Caller.LOCAL, "all", Searches.of(SearchResource.STUDIES).build(), new Cancellation());
  }

  private QueryService service(QueryOptions options, boolean partial, Access access) {
    Federation all = new Federation("all", List.of("first", "second"), partial);
    return new QueryService(
        new Archives(List.of(first, second), "all", Optional.of(all)),
        Profiles.none(),
        access,
        options,
        Thread.ofVirtual()::start,
        Clock.systemUTC());
  }

  /** As results of a search that asks for nothing special have it. */
  private static Found found(String pacs, DataSet match) {
    Search search = Searches.of(SearchResource.STUDIES).build();
    QueryPlan plan = QueryPlan.of(search);
    return new Found(
        pacs,
        new ResultShape(search)
            .result(plan.last(), match, new Above(java.util.Map.of(), List.of())));
  }

  private static DataSet study(String uid, String patient) {
    return DataSet.builder().uid(Tag.StudyInstanceUID, uid).text(Tag.PatientID, patient).build();
  }
}
