package io.isthmus.dicom.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeXmlTest {
  private static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><NativeDicomModel"
          + " xmlns=\"http://dicom.nema.org/PS3.19/models/NativeDICOM\" xml:space=\"preserve\">";

  private static String xml(DataSet dataSet) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new NativeXmlWriter(out).write(dataSet);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static DataSet read(String xml) throws IOException {
    return NativeXmlReader.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  private static final DataSet SAMPLE =
      DataSet.builder()
          .specificCharacterSet("ISO_IR 192")
          .text(Tag.ImageType, "A", "", "C")
          .empty(Tag.AccessionNumber)
          .text(Tag.PatientName, "Yamada^Tarou=山田^太郎")
          .text(0x00090010, Vr.LO, "ACME")
          .text(0x00091001, Vr.SH, "x<&>")
          .items(
              Tag.ReferencedStudySequence,
              DataSet.EMPTY,
              DataSet.builder().uid(Tag.ReferencedSOPInstanceUID, "1.2").build())
          .us(Tag.Rows, 512)
          .put(new Element.Value(Tag.PixelData, Vr.OW, new byte[] {1, 2, 3, 4}))
          .build();

  @Test
  @Requirement({"XML-01", "XML-02", "XML-03"})
  void aDocumentHasTheFormOfTheStandard() throws IOException {
    assertThat(xml(SAMPLE))
        .isEqualTo(
            HEAD
                + "<DicomAttribute tag=\"00080005\" vr=\"CS\" keyword=\"SpecificCharacterSet\">"
                + "<Value number=\"1\">ISO_IR 192</Value></DicomAttribute>"
                + "<DicomAttribute tag=\"00080008\" vr=\"CS\" keyword=\"ImageType\">"
                + "<Value number=\"1\">A</Value><Value number=\"3\">C</Value></DicomAttribute>"
                + "<DicomAttribute tag=\"00080050\" vr=\"SH\" keyword=\"AccessionNumber\"/>"
                + "<DicomAttribute tag=\"00081110\" vr=\"SQ\" keyword=\"ReferencedStudySequence\">"
                + "<Item number=\"1\"></Item><Item number=\"2\">"
                + "<DicomAttribute tag=\"00081155\" vr=\"UI\" keyword=\"ReferencedSOPInstanceUID\">"
                + "<Value number=\"1\">1.2</Value></DicomAttribute></Item></DicomAttribute>"
                + "<DicomAttribute tag=\"00090010\" vr=\"LO\">"
                + "<Value number=\"1\">ACME</Value></DicomAttribute>"
                + "<DicomAttribute tag=\"00090001\" vr=\"SH\" privateCreator=\"ACME\">"
                + "<Value number=\"1\">x&lt;&amp;&gt;</Value></DicomAttribute>"
                + "<DicomAttribute tag=\"00100010\" vr=\"PN\" keyword=\"PatientName\">"
                + "<PersonName number=\"1\"><Alphabetic><FamilyName>Yamada</FamilyName>"
                + "<GivenName>Tarou</GivenName></Alphabetic><Ideographic>"
                + "<FamilyName>山田</FamilyName><GivenName>太郎</GivenName></Ideographic>"
                + "</PersonName></DicomAttribute>"
                + "<DicomAttribute tag=\"00280010\" vr=\"US\" keyword=\"Rows\">"
                + "<Value number=\"1\">512</Value></DicomAttribute>"
                + "<DicomAttribute tag=\"7FE00010\" vr=\"OW\" keyword=\"PixelData\">"
                + "<InlineBinary>AQIDBA==</InlineBinary></DicomAttribute></NativeDicomModel>");
  }

  @Test
  @Requirement("XML-05")
  void whatIsWrittenIsReadAgain() throws IOException {
    assertThat(read(xml(SAMPLE))).isEqualTo(SAMPLE);
  }

  @Test
  @Requirement({"XML-02", "XML-05"})
  void privateElementsComeBackToTheBlocksTheyCameFrom() throws IOException {
    DataSet dataSet =
        DataSet.builder()
            .text(0x00090012, Vr.LO, "ACME")
            .text(0x00090020, Vr.LO, "OTHER")
            .text(0x00091210, Vr.SH, "number 10 in its block")
            .text(0x00092001, Vr.SH, "x")
            .build();

    assertThat(xml(dataSet)).contains("tag=\"00090010\" vr=\"SH\" privateCreator=\"ACME\"");
    assertThat(read(xml(dataSet))).isEqualTo(dataSet);
  }

  @Test
  @Requirement("XML-05")
  void elementsOfACreatorWithTwoBlocksAreNotMixed() throws IOException {
    DataSet dataSet =
        DataSet.builder()
            .text(0x00090010, Vr.LO, "ACME")
            .text(0x00090011, Vr.LO, "ACME")
            .text(0x00091001, Vr.SH, "in the first")
            .text(0x00091101, Vr.SH, "in the second")
            .build();

    assertThat(read(xml(dataSet))).isEqualTo(dataSet);
  }

  @Test
  @Requirement("XML-02")
  void aPrivateElementWithoutBlockIsGivenTheFirstFreeOne() throws IOException {
    DataSet read =
        read(
            "<NativeDicomModel><DicomAttribute tag=\"00090010\" vr=\"LO\"><Value>OTHER</Value>"
                + "</DicomAttribute><DicomAttribute tag=\"00090001\" vr=\"SH\""
                + " privateCreator=\"ACME\"><Value>x</Value></DicomAttribute></NativeDicomModel>");

    assertThat(read.string(0x00090011)).hasValue("ACME");
    assertThat(read.string(0x00091101)).hasValue("x");
  }

  @Test
  @Requirement("XML-05")
  void emptyValuesAndCaretsAtTheEndAreKept() throws IOException {
    DataSet dataSet =
        DataSet.builder()
            .specificCharacterSet("ISO_IR 192")
            .text(Tag.ImageType, "A", "", "")
            .text(Tag.PatientName, "Yamada^Tarou^=\u5C71\u7530^^^^")
            .build();

    assertThat(read(xml(dataSet)).strings(Tag.ImageType)).containsExactly("A", "", "");
    assertThat(read(xml(dataSet)).string(Tag.PatientName))
        .isEqualTo(dataSet.string(Tag.PatientName));
  }

  @Test
  @Requirement("XML-04")
  void halfOfASurrogatePairIsReplaced() throws IOException {
    byte[] half = {'a', (byte) 0xED, (byte) 0xA0, (byte) 0x80, 'b', ' '};
    DataSet dataSet =
        DataSet.builder()
            .specificCharacterSet("ISO_IR 192")
            .put(new Element.Value(Tag.TextValue, Vr.UT, half))
            .build();

    String xml = xml(dataSet);

    assertThat(xml).contains("\uFFFD").doesNotContainPattern("[\uD800-\uDFFF]");
    assertThat(read(xml).string(Tag.TextValue).orElseThrow()).startsWith("a").endsWith("b");
  }

  @Test
  @Requirement({"XML-01", "XML-02"})
  void olderSpellingsAndDocumentsWithoutNamespaceAreRead() throws IOException {
    DataSet dataSet =
        read(
            "<NativeDicomModel>\n <DicomAttribute Tag=\"00100020\" VR=\"LO\" Keyword=\"PatientID\">"
                + "<Value Number=\"1\">P</Value></DicomAttribute>\n"
                + "<DicomAttribute keyword=\"Rows\"><Value>7</Value></DicomAttribute>"
                + "<DicomAttribute tag=\"7FE00010\" vr=\"OB\"><BulkData uri=\"a/1\"/></DicomAttribute>"
                + "</NativeDicomModel>");

    assertThat(dataSet.string(Tag.PatientID)).hasValue("P");
    assertThat(dataSet.integer(Tag.Rows)).hasValue(7);
    assertThat(dataSet.get(Tag.PixelData))
        .contains(new Element.Referenced(Tag.PixelData, Vr.OB, "a/1"));
  }

  @Test
  @Requirement("XML-04")
  void charactersThatXmlHasNotAreReplaced() throws IOException {
    DataSet dataSet =
        DataSet.builder()
            .put(new Element.Value(Tag.TextValue, Vr.UT, new byte[] {'a', 1, 13, 10, 'b', 27}))
            .build();

    assertThat(xml(dataSet)).contains(">a\uFFFD&#13;&#10;b\uFFFD</Value>");
  }

  @ParameterizedTest
  @Requirement("XML-06")
  @ValueSource(
      strings = {
        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
            + "<NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\"><Value>&e;</Value>"
            + "</DicomAttribute></NativeDicomModel>",
        "<!DOCTYPE NativeDicomModel><NativeDicomModel/>",
        "<NativeDicomModel><DicomAttribute vr=\"LO\"/></NativeDicomModel>",
        "<NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"ZZ\"/></NativeDicomModel>",
        "<NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\"><Value number=\"9999999\">a"
            + "</Value></DicomAttribute></NativeDicomModel>",
        "<NativeDicomModel><DicomAttribute tag=\"00280010\" vr=\"US\"><Value>x</Value>"
            + "</DicomAttribute></NativeDicomModel>",
        "<NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\"/>"
            + "<DicomAttribute tag=\"00100020\" vr=\"LO\"/></NativeDicomModel>",
        "<Other/>",
        "<NativeDicomModel>"
      })
  void whatIsNoNativeModelOrAsksForEntitiesIsRefused(String xml) {
    assertThatThrownBy(() -> read(xml)).isInstanceOf(MalformedXmlException.class);
  }

  @Test
  @Requirement("XML-06")
  void nestingIsLimited() {
    String deep =
        "<NativeDicomModel>"
            + "<DicomAttribute tag=\"00081110\" vr=\"SQ\"><Item number=\"1\">".repeat(66);

    assertThatThrownBy(() -> read(deep))
        .isInstanceOf(MalformedXmlException.class)
        .hasMessageContaining("deep");
  }
}
