package io.isthmus.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.HandClock;
import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Archives;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.Profiles;
import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.query.QueryOptions.Order;
import io.isthmus.security.AccessDeniedException;
import io.isthmus.security.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Requirement("QIDO-14")
class PagingSnapshotsTest {
  private static final Caller OTHER =
      new Caller("other", Set.of(), Optional.empty(), Optional.empty());

  private final StudyTree tree = new StudyTree();
  private final HandClock clock = new HandClock();
  private boolean permitted = true;
  private final QueryService service = service(QueryOptions.DEFAULT);

  @BeforeEach
  void fiveStudies() {
    for (int day = 1; day <= 5; day++) {
      study("1." + day, "2024010" + day);
    }
  }

  @Test
  @Requirement("DIM-21")
  void pagesBehindTheFirstBelongToItsListAndAskThePacsForNoStudyAgain() throws ArchiveException {
    assertThat(page(Caller.LOCAL, 0)).containsExactly("1.5", "1.4");
    study("1.6", "20240106");

    assertThat(page(Caller.LOCAL, 2)).containsExactly("1.3", "1.2");
    assertThat(page(Caller.LOCAL, 4)).containsExactly("1.1");
    assertThat(page(Caller.LOCAL, 5)).isEmpty();
    assertThat(studyFinds()).isEqualTo(1);
  }

  @Test
  @Requirement("QIDO-15")
  void eachPageSaysHowManyMoreThereAre() throws ArchiveException {
    page(Caller.LOCAL, 0);

    SearchAnswer second = answer(service, Caller.LOCAL, 2, 2);
    assertThat(second.remaining()).hasValue(1);
    assertThat(second.more()).isTrue();
    SearchAnswer last = answer(service, Caller.LOCAL, 4, 2);
    assertThat(last.remaining()).hasValue(0);
    assertThat(last.more()).isFalse();
    assertThat(studyFinds()).isEqualTo(1);
  }

  @Test
  @Requirement("DIM-21")
  void aFirstPageIsAlwaysAskedAnewAndTakesThePlaceOfTheListBefore() throws ArchiveException {
    page(Caller.LOCAL, 0);
    study("1.6", "20240106");

    assertThat(page(Caller.LOCAL, 0)).containsExactly("1.6", "1.5");
    assertThat(page(Caller.LOCAL, 2)).containsExactly("1.4", "1.3");
    assertThat(studyFinds()).isEqualTo(2);
  }

  @Test
  void aFirstPageThatTurnsOutToBeAllEndsTheListBefore() throws ArchiveException {
    page(Caller.LOCAL, 0);
    answer(service, Caller.LOCAL, 0, 10);
    study("1.6", "20240106");

    assertThat(page(Caller.LOCAL, 2)).containsExactly("1.4", "1.3");
  }

  @Test
  @Requirement("DIM-21")
  void aListIsForgottenAfterAMinute() throws ArchiveException {
    page(Caller.LOCAL, 0);
    study("1.6", "20240106");
    clock.advance(PagingSnapshots.MAX_AGE);
    assertThat(page(Caller.LOCAL, 2)).containsExactly("1.3", "1.2");
    clock.advance(Duration.ofMillis(1));

    assertThat(page(Caller.LOCAL, 2)).containsExactly("1.4", "1.3");
  }

  @Test
  @Requirement("DIM-21")
  void nobodyElseSeesTheListOfACaller() throws ArchiveException {
    page(Caller.LOCAL, 0);
    study("1.6", "20240106");

    assertThat(page(OTHER, 2)).containsExactly("1.4", "1.3");
    permitted = false;
    assertThatThrownBy(() -> page(Caller.LOCAL, 2)).isInstanceOf(AccessDeniedException.class);
  }

  @Test
  @Requirement("DIM-21")
  void anotherSearchHasAListOfItsOwn() throws ArchiveException {
    page(Caller.LOCAL, 0);

    Search other =
        Searches.of(SearchResource.STUDIES).match(Tag.StudyDate, "20240103").page(2, 2).build();
    assertThat(service.search(Caller.LOCAL, "tree", other, new Cancellation()).results()).isEmpty();
  }

  @Test
  void aPageIsNeverLongerThanTheServersMaximum() throws ArchiveException {
    QueryService small = service(new QueryOptions(2, Order.AUTO, 100, 200, true, 50, 4));
    answer(small, Caller.LOCAL, 0, 50);

    SearchAnswer second = answer(small, Caller.LOCAL, 2, 50);
    assertThat(second.results()).hasSize(2);
    assertThat(second.remaining()).hasValue(1);
    assertThat(studyFinds()).isEqualTo(1);
  }

  @Test
  void theLongestHeldListGoesWhenThereIsNoMoreRoom() {
    PagingSnapshots snapshots = new PagingSnapshots(clock);
    List<Found> half =
        java.util.Collections.nCopies(
            PagingSnapshots.MOST_RESULTS / 2, new Found("tree", DataSet.EMPTY));
    SearchAnswer none = SearchAnswer.of("tree", List.of(), true, OptionalLong.empty(), Set.of());
    Search second = Searches.of(SearchResource.STUDIES).page(1, 1).build();
    for (String pacs : List.of("a", "b", "c")) {
      snapshots.keep(Caller.LOCAL, pacs, second, half, none);
    }

    assertThat(snapshots.page(Caller.LOCAL, "a", second, 10)).isEmpty();
    assertThat(snapshots.page(Caller.LOCAL, "b", second, 10)).isPresent();
    assertThat(snapshots.page(Caller.LOCAL, "c", second, 10)).isPresent();
  }

  private void study(String uid, String date) {
    tree.add(
        DataSet.builder().text(Tag.StudyDate, date).uid(Tag.StudyInstanceUID, uid).build(),
        "CT",
        1,
        1);
  }

  private long studyFinds() {
    return tree.findsByLevel().getOrDefault(QueryLevel.STUDY, 0L);
  }

  private List<String> page(Caller caller, long offset) throws ArchiveException {
    return answer(service, caller, offset, 2).results().stream()
        .map(study -> study.string(Tag.StudyInstanceUID).orElseThrow())
        .toList();
  }

  private static SearchAnswer answer(QueryService service, Caller caller, long offset, long limit)
      throws ArchiveException {
    return service.search(
        caller,
        "tree",
        Searches.of(SearchResource.STUDIES).page(offset, limit).build(),
        new Cancellation());
  }

  private QueryService service(QueryOptions options) {
    return new QueryService(
        new Archives(List.of(tree), "tree"),
        Profiles.none(),
        (caller, action, pacs) -> permitted,
        options,
        Runnable::run,
        clock);
  }
}
