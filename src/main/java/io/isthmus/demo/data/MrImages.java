package io.isthmus.demo.data;

import io.isthmus.demo.picture.HeadMr;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import java.util.ArrayList;
import java.util.List;

/** MR Image IOD (PS3.3 A.4): a head from below upwards. */
final class MrImages {
  private MrImages() {}

  static List<DemoInstance> of(
      DemoSeries series, int seed, int slices, HeadMr.Weighting weighting) {
    HeadMr head = new HeadMr(slices, seed, weighting);
    DataSet common = series.pixels(common(series, head, weighting), head.slice(0)).build();
    double corner = -127.5 * head.pixelSpacing();
    List<DemoInstance> images = new ArrayList<>();
    for (int i = 0; i < slices; i++) {
      Header header =
          series
              .instance(common, SopClass.MRImageStorage, i + 1)
              .decimal(Tag.ImagePositionPatient, corner, corner, head.height(i))
              .decimal(Tag.SliceLocation, head.height(i));
      images.add(series.image(header, head.slice(i)));
    }
    return images;
  }

  private static Header common(DemoSeries series, HeadMr head, HeadMr.Weighting weighting) {
    boolean t1 = weighting == HeadMr.Weighting.T1;
    return Header.from(series.modules())
        .text("ImageType", "ORIGINAL", "PRIMARY", "OTHER")
        .text("BodyPartExamined", "HEAD")
        .text("PatientPosition", "HFS")
        .text("ProtocolName", "Imaginary head " + weighting)
        .text("FrameOfReferenceUID", series.study().frameOfReferenceUid())
        .empty("PositionReferenceIndicator")
        .number("AcquisitionNumber", 1)
        .decimal("PixelSpacing", head.pixelSpacing(), head.pixelSpacing())
        .decimal("ImageOrientationPatient", 1, 0, 0, 0, 1, 0)
        .decimal("SliceThickness", 5)
        .decimal("SpacingBetweenSlices", head.sliceSpacing())
        .decimal("WindowCenter", t1 ? 420 : 450)
        .decimal("WindowWidth", t1 ? 840 : 960)
        .text("ScanningSequence", "SE")
        .text("SequenceVariant", "SK")
        .empty("ScanOptions")
        .text("MRAcquisitionType", "2D")
        .text("SequenceName", t1 ? "se2d1" : "tse2d1_13")
        .text("AngioFlag", "N")
        .decimal("RepetitionTime", t1 ? 520 : 4200)
        .decimal("EchoTime", t1 ? 11 : 98)
        .number("EchoTrainLength", t1 ? 1 : 13)
        .number("EchoNumbers", 1)
        .decimal("NumberOfAverages", 2)
        .decimal("ImagingFrequency", 63.87)
        .text("ImagedNucleus", "1H")
        .decimal("MagneticFieldStrength", 1.5)
        .decimal("FlipAngle", t1 ? 90 : 150)
        .text("ReceiveCoilName", "HEAD");
  }
}
