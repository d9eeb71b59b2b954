package io.isthmus.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Tag;
import org.junit.jupiter.api.Test;

class DemoMatchingTest {
  private static final DataSet RECORD =
      DataSet.builder()
          .specificCharacterSet("ISO_IR 192")
          .text(Tag.StudyDate, "20250603")
          .text(Tag.StudyTime, "141020.5")
          .text(Tag.AccessionNumber, "ACC7")
          .text(Tag.ModalitiesInStudy, "CT", "SR")
          .text(Tag.PatientName, "Rei^Hanako=例^花子=れい^はなこ")
          .text(Tag.PatientID, "DEMO-03")
          .empty(Tag.PatientBirthDate)
          .uid(Tag.StudyInstanceUID, "1.2.3")
          .text(Tag.NumberOfStudyRelatedInstances, "62")
          .items(
              Tag.RequestAttributesSequence,
              DataSet.builder().text(Tag.RequestedProcedureID, "RP1").build())
          .build();

  @Test
  void aKeyWithoutAValueMatchesEverything() {
    assertThat(matches(DataSet.builder().empty(Tag.PatientName).empty(Tag.StudyID))).isTrue();
  }

  @Test
  void aSingleValueMatchesItselfOnly() {
    assertThat(matches(key(Tag.PatientID, "DEMO-03"))).isTrue();
    assertThat(matches(key(Tag.PatientID, "DEMO-0"))).isFalse();
    assertThat(matches(key(Tag.PatientID, "demo-03"))).isFalse();
  }

  @Test
  void aValueThatIsUnknownMatchesNoOther() {
    assertThat(matches(key(Tag.PatientBirthDate, "19990101"))).isFalse();
    assertThat(matches(key(Tag.StudyID, "1"))).isFalse();
  }

  @Test
  void wildcardsStandForOneOrAnyCharacters() {
    assertThat(matches(key(Tag.AccessionNumber, "A*7"))).isTrue();
    assertThat(matches(key(Tag.AccessionNumber, "ACC?"))).isTrue();
    assertThat(matches(key(Tag.AccessionNumber, "AC?"))).isFalse();
    assertThat(matches(key(Tag.AccessionNumber, "*"))).isTrue();
    assertThat(matches(key(Tag.AccessionNumber, "*C*C*"))).isTrue();
  }

  @Test
  void namesMatchByAnyComponentGroupAndInAnyCase() {
    assertThat(matches(key(Tag.PatientName, "rei^hanako"))).isTrue();
    assertThat(matches(key(Tag.PatientName, "REI*"))).isTrue();
    assertThat(matches(name("例*"))).isTrue();
    assertThat(matches(name("れい^はなこ^^"))).isTrue();
    assertThat(matches(key(Tag.PatientName, "Hanako"))).isFalse();
    DataSet lower = key(Tag.PatientName, "rei^hanako").build();
    assertThat(new DemoMatching(true).matches(RECORD, lower)).isFalse();
  }

  @Test
  void datesAndTimesMatchInClosedAndOpenRanges() {
    assertThat(matches(key(Tag.StudyDate, "20250601-20250630"))).isTrue();
    assertThat(matches(key(Tag.StudyDate, "20250603-"))).isTrue();
    assertThat(matches(key(Tag.StudyDate, "-20250602"))).isFalse();
    assertThat(matches(key(Tag.StudyTime, "14"))).isTrue();
    assertThat(matches(key(Tag.StudyTime, "1400-1410"))).isTrue();
    assertThat(matches(key(Tag.StudyTime, "141021-"))).isFalse();
  }

  @Test
  void anyOfSeveralValuesMatchesAnyOfThoseHeld() {
    assertThat(matches(key(Tag.ModalitiesInStudy, "MR", "SR"))).isTrue();
    assertThat(matches(key(Tag.ModalitiesInStudy, "MR"))).isFalse();
    assertThat(matches(DataSet.builder().uid(Tag.StudyInstanceUID, "1.2", "1.2.3"))).isTrue();
    assertThat(matches(DataSet.builder().uid(Tag.StudyInstanceUID, "1.2", "1.2.30"))).isFalse();
  }

  @Test
  void numbersMatchByValue() {
    assertThat(matches(key(Tag.NumberOfStudyRelatedInstances, "062"))).isTrue();
    assertThat(matches(key(Tag.NumberOfStudyRelatedInstances, "6"))).isFalse();
  }

  @Test
  void aSequenceMatchesWhenOneItemHasAllThatIsAsked() {
    assertThat(matches(request("RP1"))).isTrue();
    assertThat(matches(request("RP2"))).isFalse();
    assertThat(matches(DataSet.builder().items(Tag.RequestAttributesSequence, DataSet.EMPTY)))
        .isTrue();
  }

  private static DataSetBuilder request(String id) {
    DataSet item = DataSet.builder().text(Tag.RequestedProcedureID, id).build();
    return DataSet.builder().items(Tag.RequestAttributesSequence, item);
  }

  private static DataSetBuilder name(String value) {
    return DataSet.builder().specificCharacterSet("ISO_IR 192").text(Tag.PatientName, value);
  }

  private static DataSetBuilder key(int tag, String... values) {
    return DataSet.builder().text(tag, values);
  }

  private static boolean matches(DataSetBuilder identifier) {
    return new DemoMatching(false).matches(RECORD, identifier.build());
  }
}
