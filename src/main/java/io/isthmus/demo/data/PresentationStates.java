package io.isthmus.demo.data;

import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;

/** Grayscale Softcopy Presentation State IOD (PS3.3 A.33.1): a marked place on a film. */
final class PresentationStates {
  private PresentationStates() {}

  static DemoInstance circle(DemoSeries series, DemoInstance film) {
    int columns = film.header().integer(Tag.Columns).orElseThrow();
    int rows = film.header().integer(Tag.Rows).orElseThrow();
    Header image = Reports.reference(film);
    Header header =
        series
            .instance(series.modules(), SopClass.GrayscaleSoftcopyPresentationStateStorage, 1)
            .without("ContentDate", "ContentTime")
            .text("BodyPartExamined", "CHEST")
            .text("PresentationCreationDate", series.study().date())
            .text("PresentationCreationTime", series.time(600))
            .text("ContentLabel", "HILUM")
            .text("ContentDescription", "The left hilum, marked, in a narrower window")
            .text("ContentCreatorName", "Fiction^Fiona^^Dr.")
            .items(
                "ReferencedSeriesSequence",
                Header.item()
                    .text("SeriesInstanceUID", film.seriesInstanceUid())
                    .items("ReferencedImageSequence", image))
            .items("DisplayedAreaSelectionSequence", area(image, columns, rows))
            .items("GraphicAnnotationSequence", annotation(image))
            .items(
                "GraphicLayerSequence",
                Header.item().text("GraphicLayer", "MARKS").number("GraphicLayerOrder", 1))
            .items(
                "SoftcopyVOILUTSequence",
                Header.item().decimal("WindowCenter", 1500).decimal("WindowWidth", 2200))
            .text("PresentationLUTShape", "IDENTITY");
    return series.document(header);
  }

  private static Header area(Header image, int columns, int rows) {
    return Header.item()
        .items("ReferencedImageSequence", image)
        .number("DisplayedAreaTopLeftHandCorner", 1, 1)
        .number("DisplayedAreaBottomRightHandCorner", columns, rows)
        .text("PresentationSizeMode", "SCALE TO FIT")
        .decimal("PresentationPixelSpacing", 0.17, 0.17);
  }

  private static Header annotation(Header image) {
    Header circle =
        Header.item()
            .text("GraphicAnnotationUnits", "PIXEL")
            .number("GraphicDimensions", 2)
            .number("NumberOfGraphicPoints", 2)
            .decimal("GraphicData", 1262, 1170, 1262, 990)
            .text("GraphicType", "CIRCLE")
            .text("GraphicFilled", "N");
    Header words =
        Header.item()
            .text("AnchorPointAnnotationUnits", "PIXEL")
            .text("UnformattedTextValue", "Hilum")
            .decimal("AnchorPoint", 1462, 990)
            .text("AnchorPointVisibility", "N");
    return Header.item()
        .items("ReferencedImageSequence", image)
        .text("GraphicLayer", "MARKS")
        .items("TextObjectSequence", words)
        .items("GraphicObjectSequence", circle);
  }
}
