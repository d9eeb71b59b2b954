package io.isthmus.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSetCodecTest {
  private static final DataSet SAMPLE =
      DataSet.builder()
          .specificCharacterSet("ISO_IR 192")
          .text(Tag.PatientName, "Müller^Jürgen")
          .uid(Tag.StudyInstanceUID, "1.2.3")
          .us(Tag.Rows, 512)
          .empty(Tag.AccessionNumber)
          .items(
              Tag.RequestAttributesSequence,
              DataSet.EMPTY,
              DataSet.builder().text(Tag.RequestedProcedureID, "P1").build())
          .put(new Element.Value(Tag.PixelData, Vr.OW, new byte[] {1, 2, 3, 4}))
          .build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.840.10008.1.2",
        "1.2.840.10008.1.2.1",
        "1.2.840.10008.1.2.2",
        "1.2.840.10008.1.2.1.99"
      })
  void aDataSetIsReadAsItWasWrittenInEveryNativeSyntax(String uid) throws Exception {
    TransferSyntax syntax = TransferSyntax.of(uid);

    assertThat(DataSetReader.read(DataSetWriter.encode(SAMPLE, syntax), syntax)).isEqualTo(SAMPLE);
  }

  @Test
  void bigEndianWordsAreWrittenMostSignificantByteFirst() {
    DataSet rows = DataSet.builder().us(Tag.Rows, 0x0102).build();

    assertThat(DataSetWriter.encode(rows, TransferSyntax.ExplicitVRBigEndian))
        .isEqualTo(HexFormat.of().parseHex("00280010" + "5553" + "0002" + "0102"));
  }

  @Test
  void fragmentsAreReadAsTheyWereWritten() throws Exception {
    DataSet encapsulated =
        DataSet.builder()
            .put(
                new Element.Fragments(
                    Tag.PixelData, Vr.OB, List.of(new byte[0], new byte[] {1, 2}, new byte[4])))
            .build();
    TransferSyntax syntax = TransferSyntax.JPEGBaseline8Bit;

    assertThat(DataSetReader.read(DataSetWriter.encode(encapsulated, syntax), syntax))
        .isEqualTo(encapsulated);
  }

  @Test
  void aValueThatEndsEarlyIsRefusedWithItsTagAndOffset() {
    byte[] bytes = HexFormat.of().parseHex("10001000" + "504E" + "0600" + "4142");

    assertThatThrownBy(() -> DataSetReader.read(bytes, TransferSyntax.ExplicitVRLittleEndian))
        .isInstanceOfSatisfying(
            MalformedDicomException.class,
            fault -> {
              assertThat(fault.tag()).isEqualTo(Tag.PatientName);
              assertThat(fault.offset()).isEqualTo(10);
            });
  }
}
