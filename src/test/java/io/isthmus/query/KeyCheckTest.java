package io.isthmus.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TagPath;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Requirement("QIDO-23")
class KeyCheckTest {

  private static final KeyCheck.Trust MATCHED = new Believed(true, false);

  private record Believed(boolean matched, boolean told) implements KeyCheck.Trust {
    @Override
    public boolean isMatched(MatchKey key) {
      return matched;
    }

    @Override
    public boolean isLike(MatchKey key) {
      return false;
    }

    @Override
    public boolean isTold(MatchKey key) {
      return told;
    }
  }

  private static KeyCheck check(MatchKey... keys) {
    return new KeyCheck(
        new Search(
            SearchResource.STUDIES,
            Optional.empty(),
            Optional.empty(),
            List.of(keys),
            List.of(),
            false,
            0,
            OptionalLong.empty(),
            false,
            false,
            false));
  }

  private static MatchKey key(int tag, String... values) {
    return new MatchKey(TagPath.of(tag), List.of(values));
  }

  @ParameterizedTest
  @CsvSource({
    "StudyDate, 20240105, 20240105, true",
    "StudyDate, 20240105, 20240106, false",
    "StudyDate, 20240105-20240110, 20240110, true",
    "StudyDate, 20240105-20240110, 20240111, false",
    "StudyDate, -20240110, 20240111, false",
    "StudyDate, 20240105-, 20240104, false",
    "StudyDate, 20240105-, 20300101, true",
    "StudyDate, 20240105, 2024.01.05, true",
    "AccessionNumber, A-1, A-1, true",
    "AccessionNumber, A-1, A-2, false",
    "AccessionNumber, A-*, A-2, true",
    "AccessionNumber, A-?, A-22, false",
    "AccessionNumber, a-1, A-1, true",
    "PatientID, P+1, P+1, true",
    "NumberOfStudyRelatedInstances, 5, 05, true",
    "NumberOfStudyRelatedInstances, 5, 6, false",
    "PatientName, Doe, DOE^JANE, true",
    "PatientName, Doe^Jane^^^, doe^jane, true",
    "PatientName, Muller*, Müller^Jörg, true",
    "PatientName, Doe*, Roe^Jane, false",
    "PatientName, Doe*, 山田^太郎, true",
    "StudyTime, 1015, 101500, true",
    "StudyTime, 101500, 1015, true",
    "StudyTime, 1015, 101459.999999, false",
    "StudyTime, 1015, 101600, false",
    "StudyTime, 1000-1100, 110059, true",
    "StudyTime, 1000-1100, 110100, false",
    "StudyTime, -1100, 12, false",
    "StudyTime, 1000-, 0959, false",
    "ReferringPhysicianName, Ref*, Other^Doc, false"
  })
  void aValueThatTheKeyRulesOutShowsThatTheKeyWasIgnored(
      String keyword, String wanted, String stored, boolean fits) {
    int tag = Tag.parse(keyword).orElseThrow();
    DataSet match = DataSet.builder().specificCharacterSet("ISO_IR 192").text(tag, stored).build();

    assertThat(check(key(tag, wanted)).contradicts(QueryLevel.STUDY, match, MATCHED))
        .isEqualTo(!fits);
  }

  @Test
  void oneOfSeveralValuesAndOneOfSeveralUidsIsEnough() {
    DataSet match =
        DataSet.builder()
            .uid(Tag.StudyInstanceUID, "1.2")
            .text(Tag.OtherPatientIDs, "A", "B")
            .build();

    assertThat(
            check(key(Tag.StudyInstanceUID, "1.3", "1.2"))
                .contradicts(QueryLevel.STUDY, match, MATCHED))
        .isFalse();
    assertThat(
            check(key(Tag.StudyInstanceUID, "1.3")).contradicts(QueryLevel.STUDY, match, MATCHED))
        .isTrue();
    assertThat(check(key(Tag.OtherPatientIDs, "B")).contradicts(QueryLevel.STUDY, match, MATCHED))
        .isFalse();
    assertThat(check(key(Tag.OtherPatientIDs, "C")).contradicts(QueryLevel.STUDY, match, MATCHED))
        .isTrue();
  }

  @Test
  void anEmptyValueRulesTheMatchOutOnlyWhereThePacsTellsTheValuesThatItDoesNotMatch() {
    DataSet match = DataSet.builder().empty(Tag.AccessionNumber).build();
    for (boolean matched : new boolean[] {false, true}) {
      for (boolean told : new boolean[] {false, true}) {
        KeyCheck check = check(key(Tag.AccessionNumber, "A-1"));

        assertThat(check.contradicts(QueryLevel.STUDY, match, new Believed(matched, told)))
            .as("matched %s, told %s", matched, told)
            .isEqualTo(told && !matched);
        assertThat(check.untold()).isEqualTo(!told || matched);
      }
    }
  }

  @Test
  void whatIsLeftOutOrEmptyShowsNothing() {
    DataSet match = DataSet.builder().empty(Tag.AccessionNumber).build();

    assertThat(check(key(Tag.AccessionNumber, "A")).contradicts(QueryLevel.STUDY, match, MATCHED))
        .isFalse();
    assertThat(check(key(Tag.StudyID, "A")).contradicts(QueryLevel.STUDY, match, MATCHED))
        .isFalse();
    assertThat(check(key(Tag.AccessionNumber)).contradicts(QueryLevel.STUDY, match, MATCHED))
        .isFalse();
  }

  @Test
  void whatIsLeftOutOrEmptyIsToldToBeUnknown() {
    KeyCheck check = check(key(Tag.AccessionNumber, "A"), key(Tag.PatientID));
    check.contradicts(QueryLevel.SERIES, DataSet.EMPTY, MATCHED);
    check.contradicts(
        QueryLevel.STUDY, DataSet.builder().text(Tag.AccessionNumber, "A").build(), MATCHED);
    assertThat(check.untold()).isFalse();

    check.contradicts(
        QueryLevel.STUDY, DataSet.builder().empty(Tag.AccessionNumber).build(), MATCHED);
    assertThat(check.untold()).isTrue();
  }

  @Test
  void aSequenceIsRuledOutOnlyWhenEachItemIs() {
    MatchKey key =
        new MatchKey(
            new TagPath(List.of(Tag.RequestAttributesSequence, Tag.ScheduledProcedureStepID)),
            List.of("S2"));
    KeyCheck check = check(key);

    assertThat(check.contradicts(QueryLevel.SERIES, requests("S1", "S2"), MATCHED)).isFalse();
    assertThat(check.contradicts(QueryLevel.SERIES, requests("S1", "S3"), MATCHED)).isTrue();
    assertThat(check.untold()).isFalse();
    assertThat(check.contradicts(QueryLevel.SERIES, requests(), MATCHED)).isFalse();
    assertThat(check.untold()).isTrue();
    assertThat(check.contradicts(QueryLevel.STUDY, requests("S1"), MATCHED)).isFalse();
  }

  private static DataSet requests(String... steps) {
    return DataSet.builder()
        .items(
            Tag.RequestAttributesSequence,
            Arrays.stream(steps)
                .map(step -> DataSet.builder().text(Tag.ScheduledProcedureStepID, step).build())
                .toList())
        .build();
  }

  @ParameterizedTest
  @CsvSource({
    "Doe, DOE^JANE, false",
    "Doe*, DOE^JANE, true",
    "doe^jane^^, DOE^JANE, true",
    "Yamada*, YAMADA^TAROU=x=y, true",
    "x, YAMADA^TAROU=x=y, true",
    "*ane, DOE^JANE, true",
  })
  void aNameThatThePacsHasNotMatchedIsMatchedAsAWhole(String wanted, String stored, boolean fits) {
    DataSet match = DataSet.builder().text(Tag.PatientName, stored).build();

    assertThat(
            check(key(Tag.PatientName, wanted))
                .contradicts(QueryLevel.STUDY, match, new Believed(false, false)))
        .isEqualTo(!fits);
  }

  @Test
  void anEmptyValueIsNoMatchWhereItIsKnownToMeanThatThereIsNone() {
    KeyCheck check = check(key(Tag.AccessionNumber, "A"));
    DataSet empty = DataSet.builder().empty(Tag.AccessionNumber).build();

    assertThat(check.contradicts(QueryLevel.STUDY, empty, new Believed(false, true))).isTrue();
    assertThat(check.untold()).isFalse();
    assertThat(check.contradicts(QueryLevel.STUDY, empty, new Believed(true, true))).isFalse();
    assertThat(check.contradicts(QueryLevel.STUDY, DataSet.EMPTY, new Believed(false, true)))
        .isFalse();
    assertThat(check.untold()).isTrue();
  }
}
