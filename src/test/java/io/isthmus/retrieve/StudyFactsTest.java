package io.isthmus.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what two patients, or two states of a study, are told apart. */
class StudyFactsTest {
  private static final DataSet DESCRIBED =
      DataSet.builder()
          .text(Tag.PatientID, "P-1")
          .text(Tag.PatientName, "Doe^Jane")
          .text(Tag.PatientBirthDate, "19700101")
          .text(Tag.AccessionNumber, "A-1")
          .text(Tag.StudyDate, "20260101")
          .text(Tag.NumberOfStudyRelatedSeries, "2")
          .text(Tag.NumberOfStudyRelatedInstances, "30")
          .build();

  private static final StudyFacts FACTS = StudyFacts.of(DESCRIBED);

  @ParameterizedTest
  @Requirement("WADO-13")
  @CsvSource({
    "PatientID, P-2, true",
    "PatientName, Doe^John, true",
    "PatientBirthDate, 19700102, true",
    "AccessionNumber, A-2, false",
    "StudyDate, 20260102, false"
  })
  void eachAttributeThatDiffersTellsThemApart(String keyword, String other, boolean ofPatient) {
    DataSet changed = with(keyword, other);
    List<String> identity = StudyFacts.identity(changed);

    assertThat(FACTS.sameStudy(StudyFacts.of(changed))).isFalse();
    assertThat(FACTS.unchanged(StudyFacts.of(changed))).isFalse();
    assertThat(StudyFacts.contradict(FACTS.identity(), identity)).isTrue();
    assertThat(StudyFacts.ofOtherPatients(FACTS.identity(), identity)).isEqualTo(ofPatient);
  }

  @ParameterizedTest
  @Requirement("WADO-13")
  @CsvSource({"PatientID", "PatientName", "PatientBirthDate", "AccessionNumber", "StudyDate"})
  void whatIsNotSaidContradictsNothingAndIsAChangeAllTheSame(String keyword) {
    DataSet silent = with(keyword, "");

    assertThat(StudyFacts.contradict(FACTS.identity(), StudyFacts.identity(silent))).isFalse();
    assertThat(StudyFacts.contradict(StudyFacts.identity(silent), FACTS.identity())).isFalse();
    assertThat(FACTS.sameStudy(StudyFacts.of(silent))).isFalse();
  }

  @Test
  void delimitersThatNothingFollowsAreNoDifference() {
    assertThat(FACTS.sameStudy(StudyFacts.of(with("PatientName", "Doe^Jane^^^==")))).isTrue();
  }

  @Test
  @Requirement("WADO-13")
  void aStudyIsUnchangedOnlyIfItsInstancesAreCounted() {
    assertThat(FACTS.unchanged(StudyFacts.of(DESCRIBED))).isTrue();
    assertThat(FACTS.unchanged(StudyFacts.of(with("NumberOfStudyRelatedInstances", "31"))))
        .isFalse();
    assertThat(FACTS.unchanged(StudyFacts.of(with("NumberOfStudyRelatedSeries", "3")))).isFalse();
    assertThat(FACTS.uncounted().unchanged(FACTS.uncounted())).isFalse();
  }

  private static DataSet with(String keyword, String value) {
    return DESCRIBED.toBuilder().text(Tag.parse(keyword).orElseThrow(), value).build();
  }
}
