package io.isthmus.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.dicom.codec.ElementReader.Token;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hand-written bytes of what writers do wrong. */
class RepairsTest {
  private static final TransferSyntax IMPLICIT = TransferSyntax.ImplicitVRLittleEndian;
  private static final TransferSyntax EXPLICIT = TransferSyntax.ExplicitVRLittleEndian;
  private static final String ITEM = "FEFF00E0";
  private static final String ITEM_END = "FEFF0DE0 00000000";
  private static final String SEQUENCE_END = "FEFFDDE0 00000000";
  private static final String OPEN = "FFFFFFFF";

  /** (0008,1155) UI "1." in Explicit VR. */
  private static final String UID = "08005511 5549 0200 312E";

  private static byte[] bytes(String... hex) {
    return HexFormat.of().parseHex(String.join("", hex).replace(" ", ""));
  }

  private static DataSet read(TransferSyntax syntax, String... hex) throws IOException {
    return DataSetReader.read(bytes(hex), syntax);
  }

  private static List<Repair> repairs(TransferSyntax syntax, String... hex) throws IOException {
    ElementReader reader = ElementReader.of(bytes(hex), syntax);
    while (reader.next() != Token.END) {
      assertThat(reader.depth()).isLessThan(ElementReader.MAX_DEPTH);
    }
    return List.copyOf(reader.repairs());
  }

  @Test
  void lettersThatAreNoVrAreReplacedByTheDictionarys() throws IOException {
    String[] hex = {"10001000 5A5A 0400 415E4220", "10002000 4C4F 0200 4944"};

    assertThat(read(EXPLICIT, hex).get(Tag.PatientName).orElseThrow().vr()).isEqualTo(Vr.PN);
    assertThat(read(EXPLICIT, hex).string(Tag.PatientID)).hasValue("ID");
    assertThat(repairs(EXPLICIT, hex)).containsExactly(Repair.ILLEGAL_VR);
  }

  @Test
  void anImplicitElementAmongExplicitOnesIsRead() throws IOException {
    String[] hex = {"10001000 04000000 415E4220", "10002000 4C4F 0200 4944"};

    assertThat(read(EXPLICIT, hex).string(Tag.PatientName)).hasValue("A^B");
    assertThat(read(EXPLICIT, hex).string(Tag.PatientID)).hasValue("ID");
    assertThat(repairs(EXPLICIT, hex)).containsExactly(Repair.IMPLICIT_ELEMENT);
  }

  @Test
  void unknownVrOfAKnownElementIsTheDictionarys() throws IOException {
    assertThat(read(EXPLICIT, "10002000 554E 0000 02000000 4944").get(Tag.PatientID))
        .contains(new Element.Value(Tag.PatientID, Vr.LO, new byte[] {'I', 'D'}));
    assertThat(
            read(TransferSyntax.ExplicitVRBigEndian, "00280010 554E 0000 00000002 0102")
                .integer(Tag.Rows))
        .as("UN is little endian in every syntax")
        .hasValue(0x0201);
  }

  @Test
  void unknownVrOfUndefinedLengthIsASequenceInImplicitVr() throws IOException {
    DataSet dataSet =
        read(
            EXPLICIT,
            "09000110 554E 0000" + OPEN,
            ITEM + OPEN,
            "08005511 02000000 312E",
            ITEM_END,
            SEQUENCE_END,
            "10002000 4C4F 0200 4944");

    assertThat(dataSet.items(0x00091001).getFirst().string(Tag.ReferencedSOPInstanceUID))
        .hasValue("1.");
    assertThat(dataSet.string(Tag.PatientID)).hasValue("ID");
  }

  @Test
  void explicitVrInsideOfUnknownVrIsSeen() throws IOException {
    DataSet dataSet =
        read(EXPLICIT, "09000110 554E 0000" + OPEN, ITEM + OPEN, UID, ITEM_END, SEQUENCE_END);

    assertThat(dataSet.items(0x00091001).getFirst().string(Tag.ReferencedSOPInstanceUID))
        .hasValue("1.");
  }

  @Test
  void unknownVrThatHoldsFragmentsIsRefused() {
    assertThatThrownBy(() ->
            read(EXPLICIT, "09000110 554E 0000" + OPEN, ITEM + "04000000 01020304", SEQUENCE_END))
        .isInstanceOf(MalformedDicomException.class);
  }

  @Test
  void privateElementsOfAKnownMakerHaveTheirVrByTheBlockOfTheirItem() throws IOException {
    String creator = "09001000 0C000000 47454D535F4944454E5F3031";
    String element = "09000110 04000000 41424344";

    assertThat(read(IMPLICIT, creator, element).get(0x00091001).orElseThrow().vr())
        .isEqualTo(Vr.LO);
    assertThat(read(IMPLICIT, element).get(0x00091001).orElseThrow().vr()).isEqualTo(Vr.UN);
    assertThat(read(IMPLICIT, "09001000 04000000 41424344").get(0x00090010).orElseThrow().vr())
        .isEqualTo(Vr.LO);
  }

  @Test
  void theOldPurposeOfReferenceIsACodeStringAndTheNewOneASequence() throws IOException {
    assertThat(read(IMPLICIT, "400070A1 04000000 41424344").get(0x0040A170))
        .contains(new Element.Value(0x0040A170, Vr.CS, new byte[] {'A', 'B', 'C', 'D'}));
    assertThat(read(IMPLICIT, "400070A1 08000000", ITEM + "00000000").items(0x0040A170)).hasSize(1);
  }

  @Test
  void aSequenceShorterThanItsFirstItemIsKeptAsBytes() throws IOException {
    String[] hex = {
      "08001011 5351 0000 0A000000", ITEM + "0A000000", "08005511", "10002000 4C4F 0200 4944"
    };
    String[] whole = {
      "08001011 5351 0000 0C000000", ITEM + "0A000000", "08005511", "10002000 4C4F 0200 4944"
    };

    assertThat(read(EXPLICIT, whole).get(Tag.ReferencedStudySequence).orElseThrow().vr())
        .isEqualTo(Vr.UN);
    assertThat(read(EXPLICIT, whole).string(Tag.PatientID)).hasValue("ID");
    assertThat(repairs(EXPLICIT, whole)).containsExactly(Repair.SEQUENCE_OVERRUN);
    assertThatThrownBy(() -> read(EXPLICIT, hex)).isInstanceOf(MalformedDicomException.class);
  }

  @Test
  void aSequenceMuchShorterThanItsFirstItemIsRefused() {
    String hex = "08001011 5351 0000 0C000000" + ITEM + "00080000" + "08005511";

    assertThatThrownBy(() -> read(EXPLICIT, hex, "00".repeat(3000)))
        .isInstanceOf(MalformedDicomException.class)
        .hasMessageContaining("item runs over the end");
  }

  @Test
  void delimitersWithALengthAndStrayElementsArePassedOver() throws IOException {
    String[] hex = {
      "08001011 5351 0000" + OPEN,
      "08006000 4353 0200 4354",
      ITEM + OPEN,
      UID,
      "FEFF0DE0 02000000 0000",
      SEQUENCE_END,
      ITEM_END,
      "10002000 4C4F 0200 4944"
    };

    assertThat(read(EXPLICIT, hex).items(Tag.ReferencedStudySequence)).hasSize(1);
    assertThat(read(EXPLICIT, hex).string(Tag.PatientID)).hasValue("ID");
    assertThat(repairs(EXPLICIT, hex))
        .containsExactlyInAnyOrder(Repair.STRAY_ELEMENT, Repair.STRAY_DELIMITER);
  }

  @Test
  void anItemWithoutItsDelimiterEndsWhereTheNextBegins() throws IOException {
    String[] hex = {"08001011 5351 0000" + OPEN, ITEM + OPEN, UID, ITEM + OPEN, UID, SEQUENCE_END};

    assertThat(read(EXPLICIT, hex).items(Tag.ReferencedStudySequence)).hasSize(2);
    assertThat(repairs(EXPLICIT, hex)).containsExactly(Repair.MISSING_DELIMITER);
  }

  @Test
  void trailingZerosAndTrailingPaddingEndTheDataSet() throws IOException {
    String name = "10002000 4C4F 0200 4944";

    assertThat(read(EXPLICIT, name, "0000000000000000000000").string(Tag.PatientID)).hasValue("ID");
    assertThat(read(EXPLICIT, name, "000000").string(Tag.PatientID)).hasValue("ID");
    assertThat(read(EXPLICIT, name, "FCFFFCFF 4F42 0000 02000000 0000").size()).isEqualTo(2);
  }

  @Test
  void theFirstOfTwoElementsCountsAndDisorderIsPutInOrder() throws IOException {
    DataSet dataSet =
        read(
            EXPLICIT,
            "10002000 4C4F 0200 4944",
            "08006000 4353 0200 4354",
            "10002000 4C4F 0200 4958");

    assertThat(dataSet.string(Tag.PatientID)).hasValue("ID");
    assertThat(dataSet.iterator().next().tag()).isEqualTo(Tag.Modality);
  }

  @Test
  void oddLengthsAreReadAsTheyAreAndPaddedWhenWritten() throws IOException {
    DataSet dataSet = read(EXPLICIT, "08001800 5549 0300 312E32", "10002000 4C4F 0300 494441");

    assertThat(dataSet.string(Tag.PatientID)).hasValue("IDA");
    assertThat(DataSetWriter.encode(dataSet, EXPLICIT))
        .isEqualTo(bytes("08001800 5549 0400 312E3200", "10002000 4C4F 0400 49444120"));
  }

  @Test
  void aValueTooLongForItsVrsShortFormIsWrittenAsUnknown() throws IOException {
    DataSet dataSet =
        DataSet.builder()
            .put(
                new Element.Value(
                    Tag.PixelSpacing,
                    Vr.DS,
                    "1\\".repeat(40_000).getBytes(StandardCharsets.US_ASCII)))
            .build();
    byte[] written = DataSetWriter.encode(dataSet, EXPLICIT);

    assertThat(written).startsWith(bytes("28003000 554E 0000 80380100"));
    assertThat(DataSetReader.read(written, EXPLICIT)).isEqualTo(dataSet);
  }

  @Test
  void groupLengthsAreLeftOutWhenWritten() throws IOException {
    assertThat(DataSetWriter.encode(read(EXPLICIT, "08000000 554C 0400 10000000", UID), EXPLICIT))
        .isEqualTo(bytes(UID));
  }

  @Test
  void anEmptyOffsetTableIsKept() throws IOException {
    DataSet dataSet =
        read(
            TransferSyntax.JPEGBaseline8Bit,
            "E07F1000 4F42 0000" + OPEN,
            ITEM + "00000000",
            ITEM + "02000000 0102",
            SEQUENCE_END);

    assertThat(dataSet.get(Tag.PixelData))
        .contains(
            new Element.Fragments(Tag.PixelData, Vr.OB, List.of(new byte[0], new byte[] {1, 2})));
  }

  @Test
  void emptyAndAbsentElementsStayApart() throws IOException {
    DataSet dataSet = read(EXPLICIT, "10002000 4C4F 0000");

    assertThat(dataSet.contains(Tag.PatientID)).isTrue();
    assertThat(dataSet.string(Tag.PatientID)).isEmpty();
    assertThat(dataSet.contains(Tag.PatientName)).isFalse();
  }

  @Test
  void aLengthBeyondTheInputAllocatesNothingAndIsRefused() {
    assertThatThrownBy(() -> read(EXPLICIT, "E07F1000 4F57 0000 FEFFFFFF 0102"))
        .isInstanceOfSatisfying(
            MalformedDicomException.class,
            fault -> assertThat(fault.tag()).isEqualTo(Tag.PixelData));
  }

  @Test
  void nestingBeyondTheLimitIsRefused() {
    String deeper = "08001011 5351 0000" + OPEN + ITEM + OPEN;

    assertThatThrownBy(() -> read(EXPLICIT, deeper.repeat(ElementReader.MAX_DEPTH + 1)))
        .isInstanceOf(MalformedDicomException.class)
        .hasMessageContaining("deep");
  }
}
