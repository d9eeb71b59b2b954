package io.isthmus.archive.dimse;

import io.isthmus.archive.Finding;
import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Dictionary;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import java.util.List;

/** The keys that a PACS is tried with. */
final class ProbeKeys {
  /** Match keys of studies that searches of clients name. */
  static final List<Integer> MATCHED =
      List.of(
          Tag.PatientID,
          Tag.PatientName,
          Tag.PatientBirthDate,
          Tag.PatientSex,
          Tag.StudyDate,
          Tag.StudyTime,
          Tag.AccessionNumber,
          Tag.StudyID,
          Tag.StudyDescription,
          Tag.ReferringPhysicianName,
          Tag.ModalitiesInStudy,
          Tag.SOPClassesInStudy,
          Tag.NumberOfStudyRelatedSeries,
          Tag.NumberOfStudyRelatedInstances);

  /** Extended negotiation of relational queries (PS3.4 C.5.1.1). */
  static final List<Boolean> RELATIONAL = List.of(true);

  private static final List<Integer> STUDY =
      List.of(
          Tag.StudyDate,
          Tag.StudyTime,
          Tag.AccessionNumber,
          Tag.ModalitiesInStudy,
          Tag.SOPClassesInStudy,
          Tag.ReferringPhysicianName,
          Tag.PatientName,
          Tag.PatientID,
          Tag.PatientBirthDate,
          Tag.PatientSex,
          Tag.StudyInstanceUID,
          Tag.StudyID,
          Tag.StudyDescription,
          Tag.NumberOfStudyRelatedSeries,
          Tag.NumberOfStudyRelatedInstances,
          Tag.InstanceAvailability,
          Tag.TimezoneOffsetFromUTC);
  private static final List<Integer> SERIES =
      List.of(
          Tag.Modality,
          Tag.SeriesInstanceUID,
          Tag.SeriesNumber,
          Tag.SeriesDescription,
          Tag.NumberOfSeriesRelatedInstances);
  private static final List<Integer> IMAGE =
      List.of(
          Tag.SOPClassUID,
          Tag.SOPInstanceUID,
          Tag.InstanceNumber,
          Tag.Rows,
          Tag.Columns,
          Tag.BitsAllocated);

  private static final String UTF_8 = "ISO_IR 192";

  private ProbeKeys() {}

  /** The attributes of a level that searches need. */
  static List<Integer> of(QueryLevel level) {
    return switch (level) {
      case STUDY -> STUDY;
      case SERIES -> SERIES;
      case IMAGE -> IMAGE;
    };
  }

  /** An identifier that asks for all attributes of a level, in UTF-8. */
  static DataSetBuilder asking(QueryLevel level) {
    DataSetBuilder keys =
        DataSet.builder().specificCharacterSet(UTF_8).text(Tag.QueryRetrieveLevel, level.name());
    of(level).forEach(keys::empty);
    return keys;
  }

  /** An identifier that asks for the UIDs of studies alone. */
  static DataSetBuilder askingForStudies() {
    return DataSet.builder()
        .specificCharacterSet(UTF_8)
        .text(Tag.QueryRetrieveLevel, QueryLevel.STUDY.name())
        .empty(Tag.StudyInstanceUID);
  }

  /** A value that its VR allows and no study has. */
  static String impossible(int tag) {
    Vr vr = Dictionary.vrOf(tag);
    return switch (vr) {
      case DA -> "17000101";
      case TM -> "235959.999999";
      case IS -> "2147483647";
      case UI -> "2.25.338531111744151152817374110125917361133";
      default -> "NOSUCHVALUE7Q";
    };
  }

  /** The keys of a level that no match has a value of. */
  static Finding empty(QueryLevel level, List<DataSet> matches) {
    return Finding.probed(
        of(level).stream()
            .filter(tag -> matches.stream().allMatch(match -> match.strings(tag).isEmpty()))
            .filter(tag -> matches.stream().allMatch(match -> match.integer(tag).isEmpty()))
            .map(ProbeKeys::keyword)
            .toList());
  }

  /** A UID of a match; empty if it has none. */
  static String uid(DataSet match, int tag) {
    return match.string(tag).orElse("");
  }

  static String keyword(int tag) {
    return Dictionary.byTag(tag).map(Dictionary.Entry::keyword).orElse(Tag.hex(tag));
  }
}
