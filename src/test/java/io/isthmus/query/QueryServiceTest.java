package io.isthmus.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Archives;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.Profiles;
import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Tag;
import io.isthmus.query.QueryOptions.Order;
import io.isthmus.query.SearchAnswer.Notice;
import io.isthmus.security.Access;
import io.isthmus.security.AccessDeniedException;
import io.isthmus.security.Caller;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QueryServiceTest {
  private static final Clock CLOCK = Clock.systemUTC();

  private final StudyTree tree = new StudyTree();

  @Test
  @Requirement({"DIM-15", "QIDO-14"})
  void studiesAreSortedNewestFirstWhateverOrderThePacsSends() throws ArchiveException {
    tree.add(study("1.1", "20200101"), "CT", 1, 1);
    tree.add(study("1.2", "20240101"), "CT", 1, 1);
    tree.add(study("1.3", "20220101"), "CT", 1, 1);

    assertThat(uids(search(Searches.of(SearchResource.STUDIES))))
        .containsExactly("1.2", "1.3", "1.1");
  }

  @Test
  @Requirement({"DIM-15", "QIDO-14"})
  void studiesOfOneDayAreSortedByTheirTimeAndThoseOfOneTimeByTheirUid() throws ArchiveException {
    tree.add(at("1.1", "20200101", "0900"), "CT", 1, 1);
    tree.add(at("1.4", "20200101", "1130"), "CT", 1, 1);
    tree.add(at("1.3", "20200101", "1130"), "CT", 1, 1);
    tree.add(at("1.2", "20200102", "0100"), "CT", 1, 1);

    assertThat(uids(search(Searches.of(SearchResource.STUDIES))))
        .containsExactly("1.2", "1.3", "1.4", "1.1");
  }

  @Test
  @Requirement("DIM-15")
  void seriesAndInstancesAreSortedByTheirNumbers() throws ArchiveException {
    tree.add(study("1.1", "20200101"), "CT", 3, 2);

    assertThat(search(Searches.of(SearchResource.STUDY_SERIES).study("1.1")).results())
        .extracting(series -> series.string(Tag.SeriesInstanceUID).orElseThrow())
        .containsExactly("1.1.3", "1.1.2", "1.1.1");
    assertThat(
            search(Searches.of(SearchResource.SERIES_INSTANCES).study("1.1").series("1.1.1"))
                .results())
        .extracting(instance -> instance.string(Tag.SOPInstanceUID).orElseThrow())
        .containsExactly("1.1.1.1", "1.1.1.2");
  }

  @Test
  @Requirement({"QIDO-13", "QIDO-14", "QIDO-15"})
  void pagesOfAnySizeLaidTogetherAreTheWholeList() throws ArchiveException {
    long seed = 20_261_121;
    Random random = new Random(seed);
    for (int run = 0; run < 50; run++) {
      StudyTree shuffled = new StudyTree();
      int size = random.nextInt(30);
      for (int i = 0; i < size; i++) {
        shuffled.add(
            study(
                "1." + (random.nextInt(1000) + 1) + "." + i,
                "20" + (10 + random.nextInt(10)) + "0101"),
            "CT",
            1,
            1);
      }
      List<String> whole =
          uids(search(shuffled, options(Order.AUTO, 100), Searches.of(SearchResource.STUDIES)));
      int page = 1 + random.nextInt(8);
      List<String> together = new ArrayList<>();
      for (int offset = 0; offset < size; offset += page) {
        SearchAnswer answer =
            search(
                shuffled,
                options(Order.AUTO, 100),
                Searches.of(SearchResource.STUDIES).page(offset, page));
        together.addAll(uids(answer));
        assertThat(answer.more()).as("seed %d", seed).isEqualTo(offset + page < size);
        assertThat(answer.remaining())
            .isEqualTo(OptionalLong.of(Math.max(0, size - offset - page)));
      }
      assertThat(together).as("seed %d run %d", seed, run).isEqualTo(whole).hasSize(size);
    }
  }

  @Test
  @Requirement("QIDO-13")
  void aLimitAboveTheServersMaximumIsClippedAndSaid() throws ArchiveException {
    tenStudies();

    SearchAnswer answer =
        search(
            tree,
            new QueryOptions(4, Order.AUTO, 100, 200, true, 50, 4),
            Searches.of(SearchResource.STUDIES).page(0, 8));

    assertThat(answer.results()).hasSize(4);
    assertThat(answer.remaining()).hasValue(6);
  }

  @Test
  @Requirement({"DIM-15", "DIM-16"})
  void moreMatchesThanTheCapComeInTheOrderOfThePacsAndAreNotCounted() throws ArchiveException {
    tenStudies();

    SearchAnswer answer =
        search(tree, options(Order.AUTO, 5), Searches.of(SearchResource.STUDIES).page(1, 2));

    assertThat(uids(answer)).containsExactly("1.1", "1.2");
    assertThat(answer.more()).isTrue();
    assertThat(answer.remaining()).isEmpty();
  }

  @Test
  @Requirement("DIM-15")
  void aPageBehindTheCapIsStillFound() throws ArchiveException {
    tenStudies();

    assertThat(
            uids(
                search(
                    tree, options(Order.AUTO, 3), Searches.of(SearchResource.STUDIES).page(6, 3))))
        .containsExactly("1.6", "1.7", "1.8");
    assertThat(
            uids(
                search(
                    tree, options(Order.PACS, 3), Searches.of(SearchResource.STUDIES).page(8, 9))))
        .containsExactly("1.8", "1.9");
  }

  @Test
  @Requirement({"DIM-15", "QIDO-25"})
  void aSearchThatMustBeSortedAndCannotBeIsTooBroad() {
    tenStudies();

    assertThatThrownBy(
            () -> search(tree, options(Order.SORTED, 5), Searches.of(SearchResource.STUDIES)))
        .isInstanceOf(TooManyMatchesException.class);
  }

  @Test
  @Requirement({"DIM-23", "QIDO-31", "QIDO-32"})
  void aResultHasWhatWasAskedForAndNothingElse() throws ArchiveException {
    tree.add(study("1.1", "20200101"), "CT", 1, 1);

    tree.attributesNobodyAskedFor = DataSet.builder().text(Tag.PatientComments, "private").build();

    DataSet result =
        search(
                Searches.of(SearchResource.STUDIES)
                    .include(Tag.QueryRetrieveLevel)
                    .include(Tag.RetrieveAETitle))
            .results()
            .getFirst();

    assertThat(result.contains(Tag.QueryRetrieveLevel)).isFalse();
    assertThat(result.contains(Tag.RetrieveAETitle)).isFalse();
    assertThat(result.contains(Tag.PatientComments)).isFalse();
    assertThat(result.get(Tag.AccessionNumber))
        .hasValueSatisfying(empty -> assertThat(empty.isEmpty()).isTrue());
    assertThat(result.contains(Tag.InstanceAvailability)).isFalse();
  }

  @Test
  @Requirement({"QIDO-31", "QIDO-34"})
  void whatIsGivenIfKnownIsLeftOutWhereItIsEmptyUnlessItWasNamed() throws ArchiveException {
    tree.add(base("1.1", "20200101").empty(Tag.InstanceAvailability).build(), "CT", 1, 1);
    tree.add(
        base("1.2", "20190101").text(Tag.InstanceAvailability, "NEARLINE").build(), "CT", 1, 1);

    List<DataSet> results = search(Searches.of(SearchResource.STUDIES)).results();
    List<DataSet> named =
        search(Searches.of(SearchResource.STUDIES).include(Tag.InstanceAvailability)).results();

    assertThat(results.getFirst().contains(Tag.InstanceAvailability)).isFalse();
    assertThat(results.getLast().string(Tag.InstanceAvailability)).hasValue("NEARLINE");
    assertThat(named.getFirst().contains(Tag.InstanceAvailability)).isTrue();
  }

  @Test
  @Requirement("QIDO-31")
  void aResultNamesWhatIsAboveItAlsoWhereThePacsDoesNot() throws ArchiveException {
    tree.add(study("1.1", "20200101"), "CT", 1, 1);
    tree.missingAttributes = Set.of(Tag.StudyInstanceUID);

    assertThat(search(Searches.of(SearchResource.STUDY_SERIES).study("1.1")).results())
        .singleElement()
        .satisfies(one -> assertThat(one.string(Tag.StudyInstanceUID)).hasValue("1.1"));

    tree.missingAttributes = Set.of(Tag.StudyInstanceUID, Tag.SeriesInstanceUID);

    assertThat(
            search(Searches.of(SearchResource.SERIES_INSTANCES).study("1.1").series("1.1.1"))
                .results())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.string(Tag.StudyInstanceUID)).hasValue("1.1");
          assertThat(one.string(Tag.SeriesInstanceUID)).hasValue("1.1.1");
        });
  }

  @Test
  @Requirement({"QIDO-29", "QIDO-30", "DIM-19"})
  void instancesOfAllStudiesCarryTheAttributesOfTheirSeriesAndStudy() throws ArchiveException {
    tree.add(named("1.1", "Ψυχή", "ISO_IR 126"), "CT", 2, 2);
    tree.add(named("1.2", "Юрий", "ISO_IR 144"), "MR", 1, 1);

    List<DataSet> results = search(Searches.of(SearchResource.ALL_INSTANCES)).results();

    assertThat(results).hasSize(5);
    for (DataSet result : results) {
      boolean first = result.string(Tag.StudyInstanceUID).orElseThrow().equals("1.1");
      assertThat(result.string(Tag.PatientName)).hasValue(first ? "Ψυχή" : "Юрий");
      assertThat(result.string(Tag.Modality)).hasValue(first ? "CT" : "MR");
      assertThat(result.string(Tag.SOPInstanceUID).orElseThrow())
          .startsWith(result.string(Tag.SeriesInstanceUID).orElseThrow());
    }
  }

  @Test
  @Requirement({"QIDO-23", "DIM-12"})
  void aPacsThatIgnoresModalitiesInStudyGivesTheRightStudiesAllTheSame() throws ArchiveException {
    tree.add(study("1.1", "20200101"), "CT", 1, 1);
    tree.add(study("1.2", "20200102"), "MR", 2, 1);
    tree.ignoredKeys = Set.of(Tag.ModalitiesInStudy);
    tree.missingAttributes = Set.of(Tag.ModalitiesInStudy);

    SearchAnswer answer =
        search(Searches.of(SearchResource.STUDIES).match(Tag.ModalitiesInStudy, "MR"));

    assertThat(uids(answer)).containsExactly("1.2");
    assertThat(answer.results().getFirst().strings(Tag.ModalitiesInStudy)).containsExactly("MR");
  }

  @Test
  @Requirement("QIDO-25")
  void moreStudiesWithoutTheirModalitiesThanCanBeLookedIntoAreTooBroad() {
    tenStudies();
    tree.ignoredKeys = Set.of(Tag.ModalitiesInStudy);
    Searches search = Searches.of(SearchResource.STUDIES).match(Tag.ModalitiesInStudy, "CT");

    assertThatThrownBy(
            () -> search(tree, new QueryOptions(100, Order.AUTO, 100, 9, true, 50, 4), search))
        .isInstanceOf(TooManyMatchesException.class);
    assertThatCode(
            () -> search(tree, new QueryOptions(100, Order.AUTO, 100, 10, true, 50, 4), search))
        .doesNotThrowAnyException();
  }

  @Test
  @Requirement({"QIDO-15", "QIDO-23"})
  void whatThePacsSendsInVainIsReadUpToTheCapAndThatThereMayBeMoreIsSaid() throws ArchiveException {
    IntStream.range(0, 10)
        .forEach(i ->
            tree.add(
                base("1." + i, "2020010" + i).text(Tag.AccessionNumber, i == 5 ? "A" : "B").build(),
                "CT",
                1,
                1));
    tree.ignoredKeys = Set.of(Tag.AccessionNumber);
    Searches search = Searches.of(SearchResource.STUDIES).match(Tag.AccessionNumber, "A");

    SearchAnswer cut = search(tree, options(Order.AUTO, 5), search);
    assertThat(cut.results()).isEmpty();
    assertThat(cut.more()).isTrue();
    assertThat(cut.remaining()).isEmpty();

    SearchAnswer whole = search(tree, options(Order.AUTO, 10), search);
    assertThat(uids(whole)).containsExactly("1.5");
    assertThat(whole.more()).isFalse();
  }

  @Test
  @Requirement({"QIDO-22", "QIDO-23"})
  void aStudyOfSeveralModalitiesIsFoundByEachOfThem() throws ArchiveException {
    tree.add(
        base("1.1", "20200101").text(Tag.ModalitiesInStudy, "PT", "CT", "SR").build(), "CT", 1, 1);
    tree.add(base("1.2", "20200102").text(Tag.ModalitiesInStudy, "MR").build(), "MR", 1, 1);
    tree.ignoredKeys = Set.of(Tag.ModalitiesInStudy);

    for (String modality : List.of("PT", "CT", "SR")) {
      assertThat(
              uids(
                  search(
                      Searches.of(SearchResource.STUDIES).match(Tag.ModalitiesInStudy, modality))))
          .as(modality)
          .containsExactly("1.1");
    }
  }

  @Test
  @Requirement("QIDO-33")
  void countsThatThePacsLeavesOutAreCounted() throws ArchiveException {
    tree.add(study("1.1", "20200101"), "CT", 3, 4);

    DataSet result = search(Searches.of(SearchResource.STUDIES)).results().getFirst();

    assertThat(result.integer(Tag.NumberOfStudyRelatedSeries)).hasValue(3);
    assertThat(result.integer(Tag.NumberOfStudyRelatedInstances)).hasValue(12);
    assertThat(result.strings(Tag.ModalitiesInStudy)).containsExactly("CT");
  }

  @Test
  @Requirement("QIDO-33")
  void eachCountThatThePacsLeavesOutIsCountedAndTheOthersStand() throws ArchiveException {
    tree.add(
        base("1.1", "20200101")
            .text(Tag.ModalitiesInStudy, "PR")
            .text(Tag.NumberOfStudyRelatedSeries, "7")
            .text(Tag.NumberOfStudyRelatedInstances, "9")
            .build(),
        "CT",
        3,
        4);

    assertThat(countsWithout()).containsExactly("PR", "7", "9");
    assertThat(countsWithout(Tag.ModalitiesInStudy)).containsExactly("CT", "7", "9");
    assertThat(countsWithout(Tag.NumberOfStudyRelatedSeries)).containsExactly("PR", "3", "9");
    assertThat(countsWithout(Tag.NumberOfStudyRelatedInstances)).containsExactly("PR", "7", "12");
  }

  @Test
  @Requirement("QIDO-33")
  void whatIsOfAnotherStudyOrComesTwiceIsNotCounted() throws ArchiveException {
    tree.add(study("1.1", "20200102"), "CT", 3, 4);
    tree.add(study("1.2", "20200101"), "MR", 5, 1);
    tree.ignoredKeys = Set.of(Tag.StudyInstanceUID);

    assertThat(countsWithout()).containsExactly("CT", "3", "12");
    tree.ignoredKeys = Set.of(Tag.StudyInstanceUID, Tag.SeriesInstanceUID);
    assertThat(countsWithout()).containsExactly("CT", "3", "12");
    tree.ignoredKeys = Set.of();
    tree.eachTwice = true;
    assertThat(countsWithout()).containsExactly("CT", "3", "12");
  }

  @Test
  @Requirement({"DIM-15", "DIM-19"})
  void whatIsToBeSortedIsRefusedWhereSomeOfItIsLeftOutOnTheWay() {
    tenStudies();
    QueryOptions narrow = new QueryOptions(100, Order.SORTED, 100, 3, false, 0, 1);

    assertThatThrownBy(() -> search(tree, narrow, Searches.of(SearchResource.ALL_SERIES)))
        .isInstanceOf(TooManyMatchesException.class);
  }

  @Test
  @Requirement("QIDO-14")
  void behindTheLastMatchThereIsNothing() throws ArchiveException {
    tenStudies();

    SearchAnswer answer =
        search(Searches.of(SearchResource.STUDIES).page(Long.MAX_VALUE, Integer.MAX_VALUE));

    assertThat(answer.found()).isEmpty();
    assertThat(answer.more()).isFalse();
  }

  private List<String> countsWithout(Integer... missing) throws ArchiveException {
    tree.missingAttributes = Set.of(missing);
    DataSet result = search(Searches.of(SearchResource.STUDIES)).results().getFirst();
    return Stream.of(
            Tag.ModalitiesInStudy,
            Tag.NumberOfStudyRelatedSeries,
            Tag.NumberOfStudyRelatedInstances)
        .map(tag -> result.string(tag).orElse(""))
        .toList();
  }

  @Test
  @Requirement("QIDO-33")
  void countsAreNotCountedForLargeAnswers() throws ArchiveException {
    tenStudies();

    search(
        tree,
        new QueryOptions(100, Order.AUTO, 100, 200, true, 9, 4),
        Searches.of(SearchResource.STUDIES));

    assertThat(tree.findsByLevel()).isEqualTo(Map.of(QueryLevel.STUDY, 1L));
  }

  @Test
  @Requirement("DIM-19")
  void aSearchBelowMoreStudiesThanTheCapIsCutShortAndSaysSo() throws ArchiveException {
    tenStudies();

    SearchAnswer answer =
        search(
            tree,
            new QueryOptions(100, Order.AUTO, 100, 3, true, 50, 4),
            Searches.of(SearchResource.ALL_SERIES));

    assertThat(answer.results()).hasSize(3);
    assertThat(answer.more()).isTrue();
    assertThat(answer.remaining()).isEmpty();
  }

  @Test
  @Requirement("DIM-19")
  void aMatchThatThePacsSendsTwiceIsOneResult() throws ArchiveException {
    tree.add(study("1.1", "20200101"), "CT", 1, 1);
    tree.add(study("1.1", "20200101"), "CT", 1, 1);

    assertThat(search(Searches.of(SearchResource.STUDIES)).results()).hasSize(1);
  }

  @Test
  void aSeriesOfAnotherStudyIsNoResultOfThisOne() throws ArchiveException {
    tree.add(study("1.1", "20200101"), "CT", 1, 1);
    tree.add(study("1.2", "20200101"), "CT", 1, 1);
    tree.ignoredKeys = Set.of(Tag.StudyInstanceUID);

    assertThat(search(Searches.of(SearchResource.STUDY_SERIES).study("1.2")).results())
        .extracting(series -> series.string(Tag.SeriesInstanceUID).orElseThrow())
        .containsExactly("1.2.1");
  }

  @Test
  void aMatchWithoutItsUidIsAFaultOfThePacs() {
    tree.add(study("1.1", "20200101"), "CT", 1, 1);
    tree.missingAttributes = Set.of(Tag.StudyInstanceUID);

    assertThatThrownBy(() -> search(Searches.of(SearchResource.STUDIES)))
        .isInstanceOfSatisfying(
            ArchiveException.class,
            failed -> assertThat(failed.failure()).isInstanceOf(ArchiveFailure.Broken.class));
  }

  @Test
  @Requirement("DIM-14")
  void optionalKeysThatThePacsDidNotMatchAreSaid() throws ArchiveException {
    tree.optionalKeysUnsupported = true;

    assertThat(search(Searches.of(SearchResource.STUDIES)).notices())
        .containsExactly(Notice.OPTIONAL_KEYS_UNSUPPORTED);
  }

  @Test
  @Requirement({"QIDO-22", "QIDO-23"})
  void aKeyThatThePacsIgnoresAndDoesNotReturnIsSaid() throws ArchiveException {
    tree.add(study("1.1", "20200101"), "CT", 1, 1);
    tree.ignoredKeys = Set.of(Tag.AccessionNumber);
    tree.missingAttributes = Set.of(Tag.AccessionNumber);

    assertThat(
            search(Searches.of(SearchResource.STUDIES).match(Tag.AccessionNumber, "A")).notices())
        .containsExactly(Notice.MATCHING_UNTOLD);
    assertThat(search(Searches.of(SearchResource.STUDIES)).notices()).isEmpty();
  }

  @Test
  @Requirement("QIDO-18")
  void severalValuesOfAKeyAreSearchedForOneByOneAndPutTogether() throws ArchiveException {
    tree.add(study("1.1", "20200101"), "CT", 1, 1);
    tree.add(study("1.2", "20210101"), "CT", 1, 1);
    tree.add(study("1.3", "20220101"), "CT", 1, 1);

    SearchAnswer answer =
        search(
            Searches.of(SearchResource.STUDIES)
                .multipleValueMatching()
                .match(Tag.StudyDate, "20200101", "20220101"));

    assertThat(uids(answer)).containsExactly("1.3", "1.1");
    assertThat(answer.notices()).isEmpty();
  }

  @Test
  @Requirement({"DIM-20", "QIDO-04"})
  void aLongListOfUidsIsSentInParts() throws ArchiveException {
    String[] uids = IntStream.rangeClosed(1, 250).mapToObj(i -> "1." + i).toArray(String[]::new);
    tree.add(study("1.1", "20200101"), "CT", 1, 1);
    tree.add(study("1.250", "20210101"), "CT", 1, 1);
    tree.add(study("1.251", "20210101"), "CT", 1, 1);

    SearchAnswer answer =
        search(
            tree,
            new QueryOptions(1_000, Order.AUTO, 100, 200, false, 50, 4),
            Searches.of(SearchResource.STUDIES).match(Tag.StudyInstanceUID, uids));

    assertThat(uids(answer)).containsExactly("1.250", "1.1");
    assertThat(tree.asked)
        .extracting(find -> find.keys().strings(Tag.StudyInstanceUID).size())
        .containsExactly(100, 100, 50);
  }

  @Test
  @Requirement("QIDO-18")
  void moreCombinationsOfValuesThanSixteenAreRefused() {
    String[] seventeen = IntStream.range(0, 17).mapToObj(i -> "2020010" + i).toArray(String[]::new);

    assertThatThrownBy(() ->
            search(
                Searches.of(SearchResource.STUDIES)
                    .multipleValueMatching()
                    .match(Tag.StudyDate, seventeen)))
        .isInstanceOf(InvalidSearchException.class);
  }

  @Test
  @Requirement("QIDO-17")
  void anEmptyValueMatchesStudiesThatHaveNone() throws ArchiveException {
    tree.add(base("1.1", "20200101").text(Tag.PatientID, "P1").build(), "CT", 1, 1);
    tree.add(base("1.2", "20200101").empty(Tag.PatientID).build(), "CT", 1, 1);

    SearchAnswer answer =
        search(
            Searches.of(SearchResource.STUDIES).emptyValueMatching().match(Tag.PatientID, "\"\""));

    assertThat(uids(answer)).containsExactly("1.2");
    assertThat(answer.notices()).isEmpty();
  }

  @Test
  @Requirement("QIDO-17")
  void aPacsThatDoesNotTellWhetherAValueIsEmptyIsSaid() throws ArchiveException {
    tree.add(study("1.1", "20200101"), "CT", 1, 1);

    assertThat(
            search(
                    Searches.of(SearchResource.STUDIES)
                        .emptyValueMatching()
                        .match(Tag.PatientID, "\"\""))
                .notices())
        .containsExactly(Notice.EMPTY_VALUE_MATCHING_UNSUPPORTED);
  }

  @Test
  void aCallerWithoutTheRightToSearchIsTurnedAwayBeforeThePacsIsAsked() {
    QueryService service =
        new QueryService(
            new Archives(List.of(tree), "tree"),
            Profiles.none(),
            (caller, action, pacs) -> false,
            QueryOptions.DEFAULT,
            Runnable::run,
            CLOCK);

    assertThatThrownBy(() ->
            service.search(
                Caller.LOCAL,
                "tree",
                Searches.of(SearchResource.STUDIES).build(),
                new Cancellation()))
        .isInstanceOf(AccessDeniedException.class);
    assertThat(tree.asked).isEmpty();
  }

  private void tenStudies() {
    IntStream.range(0, 10).forEach(i -> tree.add(study("1." + i, "2020010" + i), "CT", 1, 1));
  }

  private SearchAnswer search(Searches search) throws ArchiveException {
    return search(tree, QueryOptions.DEFAULT, search);
  }

  private static SearchAnswer search(StudyTree tree, QueryOptions options, Searches search)
      throws ArchiveException {
    return new QueryService(
            new Archives(List.of(tree), "tree"),
            Profiles.none(),
            Access.OPEN,
            options,
            Runnable::run,
            CLOCK)
        .search(Caller.LOCAL, "tree", search.build(), new Cancellation());
  }

  private static QueryOptions options(Order order, int cap) {
    return new QueryOptions(1_000, order, cap, 200, true, 50, 4);
  }

  private static DataSet study(String uid, String date) {
    return base(uid, date).build();
  }

  private static DataSet at(String uid, String date, String time) {
    return base(uid, date).text(Tag.StudyTime, time).build();
  }

  private static DataSet named(String uid, String name, String characterSet) {
    return base(uid, "20200101")
        .specificCharacterSet(characterSet)
        .text(Tag.PatientName, name)
        .build();
  }

  private static DataSetBuilder base(String uid, String date) {
    return DataSet.builder().uid(Tag.StudyInstanceUID, uid).text(Tag.StudyDate, date);
  }

  private static List<String> uids(SearchAnswer answer) {
    return answer.results().stream()
        .map(result -> result.string(Tag.StudyInstanceUID).orElseThrow())
        .toList();
  }
}
