package io.isthmus.dicom.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DicomJsonWriterTest {
  static String json(DataSet dataSet) throws IOException {
    return json(dataSet, JsonOptions.DEFAULT);
  }

  static String json(DataSet dataSet, JsonOptions options) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DicomJsonWriter writer = new DicomJsonWriter(out, options);
    writer.write(dataSet);
    writer.flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  private static String of(Vr vr, byte[] bytes) throws IOException {
    String json = json(DataSet.builder().put(new Element.Value(0x00091001, vr, bytes)).build());
    String head = "{\"00091001\":{\"vr\":\"" + vr + "\"";
    assertThat(json).startsWith(head).endsWith("}}");
    return json.substring(head.length(), json.length() - 2);
  }

  private static String of(Vr vr, String text) throws IOException {
    return of(vr, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  @Requirement("JSON-01")
  void attributesAreKeyedByEightUpperCaseDigitsInAscendingOrder() throws IOException {
    DataSet dataSet =
        DataSet.builder().us(Tag.Rows, 1).uid(0x0020000D, "1.2").uid(Tag.SOPClassUID, "1").build();

    assertThat(json(dataSet))
        .isEqualTo(
            "{\"00080016\":{\"vr\":\"UI\",\"Value\":[\"1\"]},"
                + "\"0020000D\":{\"vr\":\"UI\",\"Value\":[\"1.2\"]},"
                + "\"00280010\":{\"vr\":\"US\",\"Value\":[1]}}");
  }

  @Test
  @Requirement("JSON-01")
  void severalDataSetsAreAnArrayWithoutGroupLengthsAndMetaInformation() throws IOException {
    DataSet dataSet =
        DataSet.builder()
            .uid(Tag.TransferSyntaxUID, "1.2")
            .ul(0x00280000, 10)
            .us(Tag.Rows, 1)
            .build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DicomJsonWriter writer = new DicomJsonWriter(out);
    writer.beginArray();
    writer.write(dataSet);
    writer.write(DataSet.EMPTY);
    writer.endArray();
    writer.flush();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("[{\"00280010\":{\"vr\":\"US\",\"Value\":[1]}},{}]");
  }

  @Test
  @Requirement("JSON-03")
  void emptyAttributesHaveOnlyAVrAndEmptyValuesAmongOthersAreNull() throws IOException {
    assertThat(of(Vr.CS, "")).isEmpty();
    assertThat(of(Vr.CS, "  ")).isEmpty();
    assertThat(of(Vr.CS, "A\\\\C ")).isEqualTo(",\"Value\":[\"A\",null,\"C\"]");
    assertThat(of(Vr.DS, "1\\\\2 ")).isEqualTo(",\"Value\":[1,null,2]");
    assertThat(json(DataSet.builder().items(Tag.ReferencedStudySequence).build()))
        .isEqualTo("{\"00081110\":{\"vr\":\"SQ\"}}");
    assertThat(json(DataSet.builder().items(Tag.ReferencedStudySequence, DataSet.EMPTY).build()))
        .isEqualTo("{\"00081110\":{\"vr\":\"SQ\",\"Value\":[{}]}}");
  }

  @Test
  @Requirement("JSON-04")
  void paddingIsRemovedAndSignificantSpacesAreKept() throws IOException {
    assertThat(of(Vr.UI, "1.2.3\0")).isEqualTo(",\"Value\":[\"1.2.3\"]");
    assertThat(of(Vr.LO, " A B ")).isEqualTo(",\"Value\":[\"A B\"]");
    assertThat(of(Vr.ST, " A B ")).isEqualTo(",\"Value\":[\" A B\"]");
    assertThat(of(Vr.AT, new byte[] {0x28, 0, 0x20, (byte) 0xAB}))
        .isEqualTo(",\"Value\":[\"0028AB20\"]");
  }

  @ParameterizedTest
  @Requirement("JSON-05")
  @CsvSource({
    "1.5, 1.5",
    "1.50, \"1.50\"",
    "-0.25, -0.25",
    "+1, \"+1\"",
    "007, \"007\"",
    "1E3, \"1E3\"",
    "1.2E, \"1.2E\"",
    "'1,5', '\"1,5\"'",
    "-0, \"-0\"",
    ".5, \".5\"",
    "5., \"5.\"",
    "0.12345678901234, 0.12345678901234",
    "1234567890123456, 1234567890123456",
    "0.12345678901234567, 0.12345678901234568"
  })
  void decimalTextIsANumberOnlyIfItComesBackAsItWas(String text, String expected)
      throws IOException {
    String exact = text.equals("0.12345678901234567") ? "\"" + text + "\"" : expected;

    assertThat(of(Vr.DS, text)).isEqualTo(",\"Value\":[" + exact + "]");
  }

  @Test
  @Requirement("JSON-05")
  void integersBeyondTwoToThe53AreStrings() throws IOException {
    byte[] bytes =
        ByteBuffer.wrap(new byte[24])
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(1L << 53)
            .putLong((1L << 53) + 1)
            .putLong(-1)
            .array();

    assertThat(of(Vr.UV, bytes))
        .isEqualTo(",\"Value\":[9007199254740992,\"9007199254740993\",\"18446744073709551615\"]");
    assertThat(of(Vr.SV, bytes)).isEqualTo(",\"Value\":[9007199254740992,\"9007199254740993\",-1]");
    assertThat(of(Vr.UL, new byte[] {-1, -1, -1, -1})).isEqualTo(",\"Value\":[4294967295]");
    assertThat(of(Vr.IS, "1.0 ")).isEqualTo(",\"Value\":[\"1.0\"]");
  }

  @Test
  @Requirement("JSON-06")
  void numbersThatAreNotFiniteAreStringsOrTheNearestThatJsonHas() throws IOException {
    byte[] bytes =
        ByteBuffer.wrap(new byte[16])
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(Float.NaN)
            .putFloat(Float.NEGATIVE_INFINITY)
            .putFloat(0.1f)
            .putFloat(-0f)
            .array();
    DataSet dataSet = DataSet.builder().put(new Element.Value(0x00091001, Vr.FL, bytes)).build();
    JsonOptions nulls =
        new JsonOptions(JsonOptions.NonFinite.NULL, Integer.MAX_VALUE, (path, element) -> null);

    assertThat(of(Vr.FL, bytes))
        .isEqualTo(",\"Value\":[\"NaN\",\"-Infinity\",0.10000000149011612,-0.0]");
    assertThat(json(dataSet, nulls))
        .contains("[null,-3.4028234663852886E38,0.10000000149011612,-0.0]");
  }

  @Test
  @Requirement("JSON-07")
  void personNamesHaveTheGroupsThatAreNotEmpty() throws IOException {
    assertThat(of(Vr.PN, "A^B^^=C=D "))
        .isEqualTo(
            ",\"Value\":[{\"Alphabetic\":\"A^B^^\",\"Ideographic\":\"C\",\"Phonetic\":\"D\"}]");
    assertThat(of(Vr.PN, "=C")).isEqualTo(",\"Value\":[{\"Ideographic\":\"C\"}]");
    assertThat(of(Vr.LO, "A \\B\0")).isEqualTo(",\"Value\":[\"A\",\"B\"]");
    assertThat(of(Vr.PN, "A\\\\B"))
        .isEqualTo(",\"Value\":[{\"Alphabetic\":\"A\"},null,{\"Alphabetic\":\"B\"}]");
  }

  @Test
  @Requirement("JSON-07")
  void anIdeographicSpaceBelongsToItsName() throws IOException {
    DataSet dataSet =
        DataSet.builder()
            .specificCharacterSet("ISO_IR 192")
            .text(Tag.PatientName, "A =\u3000\u5C71^\u7530\u3000=\u3000")
            .build();

    assertThat(json(dataSet, JsonOptions.DEFAULT))
        .contains(
            "[{\"Alphabetic\":\"A\",\"Ideographic\":\"\u3000\u5C71^\u7530\u3000\","
                + "\"Phonetic\":\"\u3000\"}]");
  }

  @Test
  @Requirement("JSON-08")
  void bytesAreInlineBase64() throws IOException {
    assertThat(of(Vr.OB, new byte[] {1, 2, 3, 4})).isEqualTo(",\"InlineBinary\":\"AQIDBA==\"");
    byte[] large = new byte[100_001];
    new Random(1).nextBytes(large);
    assertThat(of(Vr.UN, large))
        .isEqualTo(",\"InlineBinary\":\"" + Base64.getEncoder().encodeToString(large) + "\"");
  }

  @Test
  @Requirement("JSON-09")
  void bulkDataInASequenceIsGivenByItsPath() throws IOException {
    DataSet item =
        DataSet.builder().put(new Element.Value(Tag.WaveformData, Vr.OW, new byte[8])).build();
    DataSet dataSet =
        DataSet.builder()
            .items(Tag.WaveformSequence, DataSet.EMPTY, item)
            .put(new Element.Fragments(Tag.PixelData, Vr.OB, List.of(new byte[0])))
            .build();
    JsonOptions options =
        JsonOptions.DEFAULT.withBulkData(4, (path, element) -> "http://host/bulk/" + path);

    assertThat(json(dataSet, options))
        .contains("\"vr\":\"OW\",\"BulkDataURI\":\"http://host/bulk/54000100.1.54001010\"")
        .contains("\"vr\":\"OB\",\"BulkDataURI\":\"http://host/bulk/7FE00010\"");
    assertThatThrownBy(() -> json(dataSet))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(7FE0,0010)");
  }

  @Test
  @Requirement("JSON-10")
  void textIsEscapedAndSpecificCharacterSetIsThatOfTheJson() throws IOException {
    DataSet latin =
        DataSet.builder()
            .specificCharacterSet("ISO_IR 100")
            .text(Tag.PatientName, "Müller")
            .build();

    assertThat(json(latin))
        .isEqualTo(
            "{\"00080005\":{\"vr\":\"CS\",\"Value\":[\"ISO_IR 192\"]},"
                + "\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"Müller\"}]}}");
    assertThat(of(Vr.LT, "a\\b\r\n\"c\"\u0001"))
        .isEqualTo(",\"Value\":[\"a\\\\b\\r\\n\\\"c\\\"\\u0001\"]");
  }

  @Test
  @Requirement("JSON-10")
  void textBeyondAsciiWithoutADeclarationGetsOne() throws IOException {
    DataSet undeclared =
        DataSet.builder()
            .put(new Element.Value(Tag.PatientID, Vr.LO, new byte[] {(byte) 0xFC, ' '}))
            .build();

    assertThat(json(undeclared))
        .startsWith("{\"00080005\":{\"vr\":\"CS\",\"Value\":[\"ISO_IR 192\"]},");
  }

  @Test
  @Requirement("JSON-10")
  void bytesThatLookLikeAsciiAreReadInTheSetThatIsDeclared() throws IOException {
    DataSet japanese =
        DataSet.builder()
            .specificCharacterSet("ISO_IR 13")
            .put(new Element.Value(Tag.PatientID, Vr.LO, new byte[] {'A', '~', 'B', ' '}))
            .build();

    assertThat(json(japanese)).contains("\"00100020\":{\"vr\":\"LO\",\"Value\":[\"A\u203EB\"]}");
  }

  /** As it came in Implicit VR, where the VR of what nobody knows is not told. */
  @Test
  @Requirement("JSON-11")
  void privateAttributesKeepTheirCreatorAndTheVrThatIsKnown() throws IOException {
    byte[] implicit =
        HexFormat.of().parseHex("0900100006000000" + "41434d452020" + "0900011002000000" + "4142");
    byte[] explicit =
        HexFormat.of()
            .parseHex("09001000" + "4c4f0600" + "41434d452020" + "09000110" + "43530200" + "4142");
    String creator = "{\"00090010\":{\"vr\":\"LO\",\"Value\":[\"ACME\"]},\"00091001\":";

    assertThat(json(DataSetReader.read(implicit, TransferSyntax.ImplicitVRLittleEndian)))
        .isEqualTo(creator + "{\"vr\":\"UN\",\"InlineBinary\":\"QUI=\"}}");
    assertThat(json(DataSetReader.read(explicit, TransferSyntax.ExplicitVRLittleEndian)))
        .isEqualTo(creator + "{\"vr\":\"CS\",\"Value\":[\"AB\"]}}");
  }

  @Test
  @Requirement("JSON-14")
  void theCasesOfTheSeed() throws IOException {
    DataSet dataSet =
        DataSet.builder()
            .text(Tag.StudyDate, "20130409")
            .text(Tag.RetrieveURL, "http://h/s")
            .build();

    assertThat(json(dataSet))
        .isEqualTo(
            "{\"00080020\":{\"vr\":\"DA\",\"Value\":[\"20130409\"]},"
                + "\"00081190\":{\"vr\":\"UR\",\"Value\":[\"http://h/s\"]}}");
  }
}
