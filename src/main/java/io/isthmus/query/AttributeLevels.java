package io.isthmus.query;

import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.Tag;
import java.util.Optional;
import java.util.Set;

/**
 * At which level of the Study Root model an attribute is a key (PS3.4 C.6.2.1; patient attributes
 * are keys of the study level).
 */
final class AttributeLevels {

  private static final Set<Integer> STUDY =
      Set.of(
          Tag.StudyDate,
          Tag.StudyTime,
          Tag.AccessionNumber,
          Tag.IssuerOfAccessionNumberSequence,
          Tag.ModalitiesInStudy,
          Tag.SOPClassesInStudy,
          Tag.AnatomicRegionsInStudyCodeSequence,
          Tag.ReferringPhysicianName,
          Tag.StudyDescription,
          Tag.ProcedureCodeSequence,
          Tag.PhysiciansOfRecord,
          Tag.NameOfPhysiciansReadingStudy,
          Tag.AdmittingDiagnosesDescription,
          Tag.PatientName,
          Tag.PatientID,
          Tag.IssuerOfPatientID,
          Tag.OtherPatientIDsSequence,
          Tag.PatientBirthDate,
          Tag.PatientBirthTime,
          Tag.PatientSex,
          Tag.PatientAge,
          Tag.PatientSize,
          Tag.PatientWeight,
          Tag.EthnicGroup,
          Tag.Occupation,
          Tag.AdditionalPatientHistory,
          Tag.PatientComments,
          Tag.StudyInstanceUID,
          Tag.StudyID,
          Tag.NumberOfPatientRelatedStudies,
          Tag.NumberOfPatientRelatedSeries,
          Tag.NumberOfPatientRelatedInstances,
          Tag.NumberOfStudyRelatedSeries,
          Tag.NumberOfStudyRelatedInstances);

  private static final Set<Integer> SERIES =
      Set.of(
          Tag.Modality,
          Tag.Manufacturer,
          Tag.ManufacturerModelName,
          Tag.InstitutionName,
          Tag.InstitutionalDepartmentName,
          Tag.StationName,
          Tag.SeriesDate,
          Tag.SeriesTime,
          Tag.SeriesDescription,
          Tag.SeriesInstanceUID,
          Tag.SeriesNumber,
          Tag.Laterality,
          Tag.BodyPartExamined,
          Tag.ProtocolName,
          Tag.PatientPosition,
          Tag.PerformingPhysicianName,
          Tag.OperatorsName,
          Tag.PerformedProcedureStepStartDate,
          Tag.PerformedProcedureStepStartTime,
          Tag.PerformedProcedureStepID,
          Tag.PerformedProcedureStepDescription,
          Tag.RequestAttributesSequence,
          Tag.NumberOfSeriesRelatedInstances);

  private static final Set<Integer> IMAGE =
      Set.of(
          Tag.SOPClassUID,
          Tag.SOPInstanceUID,
          Tag.InstanceNumber,
          Tag.AcquisitionNumber,
          Tag.AcquisitionDate,
          Tag.AcquisitionTime,
          Tag.ContentDate,
          Tag.ContentTime,
          Tag.ImageType,
          Tag.NumberOfFrames,
          Tag.Rows,
          Tag.Columns,
          Tag.BitsAllocated,
          Tag.AvailableTransferSyntaxUID,
          Tag.ConceptNameCodeSequence,
          Tag.CompletionFlag,
          Tag.VerificationFlag);

  private AttributeLevels() {}

  /** The level of a well-known attribute; empty for those that may stand at any level. */
  static Optional<QueryLevel> of(int tag) {
    if (STUDY.contains(tag)) {
      return Optional.of(QueryLevel.STUDY);
    }
    if (SERIES.contains(tag)) {
      return Optional.of(QueryLevel.SERIES);
    }
    return IMAGE.contains(tag) ? Optional.of(QueryLevel.IMAGE) : Optional.empty();
  }
}
