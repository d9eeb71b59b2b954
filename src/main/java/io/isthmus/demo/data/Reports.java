package io.isthmus.demo.data;

import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import java.util.List;
import java.util.stream.Collectors;

/** Enhanced SR (PS3.3 A.35.2) after TID 2000, and Key Object Selection (A.35.4) after TID 2010. */
final class Reports {
  private Reports() {}

  /** A report on a scan of the chest that measures the nodule in the first of the images. */
  static DemoInstance chestReport(DemoSeries series, List<DemoInstance> images) {
    Header header =
        series
            .instance(series.modules(), SopClass.EnhancedSRStorage, 1)
            .items("ReferencedPerformedProcedureStepSequence", List.of())
            .text("CompletionFlag", "COMPLETE")
            .text("VerificationFlag", "VERIFIED")
            .items("VerifyingObserverSequence", observer(series))
            .items("PerformedProcedureCodeSequence", List.of())
            .items("CurrentRequestedProcedureEvidenceSequence", evidence(images))
            .text("ValueType", "CONTAINER")
            .code("ConceptNameCodeSequence", Code.loinc("18748-4", "Diagnostic imaging report"))
            .text("ContinuityOfContent", "SEPARATE")
            .items("ContentTemplateSequence", template("2000"))
            .items(
                "ContentSequence",
                language(),
                section("121060", "History", text("History", "Cough. Everything here is made up.")),
                findings(images.getFirst()),
                section(
                    "121076",
                    "Conclusions",
                    text("Conclusion", "Small imaginary nodule. Follow-up in an imaginary year.")));
    return series.document(header);
  }

  private static Header observer(DemoSeries series) {
    return Header.item()
        .text("VerifyingOrganization", "Isthmus Demo Hospital")
        .text("VerificationDateTime", series.study().date() + series.time(3600))
        .text("VerifyingObserverName", "Fiction^Fiona^^Dr.")
        .empty("VerifyingObserverIdentificationCodeSequence");
  }

  private static Header findings(DemoInstance image) {
    Header diameter =
        content("CONTAINS", "NUM", Code.dcm("121211", "Path length"))
            .items(
                "MeasuredValueSequence",
                Header.item()
                    .code("MeasurementUnitsCodeSequence", new Code("mm", "UCUM", "millimeter"))
                    .decimal("NumericValue", 13.6))
            .items("ContentSequence", image("INFERRED FROM", image));
    return section(
        "121070",
        "Findings",
        text("Finding", "Solid nodule in the right upper lobe, slightly spiculated."),
        diameter,
        text("Finding", "Heart, great vessels, liver and skeleton as they were painted."),
        image("CONTAINS", image));
  }

  private static Header section(String code, String meaning, Header... items) {
    return content("CONTAINS", "CONTAINER", Code.dcm(code, meaning))
        .text("ContinuityOfContent", "SEPARATE")
        .items("ContentSequence", items);
  }

  private static Header text(String meaning, String words) {
    Code name =
        switch (meaning) {
          case "History" -> Code.dcm("121060", meaning);
          case "Conclusion" -> Code.dcm("121077", meaning);
          default -> Code.dcm("121071", meaning);
        };
    return content("CONTAINS", "TEXT", name).text("TextValue", words);
  }

  private static Header image(String relationship, DemoInstance image) {
    return Header.item()
        .text("RelationshipType", relationship)
        .text("ValueType", "IMAGE")
        .items("ReferencedSOPSequence", reference(image));
  }

  private static Header language() {
    return content(
            "HAS CONCEPT MOD",
            "CODE",
            Code.dcm("121049", "Language of Content Item and Descendants"))
        .code("ConceptCodeSequence", new Code("en", "RFC5646", "English"));
  }

  private static Header content(String relationship, String type, Code name) {
    return Header.item()
        .text("RelationshipType", relationship)
        .text("ValueType", type)
        .code("ConceptNameCodeSequence", name);
  }

  private static Header template(String identifier) {
    return Header.item().text("MappingResource", "DCMR").text("TemplateIdentifier", identifier);
  }

  static Header reference(DemoInstance instance) {
    return Header.item()
        .text("ReferencedSOPClassUID", instance.sopClassUid())
        .text("ReferencedSOPInstanceUID", instance.sopInstanceUid());
  }

  /** The instances that a document refers to, by study and series (PS3.3 Table C.17-3). */
  private static Header evidence(List<DemoInstance> instances) {
    DemoInstance first = instances.getFirst();
    return Header.item()
        .text("StudyInstanceUID", first.studyInstanceUid())
        .items(
            "ReferencedSeriesSequence",
            Header.item()
                .text("SeriesInstanceUID", first.seriesInstanceUid())
                .items(
                    "ReferencedSOPSequence", instances.stream().map(Reports::reference).toList()));
  }

  /** The images worth looking at. */
  static DemoInstance keyImages(DemoSeries series, List<DemoInstance> images) {
    List<Header> references =
        images.stream().map(image -> image("CONTAINS", image)).collect(Collectors.toList());
    Header description =
        content("CONTAINS", "TEXT", Code.dcm("113012", "Key Object Description"))
            .text("TextValue", "The nodule in slices " + numbers(images));
    references.addFirst(description);
    Header header =
        series
            .instance(series.modules(), SopClass.KeyObjectSelectionDocumentStorage, 1)
            .items("ReferencedPerformedProcedureStepSequence", List.of())
            .items("CurrentRequestedProcedureEvidenceSequence", evidence(images))
            .text("ValueType", "CONTAINER")
            .code("ConceptNameCodeSequence", Code.dcm("113000", "Of Interest"))
            .text("ContinuityOfContent", "SEPARATE")
            .items("ContentTemplateSequence", template("2010"))
            .items("ContentSequence", references);
    return series.document(header);
  }

  private static String numbers(List<DemoInstance> images) {
    return String.join(
        ", ",
        images.stream().map(i -> i.header().string(Tag.InstanceNumber).orElseThrow()).toList());
  }
}
