package io.isthmus.retrieve;

import io.isthmus.archive.FakeArchive.FindScript;
import io.isthmus.archive.FindOutcome;
import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Tag;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a PACS that has some instances answers to searches for them. */
public final class Finds {
  private Finds() {}

  /** By a PACS that counts. */
  public static FindScript of(String patient, HandMade... instances) {
    return of(patient, true, instances);
  }

  /** By a PACS that counts or does not. */
  public static FindScript of(String patient, boolean counting, HandMade... instances) {
    return (request, matches, cancellation) -> {
      matches(request.level(), request.keys(), patient, counting, instances)
          .forEach(matches::accept);
      return new FindOutcome(true, false);
    };
  }

  private static Stream<DataSet> matches(
      QueryLevel level, DataSet keys, String patient, boolean counting, HandMade... instances) {
    Predicate<HandMade> wanted =
        one ->
            keys.string(Tag.StudyInstanceUID).map(one.study()::equals).orElse(true)
                && keys.string(Tag.SeriesInstanceUID).map(one.series()::equals).orElse(true);
    Stream<HandMade> found = Arrays.stream(instances).filter(wanted);
    return switch (level) {
      case STUDY ->
          found
              .map(HandMade::study)
              .distinct()
              .map(uid -> study(uid, patient, counting, instances));
      case SERIES ->
          found
              .map(one -> one.study() + ' ' + one.series())
              .distinct()
              .map(uids ->
                  DataSet.builder()
                      .uid(Tag.StudyInstanceUID, uids.split(" ", -1)[0])
                      .uid(Tag.SeriesInstanceUID, uids.split(" ", -1)[1])
                      .build());
      case IMAGE ->
          found.map(one ->
              DataSet.builder()
                  .uid(Tag.StudyInstanceUID, one.study())
                  .uid(Tag.SeriesInstanceUID, one.series())
                  .uid(Tag.SOPInstanceUID, one.sop())
                  .build());
    };
  }

  private static DataSet study(
      String uid, String patient, boolean counting, HandMade... instances) {
    DataSetBuilder study =
        DataSet.builder().uid(Tag.StudyInstanceUID, uid).text(Tag.PatientID, patient);
    if (counting) {
      long count = Arrays.stream(instances).filter(one -> one.study().equals(uid)).count();
      study.text(Tag.NumberOfStudyRelatedInstances, Long.toString(count));
    }
    return study.build();
  }
}
