package io.isthmus.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TagPath;
import io.isthmus.dicom.data.Vr;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryPlanTest {

  @Test
  @Requirement({"DIM-12", "QIDO-28"})
  void aStudySearchIsOneFindAtStudyLevelThatAsksForTheRequiredAttributes() {
    QueryPlan plan =
        QueryPlan.of(Searches.of(SearchResource.STUDIES).match(Tag.PatientID, "P1").build());

    assertThat(levels(plan)).containsExactly(QueryLevel.STUDY);
    DataSet identifier = plan.last().identifier(Map.of());
    assertThat(identifier.string(Tag.PatientID)).hasValue("P1");
    for (int tag :
        new int[] {
          Tag.StudyDate, Tag.StudyTime, Tag.AccessionNumber, Tag.ModalitiesInStudy,
              Tag.ReferringPhysicianName,
          Tag.PatientName, Tag.PatientBirthDate, Tag.PatientSex, Tag.StudyInstanceUID, Tag.StudyID,
          Tag.NumberOfStudyRelatedSeries, Tag.NumberOfStudyRelatedInstances
        }) {
      assertThat(identifier.get(tag))
          .as(Tag.format(tag))
          .hasValueSatisfying(key -> assertThat(key.isEmpty()).isTrue());
    }
    assertThat(identifier.contains(Tag.SpecificCharacterSet)).isFalse();
  }

  @Test
  @Requirement("DIM-12")
  void theSeriesOfAStudyAreOneFindWithTheStudyUid() {
    QueryPlan plan = QueryPlan.of(Searches.of(SearchResource.STUDY_SERIES).study("1.2").build());

    assertThat(levels(plan)).containsExactly(QueryLevel.SERIES);
    assertThat(
            plan.last()
                .identifier(Map.of(Tag.StudyInstanceUID, "1.2"))
                .string(Tag.StudyInstanceUID))
        .hasValue("1.2");
  }

  @Test
  @Requirement("DIM-12")
  void aStudyLevelKeyOfASeriesSearchIsMatchedByAStudyLevelFindFirst() {
    QueryPlan plan =
        QueryPlan.of(
            Searches.of(SearchResource.STUDY_SERIES)
                .study("1.2")
                .match(Tag.PatientID, "P1")
                .match(Tag.Modality, "CT")
                .build());

    assertThat(levels(plan)).containsExactly(QueryLevel.STUDY, QueryLevel.SERIES);
    assertThat(plan.steps().getFirst().identifier(Map.of()).string(Tag.PatientID)).hasValue("P1");
    DataSet series = plan.last().identifier(Map.of(Tag.StudyInstanceUID, "1.2"));
    assertThat(series.contains(Tag.PatientID)).isFalse();
    assertThat(series.string(Tag.Modality)).hasValue("CT");
  }

  @Test
  @Requirement("DIM-17")
  void theInstancesOfAStudyAreFoundSeriesBySeries() {
    assertThat(
            levels(QueryPlan.of(Searches.of(SearchResource.STUDY_INSTANCES).study("1.2").build())))
        .containsExactly(QueryLevel.SERIES, QueryLevel.IMAGE);
  }

  @Test
  @Requirement("DIM-18")
  void allSeriesAreFoundStudyByStudy() {
    assertThat(
            levels(
                QueryPlan.of(
                    Searches.of(SearchResource.ALL_SERIES).match(Tag.Modality, "CT").build())))
        .containsExactly(QueryLevel.STUDY, QueryLevel.SERIES);
  }

  @Test
  @Requirement("DIM-19")
  void allInstancesAreFoundLevelByLevel() {
    assertThat(levels(QueryPlan.of(Searches.of(SearchResource.ALL_INSTANCES).build())))
        .containsExactly(QueryLevel.STUDY, QueryLevel.SERIES, QueryLevel.IMAGE);
  }

  @Test
  @Requirement("QIDO-08")
  void keysOfTheSameSequenceShareItsOneItem() {
    QueryPlan plan =
        QueryPlan.of(
            Searches.of(SearchResource.STUDY_SERIES)
                .study("1.2")
                .match(path(Tag.RequestAttributesSequence, Tag.ScheduledProcedureStepID), "S")
                .match(path(Tag.RequestAttributesSequence, Tag.RequestedProcedureID), "R")
                .build());

    List<DataSet> items = plan.last().identifier(Map.of()).items(Tag.RequestAttributesSequence);
    assertThat(items).hasSize(1);
    assertThat(items.getFirst().string(Tag.ScheduledProcedureStepID)).hasValue("S");
    assertThat(items.getFirst().string(Tag.RequestedProcedureID)).hasValue("R");
  }

  @Test
  @Requirement("QIDO-10")
  void attributesOfALowerLevelAreNotAskedFor() {
    QueryPlan plan =
        QueryPlan.of(
            Searches.of(SearchResource.STUDIES)
                .include(Tag.SOPInstanceUID)
                .include(Tag.StudyDescription)
                .build());

    assertThat(plan.last().asksFor(Tag.SOPInstanceUID)).isFalse();
    assertThat(plan.last().asksFor(Tag.StudyDescription)).isTrue();
  }

  @Test
  @Requirement("QIDO-11")
  void includefieldAllAsksForTheOptionalKeysOfTheLevel() {
    QueryPlan plan = QueryPlan.of(Searches.of(SearchResource.STUDIES).includeAll().build());

    assertThat(plan.last().asksFor(Tag.StudyDescription)).isTrue();
    assertThat(plan.last().asksFor(Tag.SOPClassesInStudy)).isTrue();
    assertThat(plan.last().asksFor(Tag.SeriesDescription)).isFalse();
  }

  @Test
  void aMatchKeyOfALowerLevelIsRefusedAndNotIgnored() {
    assertThatThrownBy(() ->
            QueryPlan.of(Searches.of(SearchResource.STUDIES).match(Tag.Modality, "CT").build()))
        .isInstanceOf(InvalidSearchException.class)
        .hasMessageContaining("00080060");
  }

  @Test
  @Requirement("DIM-13")
  void aValueBeyondAsciiIsSentInADeclaredCharacterSet() {
    DataSet identifier =
        QueryPlan.of(Searches.of(SearchResource.STUDIES).match(Tag.PatientName, "Ψυχή*").build())
            .last()
            .identifier(Map.of());

    assertThat(identifier.string(Tag.SpecificCharacterSet)).hasValue("ISO_IR 192");
    assertThat(identifier.string(Tag.PatientName)).hasValue("Ψυχή*");
  }

  @Test
  @Requirement("QIDO-12")
  void aPrivateKeyStandsBesideItsCreatorInTheVrThatTheCreatorTells() {
    Search search =
        Searches.of(SearchResource.STUDIES)
            .match(0x00190010, "SIEMENS MR HEADER")
            .match(new MatchKey(TagPath.of(0x0019100C), Vr.IS, List.of("1000")))
            .match(new MatchKey(TagPath.of(0x0019100D), Vr.UN, List.of("abc")))
            .build();

    DataSet identifier = QueryPlan.of(search).last().identifier(Map.of());

    assertThat(identifier.string(0x00190010)).hasValue("SIEMENS MR HEADER");
    assertThat(identifier.get(0x0019100C).orElseThrow().vr()).isEqualTo(Vr.IS);
    assertThat(identifier.string(0x0019100C)).hasValue("1000");
    assertThat(identifier.get(0x0019100D))
        .contains(new Element.Value(0x0019100D, Vr.UN, new byte[] {'a', 'b', 'c', ' '}));
  }

  @Test
  @Requirement("DIM-20")
  void aListOfUidsIsOneKeyWithSeveralValues() {
    DataSet identifier =
        QueryPlan.of(
                Searches.of(SearchResource.STUDIES)
                    .match(Tag.StudyInstanceUID, "1.2", "1.3")
                    .build())
            .last()
            .identifier(Map.of());

    assertThat(identifier.strings(Tag.StudyInstanceUID)).containsExactly("1.2", "1.3");
  }

  private static TagPath path(Integer... tags) {
    return new TagPath(List.of(tags));
  }

  private static List<QueryLevel> levels(QueryPlan plan) {
    return plan.steps().stream().map(QueryPlan.Step::level).toList();
  }
}
