package io.isthmus.interop;

import io.isthmus.demo.data.DemoInstance;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Studies without pixels for a demo archive, quick to make; each series is of another class. */
final class SmallStudies {
  static final String ROOT = "1.2.826.0.1.3680043.9.1";
  private static final List<String> CLASSES =
      List.of(
          SopClass.CTImageStorage,
          SopClass.BasicTextSRStorage,
          // One of those that are proposed only when it is known that they are there.
          SopClass.VLWholeSlideMicroscopyImageStorage);

  private SmallStudies() {}

  /** Some instances in each of some series in each of some studies. */
  static List<DemoInstance> instances(int studies, int series, int instances) {
    List<DemoInstance> all = new ArrayList<>();
    for (int study = 1; study <= studies; study++) {
      for (int one = 1; one <= series; one++) {
        for (int instance = 1; instance <= instances; instance++) {
          all.add(instance(study, one, instance));
        }
      }
    }
    return all;
  }

  /** A series with one instance of each storage class of the standard. */
  static List<DemoInstance> ofEachClass() {
    List<DemoInstance> all = new ArrayList<>();
    for (String sopClass : SopClass.storageClasses()) {
      all.add(instance(1, 1, all.size() + 1, sopClass));
    }
    return all;
  }

  private static DemoInstance instance(int study, int series, int instance) {
    return instance(study, series, instance, CLASSES.get(series % CLASSES.size()));
  }

  private static DemoInstance instance(int study, int series, int instance, String sopClass) {
    String studyUid = ROOT + "." + study;
    String seriesUid = studyUid + "." + series;
    DataSet header =
        DataSet.builder()
            .uid(Tag.SOPClassUID, sopClass)
            .uid(Tag.SOPInstanceUID, seriesUid + "." + instance)
            .text(Tag.StudyDate, "20260102")
            .text(Tag.Modality, "OT")
            .text(Tag.PatientName, "Example^Small")
            .text(Tag.PatientID, "SMALL-" + study)
            .uid(Tag.StudyInstanceUID, studyUid)
            .uid(Tag.SeriesInstanceUID, seriesUid)
            .text(Tag.InstanceNumber, Integer.toString(instance))
            .build();
    return new DemoInstance(header, TransferSyntax.ExplicitVRLittleEndian, Optional.empty());
  }
}
