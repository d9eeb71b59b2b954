package io.isthmus.demo.data;

import io.isthmus.demo.picture.ChestRadiograph;
import io.isthmus.demo.picture.Mammogram;
import io.isthmus.dicom.data.SopClass;
import java.util.ArrayList;
import java.util.List;

/** Computed Radiography (PS3.3 A.2) and Digital Mammography for presentation (A.27). */
final class Radiographs {
  private static final Code BREAST = Code.sct("76752008", "Breast");
  private static final Code CRANIO_CAUDAL = Code.sct("399162004", "cranio-caudal");
  private static final Code OBLIQUE = Code.sct("399368009", "medio-lateral oblique");

  private Radiographs() {}

  static DemoInstance chest(DemoSeries series, int seed, boolean inverted) {
    ChestRadiograph film = new ChestRadiograph(seed, inverted);
    Header header =
        series
            .instance(series.modules(), SopClass.ComputedRadiographyImageStorage, 1)
            .text("ImageType", "ORIGINAL", "PRIMARY")
            .text("BodyPartExamined", "CHEST")
            .text("ViewPosition", "PA")
            .text("PatientOrientation", "L", "F")
            .number("AcquisitionNumber", 1)
            .decimal("ImagerPixelSpacing", film.pixelSpacing(), film.pixelSpacing())
            .decimal("WindowCenter", inverted ? 2345 : 1750)
            .decimal("WindowWidth", 3000)
            .decimal("KVP", 125)
            .text("BurnedInAnnotation", "NO")
            .text("PlateType", "IMAGINARY");
    return series.image(series.pixels(header, film), film);
  }

  /** Both breasts in both views. */
  static List<DemoInstance> breasts(DemoSeries series, int seed) {
    List<DemoInstance> views = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      views.add(breast(series, seed, i + 1, i % 2 == 0, i >= 2));
    }
    return views;
  }

  private static DemoInstance breast(
      DemoSeries series, int seed, int number, boolean right, boolean oblique) {
    Mammogram mammogram = new Mammogram(seed, right, oblique);
    String foot = oblique ? "F" : "";
    Header view =
        (oblique ? OBLIQUE : CRANIO_CAUDAL).item().items("ViewModifierCodeSequence", List.of());
    Header header =
        series
            .instance(
                series.modules(),
                SopClass.DigitalMammographyXRayImageStorageForPresentation,
                number)
            .text("ImageType", "DERIVED", "PRIMARY")
            .text("PresentationIntentType", "FOR PRESENTATION")
            .text("BodyPartExamined", "BREAST")
            .text("PatientOrientation", right ? "P" : "A", (right ? "L" : "R") + foot)
            .text("ImageLaterality", right ? "R" : "L")
            .text("ViewPosition", oblique ? "MLO" : "CC")
            .text("OrganExposed", "BREAST")
            .text("BreastImplantPresent", "NO")
            .text("PositionerType", "MAMMOGRAPHIC")
            .decimal("PositionerPrimaryAngle", oblique ? 45 : 0)
            .items("ViewCodeSequence", view)
            .code("AnatomicRegionSequence", BREAST)
            .items("AcquisitionContextSequence", List.of())
            .text("DetectorType", "DIRECT")
            .empty("CompressionForce", "BodyPartThickness")
            .decimal("KVP", 28);
    return series.image(series.pixels(values(header, mammogram), mammogram), mammogram);
  }

  /** What the stored values mean (PS3.3 C.8.11.3). */
  private static Header values(Header header, Mammogram mammogram) {
    return header
        .decimal("ImagerPixelSpacing", mammogram.pixelSpacing(), mammogram.pixelSpacing())
        .text("PixelIntensityRelationship", "LOG")
        .number("PixelIntensityRelationshipSign", 1)
        .decimal("RescaleIntercept", 0)
        .decimal("RescaleSlope", 1)
        .text("RescaleType", "US")
        .text("PresentationLUTShape", "IDENTITY")
        .decimal("WindowCenter", 1700)
        .decimal("WindowWidth", 3000)
        .text("BurnedInAnnotation", "NO");
  }
}
