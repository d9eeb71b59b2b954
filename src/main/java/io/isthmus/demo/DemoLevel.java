package io.isthmus.demo;

import io.isthmus.dicom.data.Tag;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Query/Retrieve Level (0008,0052), from the whole to the part (PS3.4 C.6). */
enum DemoLevel {
  PATIENT(Tag.PatientID),
  STUDY(Tag.StudyInstanceUID),
  SERIES(Tag.SeriesInstanceUID),
  IMAGE(Tag.SOPInstanceUID);

  private static final Map<String, DemoLevel> BY_NAME =
      Map.of("PATIENT", PATIENT, "STUDY", STUDY, "SERIES", SERIES, "IMAGE", IMAGE);
  private static final int PATIENT_GROUP = 0x0010;

  private static final Set<Integer> STUDY_TAGS =
      Set.of(
          Tag.StudyInstanceUID,
          Tag.StudyDate,
          Tag.StudyTime,
          Tag.StudyID,
          Tag.StudyDescription,
          Tag.AccessionNumber,
          Tag.IssuerOfAccessionNumberSequence,
          Tag.ReferringPhysicianName,
          Tag.NameOfPhysiciansReadingStudy,
          Tag.ProcedureCodeSequence,
          Tag.ModalitiesInStudy,
          Tag.SOPClassesInStudy,
          Tag.NumberOfStudyRelatedSeries,
          Tag.NumberOfStudyRelatedInstances);

  private static final Set<Integer> SERIES_TAGS =
      Set.of(
          Tag.SeriesInstanceUID,
          Tag.SeriesNumber,
          Tag.SeriesDate,
          Tag.SeriesTime,
          Tag.SeriesDescription,
          Tag.Modality,
          Tag.BodyPartExamined,
          Tag.Laterality,
          Tag.PatientPosition,
          Tag.ProtocolName,
          Tag.Manufacturer,
          Tag.ManufacturerModelName,
          Tag.InstitutionName,
          Tag.InstitutionalDepartmentName,
          Tag.StationName,
          Tag.PerformingPhysicianName,
          Tag.OperatorsName,
          Tag.PerformedProcedureStepStartDate,
          Tag.PerformedProcedureStepStartTime,
          Tag.RequestAttributesSequence,
          Tag.NumberOfSeriesRelatedInstances);

  private static final Set<Integer> PATIENT_TAGS =
      Set.of(
          Tag.NumberOfPatientRelatedStudies,
          Tag.NumberOfPatientRelatedSeries,
          Tag.NumberOfPatientRelatedInstances);

  private final int uniqueKey;

  DemoLevel(int uniqueKey) {
    this.uniqueKey = uniqueKey;
  }

  static Optional<DemoLevel> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The level that an attribute belongs to. */
  static DemoLevel of(int tag) {
    if ((Tag.group(tag) == PATIENT_GROUP && tag != Tag.PatientAge) || PATIENT_TAGS.contains(tag)) {
      return PATIENT;
    }
    if (STUDY_TAGS.contains(tag) || Tag.group(tag) == PATIENT_GROUP) {
      return STUDY;
    }
    return SERIES_TAGS.contains(tag) ? SERIES : IMAGE;
  }

  /** The attribute that tells one entity of this level from another. */
  int uniqueKey() {
    return uniqueKey;
  }

  /**
   * Whether an entity of this level has the attributes of another level: its own and those above.
   */
  boolean includes(DemoLevel other) {
    return compareTo(other) >= 0;
  }
}
