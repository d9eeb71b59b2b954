package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.codec.Part10Reader;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import io.isthmus.dicom.xml.NativeXmlReader;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Native DICOM Model documents that dcmtk writes are the data sets that we read of the files. */
class NativeXmlInteropTest {
  private static final String NOT_CONVERTED = "dcm2xml ends with an error";
  private static final String VR = "a VR that is not the attribute's is put right in XML";

  /** Files whose document differs, and why. */
  private static final Map<String, String> EXPLAINED =
      Map.of(
          "CTImage.dcm_JPEG2000TransferSyntax_1.2.840.10008.1.2.4.91.dcm", NOT_CONVERTED,
          "CTImage.dcm_JPEGLSLossyTransferSyntax_1.2.840.10008.1.2.4.81.dcm", NOT_CONVERTED,
          "J2K_pixelrep_mismatch.dcm", NOT_CONVERTED,
          "chrH31.dcm", NOT_CONVERTED,
          "bad_sequence.dcm", "dcmtk reads other elements into the sequence that runs over its end",
          "chrGB2312.dcm", "dcm2xml gives the ideographic group again as the phonetic one",
          "pm-example-slice.dcm", VR,
          "1.dcm", VR,
          "jpeg8bit.dcm", VR);

  @TestFactory
  @Requirement({"XML-01", "XML-02", "XML-03"})
  Stream<DynamicTest> theXmlOfDcmtkIsReadAsTheFile() throws IOException {
    Peers.need("dcmtk", "dcm2xml");
    Path corpus = Peers.corpus();
    try (Stream<Path> files = Files.walk(corpus)) {
      return files
          .filter(file -> file.toString().endsWith(".dcm"))
          .filter(file -> !corpus.relativize(file).startsWith("malformed"))
          .filter(file -> !file.endsWith("GH179B.dcm")) // refused: CorpusTest
          .filter(file -> !EXPLAINED.containsKey(file.getFileName().toString()))
          .sorted()
          .toList()
          .stream()
          .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> check(file)));
    }
  }

  private static void check(Path file) throws Exception {
    DataSet dataSet;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      dataSet = Part10Reader.open(in).readDataSet();
    }
    Process dcm2xml =
        new ProcessBuilder("dcm2xml", "-q", "-nat", "+Ca", "latin-1", "+U8", file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    byte[] xml = dcm2xml.getInputStream().readAllBytes();
    assertThat(dcm2xml.waitFor()).isZero();

    assertThat(facts(NativeXmlReader.read(new ByteArrayInputStream(xml))))
        .containsExactlyElementsOf(facts(dataSet));
  }

  /** Standard elements as lines of path, VR and text; of bytes that they are there. */
  private static List<String> facts(DataSet dataSet) {
    List<String> lines = new ArrayList<>();
    for (Element element : dataSet) {
      int tag = element.tag();
      if (Tag.isPrivate(tag) || Tag.isGroupLength(tag) || tag == Tag.SpecificCharacterSet) {
        continue;
      }
      String vr = tag == Tag.PixelData ? "" : element.vr().toString();
      List<String> values =
          dataSet.strings(tag).stream().map(value -> comparable(value, element.vr())).toList();
      lines.add(Tag.format(tag) + " " + vr + " " + values);
      if (element instanceof Element.Items sequence) {
        sequence.items().forEach(item -> lines.addAll(facts(item)));
      }
    }
    return lines;
  }

  /**
   * dcm2xml leaves carets at the end of a name out and prints doubles with an error in the last
   * digit.
   */
  private static String comparable(String value, Vr vr) {
    return switch (vr) {
      case PN -> value.replaceAll("\\^+(?==|$)", "");
      case FD ->
          new BigDecimal(value).round(new MathContext(15)).stripTrailingZeros().toPlainString();
      default -> value;
    };
  }
}
