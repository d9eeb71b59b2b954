package io.isthmus.query;

import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.Tag;
import java.util.List;
import java.util.Set;

/** Which attributes the results of a level carry (PS3.18 Tables 10.6.3-3 to 10.6.3-5). */
final class RequiredKeys {

  private static final List<Integer> STUDY =
      List.of(
          Tag.StudyDate,
          Tag.StudyTime,
          Tag.AccessionNumber,
          Tag.ModalitiesInStudy,
          Tag.ReferringPhysicianName,
          Tag.PatientName,
          Tag.PatientID,
          Tag.PatientBirthDate,
          Tag.PatientSex,
          Tag.StudyInstanceUID,
          Tag.StudyID,
          Tag.NumberOfStudyRelatedSeries,
          Tag.NumberOfStudyRelatedInstances);

  private static final List<Integer> SERIES =
      List.of(
          Tag.Modality,
          Tag.SeriesInstanceUID,
          Tag.SeriesNumber,
          Tag.NumberOfSeriesRelatedInstances);

  private static final List<Integer> IMAGE =
      List.of(Tag.SOPClassUID, Tag.SOPInstanceUID, Tag.InstanceNumber);

  private static final List<Integer> STUDY_IF_KNOWN =
      List.of(Tag.InstanceAvailability, Tag.TimezoneOffsetFromUTC);

  private static final List<Integer> SERIES_IF_KNOWN =
      List.of(
          Tag.SeriesDescription,
          Tag.PerformedProcedureStepStartDate,
          Tag.PerformedProcedureStepStartTime,
          Tag.RequestAttributesSequence,
          Tag.TimezoneOffsetFromUTC);

  private static final List<Integer> IMAGE_IF_KNOWN =
      List.of(
          Tag.InstanceAvailability,
          Tag.TimezoneOffsetFromUTC,
          Tag.Rows,
          Tag.Columns,
          Tag.BitsAllocated,
          Tag.NumberOfFrames);

  /** Optional keys that {@code includefield=all} adds (QIDO-11). */
  private static final List<Integer> STUDY_ALL =
      List.of(
          Tag.StudyDescription,
          Tag.PatientBirthTime,
          Tag.PatientAge,
          Tag.PatientSize,
          Tag.PatientWeight,
          Tag.PatientComments,
          Tag.IssuerOfPatientID,
          Tag.SOPClassesInStudy,
          Tag.NameOfPhysiciansReadingStudy,
          Tag.AdmittingDiagnosesDescription,
          Tag.EthnicGroup,
          Tag.Occupation,
          Tag.AdditionalPatientHistory,
          Tag.ProcedureCodeSequence,
          Tag.NumberOfPatientRelatedStudies,
          Tag.NumberOfPatientRelatedSeries,
          Tag.NumberOfPatientRelatedInstances);

  private static final List<Integer> SERIES_ALL =
      List.of(
          Tag.SeriesDate,
          Tag.SeriesTime,
          Tag.Manufacturer,
          Tag.ManufacturerModelName,
          Tag.InstitutionName,
          Tag.StationName,
          Tag.Laterality,
          Tag.BodyPartExamined,
          Tag.ProtocolName,
          Tag.PatientPosition,
          Tag.OperatorsName,
          Tag.PerformingPhysicianName,
          Tag.PerformedProcedureStepID,
          Tag.PerformedProcedureStepDescription);

  private static final List<Integer> IMAGE_ALL =
      List.of(
          Tag.ImageType,
          Tag.AcquisitionNumber,
          Tag.AcquisitionDate,
          Tag.AcquisitionTime,
          Tag.ContentDate,
          Tag.ContentTime,
          Tag.ConceptNameCodeSequence,
          Tag.CompletionFlag,
          Tag.VerificationFlag,
          Tag.AvailableTransferSyntaxUID);

  /** Never part of a result (DIM-23); RetrieveURL is the web's to give (QIDO-32). */
  static final Set<Integer> NEVER_RETURNED =
      Set.of(
          Tag.QueryRetrieveLevel,
          Tag.RetrieveAETitle,
          Tag.RetrieveURL,
          Tag.FailedSOPInstanceUIDList);

  /** Unique and required keys (PS3.4 Tables C.6-2 to C.6-4), which every PACS matches. */
  private static final Set<Integer> STUDY_MATCHED_BY_ALL =
      Set.of(
          Tag.StudyDate,
          Tag.StudyTime,
          Tag.AccessionNumber,
          Tag.PatientName,
          Tag.PatientID,
          Tag.StudyID,
          Tag.StudyInstanceUID);

  private static final Set<Integer> SERIES_MATCHED_BY_ALL =
      Set.of(Tag.Modality, Tag.SeriesNumber, Tag.SeriesInstanceUID);

  private static final Set<Integer> IMAGE_MATCHED_BY_ALL =
      Set.of(Tag.InstanceNumber, Tag.SOPInstanceUID);

  private RequiredKeys() {}

  /** Whether every PACS matches an attribute at a level. */
  static boolean isMatchedByAll(QueryLevel level, int tag) {
    return switch (level) {
      case STUDY -> STUDY_MATCHED_BY_ALL.contains(tag);
      case SERIES -> SERIES_MATCHED_BY_ALL.contains(tag);
      case IMAGE -> IMAGE_MATCHED_BY_ALL.contains(tag);
    };
  }

  /** Attributes that each result of the level has, empty where the PACS has no value (QIDO-31). */
  static List<Integer> required(QueryLevel level) {
    return switch (level) {
      case STUDY -> STUDY;
      case SERIES -> SERIES;
      case IMAGE -> IMAGE;
    };
  }

  /** Attributes that a result of the level has if the PACS knows them. */
  static List<Integer> ifKnown(QueryLevel level) {
    return switch (level) {
      case STUDY -> STUDY_IF_KNOWN;
      case SERIES -> SERIES_IF_KNOWN;
      case IMAGE -> IMAGE_IF_KNOWN;
    };
  }

  /** Optional keys of the level. */
  static List<Integer> all(QueryLevel level) {
    return switch (level) {
      case STUDY -> STUDY_ALL;
      case SERIES -> SERIES_ALL;
      case IMAGE -> IMAGE_ALL;
    };
  }

  /** The unique key of the level. */
  static int unique(QueryLevel level) {
    return switch (level) {
      case STUDY -> Tag.StudyInstanceUID;
      case SERIES -> Tag.SeriesInstanceUID;
      case IMAGE -> Tag.SOPInstanceUID;
    };
  }
}
