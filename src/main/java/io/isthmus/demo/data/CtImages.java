package io.isthmus.demo.data;

import io.isthmus.demo.picture.ThoraxCt;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import java.util.ArrayList;
import java.util.List;

/** CT Image IOD (PS3.3 A.3): a thorax from the top down. */
final class CtImages {
  private CtImages() {}

  static List<DemoInstance> of(DemoSeries series, ThoraxCt scan, int slices) {
    DataSet common = series.pixels(common(series, scan), scan.slice(0)).build();
    double spacing = scan.sliceThickness();
    double corner = -255.5 * scan.pixelSpacing();
    List<DemoInstance> images = new ArrayList<>();
    for (int i = 0; i < slices; i++) {
      double z = -spacing * i;
      Header header =
          series
              .instance(common, SopClass.CTImageStorage, i + 1)
              .decimal(Tag.ImagePositionPatient, corner, corner, z)
              .decimal(Tag.SliceLocation, z)
              .number("XRayTubeCurrent", 180 + i % 7 * 6);
      images.add(series.image(header, scan.slice(i)));
    }
    return images;
  }

  private static Header common(DemoSeries series, ThoraxCt scan) {
    return Header.from(series.modules())
        .text("ImageType", "ORIGINAL", "PRIMARY", "AXIAL")
        .text("BodyPartExamined", "CHEST")
        .text("PatientPosition", "HFS")
        .text("ProtocolName", "Imaginary chest")
        .text("FrameOfReferenceUID", series.study().frameOfReferenceUid())
        .empty("PositionReferenceIndicator")
        .number("AcquisitionNumber", 1)
        .decimal("PixelSpacing", scan.pixelSpacing(), scan.pixelSpacing())
        .decimal("ImageOrientationPatient", 1, 0, 0, 0, 1, 0)
        .decimal("SliceThickness", scan.sliceThickness())
        .decimal("SpacingBetweenSlices", scan.sliceThickness())
        .decimal("RescaleIntercept", -ThoraxCt.OFFSET)
        .decimal("RescaleSlope", 1)
        .text("RescaleType", "HU")
        .decimal("WindowCenter", 40, -550)
        .decimal("WindowWidth", 400, 1500)
        .text("WindowCenterWidthExplanation", "SOFT TISSUE", "LUNG")
        .decimal("KVP", 120)
        .decimal("DataCollectionDiameter", 500)
        .decimal("ReconstructionDiameter", 360)
        .decimal("GantryDetectorTilt", 0)
        .number("ExposureTime", 500)
        .text("ConvolutionKernel", "SOFT")
        .text("FilterType", "NONE")
        .text("ContrastBolusAgent", "Imaginary contrast");
  }
}
