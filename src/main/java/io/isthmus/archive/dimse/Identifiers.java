package io.isthmus.archive.dimse;

import io.isthmus.archive.QueryLevel;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Tag;
import java.util.List;

/** Identifiers of retrieve requests: a level and unique keys, nothing else. */
final class Identifiers {
  private Identifiers() {}

  /** The unique keys of the Study Root model down to the level (DIM-24). */
  static DataSet of(RetrieveScope scope) {
    DataSetBuilder builder =
        DataSet.builder()
            .text(Tag.QueryRetrieveLevel, scope.level().name())
            .uid(Tag.StudyInstanceUID, scope.studyInstanceUid());
    scope.seriesInstanceUid().ifPresent(uid -> builder.uid(Tag.SeriesInstanceUID, uid));
    if (!scope.sopInstanceUids().isEmpty()) {
      builder.uid(Tag.SOPInstanceUID, scope.sopInstanceUids().toArray(String[]::new));
    }
    return builder.build();
  }

  /** Instances of the model of composite instances, which knows no study or series (PS3.4 Z.4). */
  static DataSet ofInstances(List<String> sopInstanceUids) {
    return DataSet.builder()
        .text(Tag.QueryRetrieveLevel, QueryLevel.IMAGE.name())
        .uid(Tag.SOPInstanceUID, sopInstanceUids.toArray(String[]::new))
        .build();
  }

  /** Frames of an instance (PS3.4 Y.3.2.1.1). */
  static DataSet ofFrames(String sopInstanceUid, List<Integer> frames) {
    return DataSet.builder()
        .text(Tag.QueryRetrieveLevel, "FRAME")
        .uid(Tag.SOPInstanceUID, sopInstanceUid)
        .ul(Tag.SimpleFrameList, frames.stream().mapToLong(Integer::longValue).toArray())
        .build();
  }
}
