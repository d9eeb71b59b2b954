package io.isthmus.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

class Part10ReaderTest {
  private static final FileMeta META =
      new FileMeta(SopClass.CTImageStorage, "1.2.3", TransferSyntax.ExplicitVRLittleEndian);
  private static final DataSet DATA_SET =
      DataSet.builder().text(Tag.Modality, "CT").text(Tag.PatientID, "P1").build();
  private static final int PREAMBLE = 128;

  private static byte[] file(FileMeta meta, DataSet dataSet) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Part10Writer.write(meta, dataSet, out);
    return out.toByteArray();
  }

  private static Part10Reader open(byte[] file) throws IOException {
    return Part10Reader.open(new ByteArrayInputStream(file));
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] tail(byte[] bytes, int from) {
    return Arrays.copyOfRange(bytes, from, bytes.length);
  }

  @Test
  void aFileIsReadAsItWasWritten() throws IOException {
    Part10Reader reader = open(file(META.from("MODALITY"), DATA_SET));

    assertThat(reader.meta()).isEqualTo(META.from("MODALITY"));
    assertThat(reader.meta().implementationVersionName()).isEqualTo(Optional.of("ISTHMUS_0_1"));
    assertThat(reader.dataSetOffset()).isEqualTo(Part10Writer.header(META.from("MODALITY")).length);
    assertThat(reader.readDataSet()).isEqualTo(DATA_SET);
  }

  @Test
  void aFileWithoutPreambleIsRead() throws IOException {
    Part10Reader reader = open(tail(file(META, DATA_SET), PREAMBLE + 4));

    assertThat(reader.meta()).isEqualTo(META);
    assertThat(reader.readDataSet()).isEqualTo(DATA_SET);
  }

  @Test
  void thePrefixByChanceInsideOfADataSetIsNoPrefix() throws IOException {
    byte[] name =
        ("x".repeat(PREAMBLE - 8) + "DICM" + "y".repeat(8)).getBytes(StandardCharsets.US_ASCII);
    DataSet dataSet =
        DataSet.builder()
            .text(Tag.DerivationDescription, new String(name, StandardCharsets.US_ASCII))
            .build();
    byte[] bytes = DataSetWriter.encode(dataSet, TransferSyntax.ExplicitVRLittleEndian);
    assertThat(new String(bytes, PREAMBLE, 4, StandardCharsets.US_ASCII)).isEqualTo("DICM");

    assertThat(open(bytes).readDataSet()).isEqualTo(dataSet);
  }

  @Test
  void aBareDataSetIsReadInTheSyntaxThatItsFirstElementShows() throws IOException {
    for (TransferSyntax syntax :
        new TransferSyntax[] {
          TransferSyntax.ImplicitVRLittleEndian,
          TransferSyntax.ExplicitVRLittleEndian,
          TransferSyntax.ExplicitVRBigEndian
        }) {
      Part10Reader reader = open(DataSetWriter.encode(DATA_SET, syntax));

      assertThat(reader.meta().transferSyntax()).isEqualTo(syntax);
      assertThat(reader.readDataSet()).isEqualTo(DATA_SET);
    }
  }

  @Test
  void aWrongOrMissingGroupLengthDoesNotMatter() throws IOException {
    byte[] file = file(META, DATA_SET);
    file[PREAMBLE + 4 + 8] = 7;
    byte[] without = joined(Arrays.copyOf(file, PREAMBLE + 4), tail(file, PREAMBLE + 4 + 12));

    assertThat(open(file).readDataSet()).isEqualTo(DATA_SET);
    assertThat(open(without).readDataSet()).isEqualTo(DATA_SET);
  }

  @Test
  void explicitElementsUnderAStatementOfImplicitVrAreRead() throws IOException {
    FileMeta implicit = new FileMeta("1.2", "1.3", TransferSyntax.ImplicitVRLittleEndian);
    byte[] file =
        joined(
            Part10Writer.header(implicit),
            DataSetWriter.encode(DATA_SET, TransferSyntax.ExplicitVRLittleEndian));

    assertThat(open(file).readDataSet()).isEqualTo(DATA_SET);
  }

  @Test
  void aZlibHeaderBeforeDeflatedBytesIsAccepted() throws IOException {
    TransferSyntax deflated = TransferSyntax.DeflatedExplicitVRLittleEndian;
    byte[] plain = DataSetWriter.encode(DATA_SET, TransferSyntax.ExplicitVRLittleEndian);
    Deflater deflater = new Deflater();
    deflater.setInput(plain);
    deflater.finish();
    byte[] zlib = new byte[200];
    int length = deflater.deflate(zlib);
    deflater.end();

    byte[] header = Part10Writer.header(new FileMeta("1.2", "1.3", deflated));
    assertThat(open(joined(header, Arrays.copyOf(zlib, length))).readDataSet()).isEqualTo(DATA_SET);
  }

  @Test
  void deflatedBytesArePaddedToAnEvenLength() throws IOException {
    for (int length = 0; length < 32; length++) {
      byte[] random = new byte[length];
      new Random(length).nextBytes(random);
      DataSet dataSet =
          DataSet.builder().text(Tag.PatientID, HexFormat.of().formatHex(random)).build();

      assertThat(
              DataSetWriter.encode(dataSet, TransferSyntax.DeflatedExplicitVRLittleEndian).length)
          .isEven();
    }
  }

  @Test
  void whatIsNoDicomIsRefused() {
    assertThatThrownBy(() -> open("GIF89a, not DICOM at all".getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(MalformedDicomException.class);
    byte[] implicitBigEndian = HexFormat.of().parseHex("00080060" + "00000002" + "4354");
    assertThatThrownBy(() -> open(implicitBigEndian)).isInstanceOf(MalformedDicomException.class);
  }

  @Test
  void moreMetaInformationThanThereCanBeIsRefused() {
    byte[] header = Part10Writer.header(META);
    byte[] half = HexFormat.of().parseHex("02000201" + "4F420000" + "00000900");
    byte[] element = Arrays.copyOf(half, half.length + 0x90000);

    assertThatThrownBy(() -> open(joined(header, element, element)))
        .isInstanceOf(MalformedDicomException.class)
        .hasMessageContaining("1 MiB");
  }

  @Test
  void anEncapsulatedSyntaxThatIsStatedStays() throws IOException {
    FileMeta rle = new FileMeta(SopClass.CTImageStorage, "1.2.3", TransferSyntax.RLELossless);

    assertThat(open(file(rle, DATA_SET)).meta().transferSyntax())
        .isEqualTo(TransferSyntax.RLELossless);
  }

  @Test
  void metaInformationThatEndsEarlyIsRefused() {
    byte[] header = Part10Writer.header(META);

    assertThatThrownBy(() -> open(Arrays.copyOf(header, header.length - 3)))
        .isInstanceOf(MalformedDicomException.class);
  }
}
