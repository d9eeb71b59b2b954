package io.isthmus.dicom.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.dicom.charset.CharacterSets;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DicomJsonReaderTest {
  private static List<DataSet> all(String json) throws IOException {
    return DicomJsonReader.readAll(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static DataSet one(String json) throws IOException {
    return all(json).getFirst();
  }

  @Test
  @Requirement("JSON-01")
  void keysOfEitherCaseInAnyOrderAreReadAndPutInOrder() throws IOException {
    DataSet dataSet =
        one(
            "{\"0020000d\":{\"Value\":[\"1.2\"],\"vr\":\"UI\"},"
                + "\"00080050\":{\"vr\":\"SH\",\"Value\":[\"A1\"]}}");

    assertThat(dataSet)
        .isEqualTo(
            DataSet.builder()
                .text(Tag.AccessionNumber, "A1")
                .uid(Tag.StudyInstanceUID, "1.2")
                .build());
  }

  @Test
  @Requirement("JSON-01")
  void anArrayHasSeveralDataSetsAndAnObjectOne() throws IOException {
    assertThat(all("[{},{}]")).containsExactly(DataSet.EMPTY, DataSet.EMPTY);
    assertThat(all(" [ ] ")).isEmpty();
    assertThat(all("\uFEFF{}")).containsExactly(DataSet.EMPTY);
  }

  @ParameterizedTest
  @Requirement({"JSON-02", "JSON-12", "JSON-13"})
  @ValueSource(
      strings = {
        "{\"00080050\":{\"vr\":\"SH\",\"Value\":[\"A\"],\"BulkDataURI\":\"x\"}}",
        "{\"00080050\":{\"vr\":\"SH\"},\"00080050\":{\"vr\":\"SH\"}}",
        "{\"00080050\":{\"vr\":\"ZZ\"}}",
        "{\"0008005\":{\"vr\":\"SH\"}}",
        "{\"00080050\":{\"vr\":\"SH\",\"value\":[]}}",
        "{\"00080050\":{\"vr\":\"SH\",\"Value\":[1]}}",
        "{\"00080050\":{\"vr\":\"SH\",\"Value\":[\"A\\\\B\"]}}",
        "{\"00280010\":{\"vr\":\"US\",\"Value\":[65536]}}",
        "{\"00280010\":{\"vr\":\"US\",\"Value\":[1.5]}}",
        "{\"00280010\":{\"vr\":\"US\",\"Value\":[null]}}",
        "{\"00080020\":{\"vr\":\"DT\",\"Value\":[\"20130409T10\"]}}",
        "{\"00081110\":{\"vr\":\"SQ\",\"Value\":[\"x\"]}}",
        "{\"00091001\":{\"vr\":\"OB\",\"InlineBinary\":\"?\"}}",
        "{} {}",
        "[{}",
        "{\"00080050\":{\"vr\":\"SH\",\"Value\":[\"\\uD800\"]}}",
        "{\"00080050\":{\"vr\":\"SH\",\"Value\":[01]}}",
        "{\"00200013\":{\"vr\":\"IS\",\"Value\":[1e999999999]}}",
        "nothing"
      })
  void whatIsNoDicomJsonIsRefused(String json) {
    assertThatThrownBy(() -> all(json)).isInstanceOf(MalformedJsonException.class);
  }

  @Test
  @Requirement("JSON-13")
  void nestingIsLimited() {
    String deep = "{\"00081110\":{\"vr\":\"SQ\",\"Value\":[".repeat(66);

    assertThatThrownBy(() -> all(deep))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("deep");
  }

  @Test
  @Requirement({"JSON-03", "JSON-05", "JSON-06", "JSON-07"})
  void valuesAreReadInEveryFormThatTheModelAllows() throws IOException {
    DataSet dataSet =
        one(
            "{\"00280030\":{\"vr\":\"DS\",\"Value\":[0.5,\"0.50\"]},"
                + "\"00200013\":{\"vr\":\"IS\",\"Value\":[1e2]},"
                + "\"00080008\":{\"vr\":\"CS\",\"Value\":[\"A\",null,\"C\"]},"
                + "\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Phonetic\":\"P\",\"Alphabetic\":\"A\"},{}]},"
                + "\"00091001\":{\"vr\":\"FD\",\"Value\":[null,\"inf\",\"-Infinity\",\"NaN\",-0.0]},"
                + "\"00091002\":{\"vr\":\"UV\",\"Value\":[\"18446744073709551615\",7]},"
                + "\"00280009\":{\"vr\":\"AT\",\"Value\":[\"0018106a\"]},"
                + "\"00081110\":{\"vr\":\"SQ\",\"Value\":[{}]},"
                + "\"00081111\":{\"vr\":\"SQ\"}}");

    assertThat(dataSet.strings(Tag.PixelSpacing)).containsExactly("0.5", "0.50");
    assertThat(dataSet.string(Tag.InstanceNumber)).hasValue("100");
    assertThat(dataSet.strings(Tag.ImageType)).containsExactly("A", "", "C");
    assertThat(dataSet.strings(Tag.PatientName)).containsExactly("A==P", "");
    assertThat(dataSet.strings(0x00091001))
        .containsExactly("NaN", "Infinity", "-Infinity", "NaN", "-0.0");
    assertThat(dataSet.strings(0x00091002)).containsExactly("18446744073709551615", "7");
    assertThat(dataSet.strings(Tag.FrameIncrementPointer)).containsExactly("0018106A");
    assertThat(dataSet.items(Tag.ReferencedStudySequence)).containsExactly(DataSet.EMPTY);
    assertThat(dataSet.contains(Tag.ReferencedPerformedProcedureStepSequence)).isTrue();
  }

  @ParameterizedTest
  @Requirement({"JSON-05", "JSON-06"})
  @CsvSource({
    "FL, 3.5e38",
    "FL, -3.5e38",
    "FL, 1e400",
    "FD, 1.8e308",
    "FD, -1e99999",
    "US, 65536",
    "SS, -32769",
    "UL, -1",
    "SL, 2147483648",
    "SV, 9223372036854775808",
    "US, 0.5"
  })
  void aNumberThatItsVrHasNoRoomForIsRefused(String vr, String number) {
    assertThatThrownBy(
            () -> one("{\"00091001\":{\"vr\":\"" + vr + "\",\"Value\":[" + number + "]}}"))
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageContaining("no " + vr);
  }

  @ParameterizedTest
  @Requirement("JSON-06")
  @CsvSource({
    "FL, 3.4028234663852886E38",
    "FL, -3.4028235E38",
    "FD, 1.7976931348623157E308",
    "FD, 4.9E-324"
  })
  void theLargestAndSmallestFiniteNumbersAreRead(String vr, String number) throws IOException {
    String text = "{\"00091001\":{\"vr\":\"" + vr + "\",\"Value\":[" + number + "]}}";
    String expected =
        vr.equals("FL")
            ? Float.toString(Float.parseFloat(number))
            : Double.toString(Double.parseDouble(number));
    assertThat(one(text).string(0x00091001)).hasValue(expected);
  }

  @Test
  @Requirement("JSON-05")
  void aNumberOfMoreDigitsThanDsHasRoomForIsRounded() throws IOException {
    assertThat(
            one("{\"00280030\":{\"vr\":\"DS\",\"Value\":[0.123456789012345678,-1.5E-300]}}")
                .strings(Tag.PixelSpacing))
        .containsExactly("0.12345678901235", "-1.5E-300");
  }

  @Test
  @Requirement("JSON-12")
  void theDictionaryDecidesTheVrWhereItKnowsOne() throws IOException {
    DicomJsonReader reader =
        new DicomJsonReader(
            new ByteArrayInputStream(
                ("{\"00080020\":{\"vr\":\"DT\",\"Value\":[\"20130409\"]},"
                        + "\"00100020\":{\"Value\":[\"P\"]},"
                        + "\"00091001\":{\"InlineBinary\":\"AQI=\"}}")
                    .getBytes(StandardCharsets.UTF_8)));
    DataSet dataSet = reader.next().orElseThrow();

    assertThat(dataSet.get(Tag.StudyDate).orElseThrow().vr()).isEqualTo(Vr.DA);
    assertThat(dataSet.get(Tag.PatientID).orElseThrow().vr()).isEqualTo(Vr.LO);
    assertThat(dataSet.get(0x00091001))
        .contains(new Element.Value(0x00091001, Vr.UN, new byte[] {1, 2}));
    assertThat(reader.warnings()).containsExactly("(0008,0020) is DA, not DT");
  }

  @Test
  @Requirement("JSON-10")
  void textBecomesUtf8AndIsDeclaredWhereThatIsNeeded() throws IOException {
    DataSet dataSet =
        one(
            "{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"\\u00fc\\ud83d\\ude00\"]},"
                + "\"00081110\":{\"vr\":\"SQ\",\"Value\":[{\"00080005\":{\"vr\":\"CS\",\"Value\":"
                + "[\"ISO_IR 100\"]},\"00080104\":{\"vr\":\"LO\",\"Value\":[\"ü\"]}}]}}");

    assertThat(dataSet.characterSets()).isEqualTo(CharacterSets.UTF_8);
    assertThat(dataSet.string(Tag.SpecificCharacterSet)).hasValue("ISO_IR 192");
    assertThat(dataSet.string(Tag.PatientID)).hasValue("ü😀");
    assertThat(dataSet.items(Tag.ReferencedStudySequence).getFirst().string(Tag.CodeMeaning))
        .hasValue("ü");
    assertThat(one("{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"u\"]}}").characterSets())
        .isEqualTo(CharacterSets.DEFAULT);
  }

  @Test
  @Requirement("JSON-09")
  void bulkDataStaysAnAddress() throws IOException {
    assertThat(one("{\"7FE00010\":{\"vr\":\"OB\",\"BulkDataURI\":\"bulk/1\"}}").get(Tag.PixelData))
        .contains(new Element.Referenced(Tag.PixelData, Vr.OB, "bulk/1"));
  }
}
