package io.isthmus.retrieve.metadata;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Uid;
import io.isthmus.retrieve.ArchiveQuestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a PACS says of instances in answers to C-FIND, level by level: fast, and less than what the
 * instances themselves say. What comes empty is left out, since it may have a value.
 */
public final class FoundDescriptions {
  private static final String UTF_8 = "ISO_IR 192";

  private static final int[] OF_STUDIES = {
    Tag.StudyDate,
    Tag.StudyTime,
    Tag.AccessionNumber,
    Tag.ReferringPhysicianName,
    Tag.StudyDescription,
    Tag.PatientName,
    Tag.PatientID,
    Tag.IssuerOfPatientID,
    Tag.PatientBirthDate,
    Tag.PatientSex,
    Tag.StudyID
  };

  private static final int[] OF_SERIES = {
    Tag.SeriesDate,
    Tag.SeriesTime,
    Tag.Modality,
    Tag.Manufacturer,
    Tag.SeriesDescription,
    Tag.BodyPartExamined,
    Tag.Laterality,
    Tag.SeriesNumber,
    Tag.FrameOfReferenceUID
  };

  private static final int[] OF_INSTANCES = {
    Tag.ImageType,
    Tag.ContentDate,
    Tag.ContentTime,
    Tag.AvailableTransferSyntaxUID,
    Tag.SliceThickness,
    Tag.AcquisitionNumber,
    Tag.InstanceNumber,
    Tag.ImagePositionPatient,
    Tag.ImageOrientationPatient,
    Tag.SliceLocation,
    Tag.SamplesPerPixel,
    Tag.PhotometricInterpretation,
    Tag.PlanarConfiguration,
    Tag.NumberOfFrames,
    Tag.Rows,
    Tag.Columns,
    Tag.PixelSpacing,
    Tag.BitsAllocated,
    Tag.BitsStored,
    Tag.HighBit,
    Tag.PixelRepresentation,
    Tag.WindowCenter,
    Tag.WindowWidth,
    Tag.RescaleIntercept,
    Tag.RescaleSlope
  };

  private final ArchiveQuestions questions;

  /** Of what is asked of one PACS. */
  private FoundDescriptions(ArchiveQuestions questions) {
    this.questions = questions;
  }

  /**
   * A description of each instance of a scope.
   *
   * @param archive the PACS, for somebody who may retrieve there
   * @throws ArchiveException when the PACS does not answer, or has no such instance
   */
  public static List<DataSet> of(Archive archive, RetrieveScope scope, Cancellation cancellation)
      throws ArchiveException {
    List<DataSet> found =
        new FoundDescriptions(new ArchiveQuestions(archive, cancellation)).of(scope);
    if (found.isEmpty()) {
      throw new ArchiveException(
          new ArchiveFailure.NotFound(archive.id(), "nothing matches the UIDs"));
    }
    return found;
  }

  private List<DataSet> of(RetrieveScope scope) throws ArchiveException {
    String study = scope.studyInstanceUid();
    DataSetBuilder keys = DataSet.builder().uid(Tag.StudyInstanceUID, study);
    Optional<DataSet> found =
        questions
            .matches(QueryLevel.STUDY, asking(keys, OF_STUDIES), Tag.StudyInstanceUID, study)
            .stream()
            .findFirst();
    List<DataSet> all = new ArrayList<>();
    if (found.isEmpty()) {
      return all;
    }
    DataSetBuilder ofStudy = DataSet.builder().specificCharacterSet(UTF_8);
    ofStudy.uid(Tag.StudyInstanceUID, study);
    copy(found.get(), OF_STUDIES, ofStudy);
    for (DataSet series : series(scope)) {
      Optional<String> uid = series.string(Tag.SeriesInstanceUID).filter(Uid::isValid);
      if (uid.isPresent()) {
        DataSetBuilder ofSeries = ofStudy.build().toBuilder();
        ofSeries.uid(Tag.SeriesInstanceUID, uid.get());
        copy(series, OF_SERIES, ofSeries);
        instances(scope, uid.get(), ofSeries.build(), all);
      }
    }
    return all;
  }

  private List<DataSet> series(RetrieveScope scope) throws ArchiveException {
    String study = scope.studyInstanceUid();
    Optional<String> one = scope.seriesInstanceUid();
    DataSetBuilder keys = DataSet.builder().uid(Tag.StudyInstanceUID, study);
    if (one.isPresent()) {
      keys.uid(Tag.SeriesInstanceUID, one.get());
    } else {
      keys.empty(Tag.SeriesInstanceUID);
    }
    return questions.matches(
        QueryLevel.SERIES,
        asking(keys, OF_SERIES),
        one.isPresent() ? Tag.SeriesInstanceUID : Tag.StudyInstanceUID,
        one.orElse(study));
  }

  private void instances(RetrieveScope scope, String series, DataSet above, List<DataSet> all)
      throws ArchiveException {
    DataSetBuilder keys =
        DataSet.builder()
            .uid(Tag.StudyInstanceUID, scope.studyInstanceUid())
            .uid(Tag.SeriesInstanceUID, series)
            .empty(Tag.SOPClassUID);
    if (scope.sopInstanceUid().isPresent()) {
      keys.uid(Tag.SOPInstanceUID, scope.sopInstanceUid().get());
    } else {
      keys.empty(Tag.SOPInstanceUID);
    }
    for (DataSet found :
        questions.matches(
            QueryLevel.IMAGE, asking(keys, OF_INSTANCES), Tag.SeriesInstanceUID, series)) {
      Optional<String> uid = found.string(Tag.SOPInstanceUID).filter(Uid::isValid);
      if (uid.isPresent() && scope.covers(scope.studyInstanceUid(), series, uid.get())) {
        DataSetBuilder one = above.toBuilder().uid(Tag.SOPInstanceUID, uid.get());
        copy(found, new int[] {Tag.SOPClassUID}, one);
        copy(found, OF_INSTANCES, one);
        all.add(one.build());
      }
    }
  }

  private static DataSet asking(DataSetBuilder keys, int[] tags) {
    for (int tag : tags) {
      keys.empty(tag);
    }
    return keys.build();
  }

  private static void copy(DataSet found, int[] tags, DataSetBuilder into) {
    DataSet readable = found.toBuilder().specificCharacterSet(UTF_8).build();
    for (int tag : tags) {
      readable.get(tag).filter(value -> !value.isEmpty()).ifPresent(into::put);
    }
  }
}
