package io.isthmus.demo.data;

import io.isthmus.demo.picture.HeartCine;
import io.isthmus.dicom.data.SopClass;

/** Ultrasound Multi-frame Image IOD (PS3.3 A.7): one beat of a heart. */
final class UltrasoundImages {
  private static final double FRAME_TIME = 33;

  private UltrasoundImages() {}

  static DemoInstance of(DemoSeries series, int seed, int frames) {
    Header header =
        series
            .instance(series.modules(), SopClass.UltrasoundMultiFrameImageStorage, 1)
            .text("ImageType", "ORIGINAL", "PRIMARY", "TTE", "0011")
            .text("BodyPartExamined", "HEART")
            .empty("PatientOrientation")
            .decimal("FrameTime", FRAME_TIME)
            .tags("FrameIncrementPointer", "FrameTime")
            .number("CineRate", 30)
            .number("RecommendedDisplayFrameRate", 30)
            .number("PreferredPlaybackSequencing", 0)
            .number("HeartRate", 61)
            .number("UltrasoundColorDataPresent", 1)
            .text("BurnedInAnnotation", "NO")
            .text("TransducerType", "SECTOR_PHASED")
            .items("SequenceOfUltrasoundRegions", region());
    HeartCine cine = new HeartCine(frames, seed);
    return series.image(series.pixels(header, cine), cine);
  }

  /** The sector, with colour flow, measured in cm (PS3.3 C.8.5.5). */
  private static Header region() {
    return Header.item()
        .number("RegionSpatialFormat", 1)
        .number("RegionDataType", 2)
        .number("RegionFlags", 0)
        .number("RegionLocationMinX0", 20)
        .number("RegionLocationMinY0", 16)
        .number("RegionLocationMaxX1", 440)
        .number("RegionLocationMaxY1", 332)
        .number("ReferencePixelX0", 216)
        .number("ReferencePixelY0", 0)
        .number("PhysicalUnitsXDirection", 3)
        .number("PhysicalUnitsYDirection", 3)
        .decimal("PhysicalDeltaX", 0.05)
        .decimal("PhysicalDeltaY", 0.05)
        .number("TransducerFrequency", 2500);
  }
}
