package io.isthmus.demo.data;

import io.isthmus.dicom.data.SopClass;
import java.util.Arrays;
import java.util.List;

/** Encapsulated PDF IOD (PS3.3 A.45.1): a letter. */
final class Documents {
  private Documents() {}

  static DemoInstance letter(DemoSeries series, String title, List<String> lines) {
    byte[] pdf = PdfPage.of(title, lines);
    Header header =
        series
            .instance(series.modules(), SopClass.EncapsulatedPDFStorage, 1)
            .text("ConversionType", "WSD")
            .text("AcquisitionDateTime", series.study().date() + series.study().time())
            .text("BurnedInAnnotation", "NO")
            .text("DocumentTitle", title)
            .code("ConceptNameCodeSequence", Code.loinc("11488-4", "Consultation note"))
            .text("MIMETypeOfEncapsulatedDocument", "application/pdf")
            .number("EncapsulatedDocumentLength", pdf.length)
            .bytes(
                "EncapsulatedDocument",
                pdf.length % 2 == 0 ? pdf : Arrays.copyOf(pdf, pdf.length + 1));
    return series.document(header);
  }
}
