package io.isthmus.demo.data;

import io.isthmus.demo.picture.PerfusionMap;
import io.isthmus.dicom.data.SopClass;

/** Secondary Capture Image IOD (PS3.3 A.8): a colour map. */
final class Captures {
  private Captures() {}

  static DemoInstance flowMap(DemoSeries series, int seed) {
    Header header =
        series
            .instance(series.modules(), SopClass.SecondaryCaptureImageStorage, 1)
            .text("ConversionType", "WSD")
            .text("ImageType", "DERIVED", "SECONDARY")
            .text("BodyPartExamined", "HEAD")
            .empty("PatientOrientation")
            .text("DerivationDescription", "Made-up blood flow in colour")
            .text("BurnedInAnnotation", "NO");
    PerfusionMap map = new PerfusionMap(seed);
    return series.image(series.pixels(header, map), map);
  }
}
