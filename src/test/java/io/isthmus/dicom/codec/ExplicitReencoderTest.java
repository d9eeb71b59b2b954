package io.isthmus.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ExplicitReencoderTest {
  private static final int ZERO_VELOCITY_PIXEL_VALUE = 0x00189810;

  private static DataSet reencoded(DataSet dataSet, TransferSyntax from) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExplicitReencoder.reencode(
        new ByteArrayInputStream(DataSetWriter.encode(dataSet, from)), from, out);
    return DataSetReader.read(out.toByteArray(), TransferSyntax.ExplicitVRLittleEndian);
  }

  private static DataSet signed(int representation) {
    DataSet item =
        DataSet.builder()
            .put(new Element.Value(Tag.SmallestImagePixelValue, Vr.US, new byte[] {-1, -1}))
            .build();
    DataSet icon = item.toBuilder().us(Tag.PixelRepresentation, 1 - representation).build();
    return DataSet.builder()
        .items(Tag.ReferencedImageSequence, item, icon)
        .put(new Element.Value(ZERO_VELOCITY_PIXEL_VALUE, Vr.US, new byte[] {-2, -1}))
        .us(Tag.PixelRepresentation, representation)
        .put(new Element.Value(Tag.PixelPaddingValue, Vr.US, new byte[] {-3, -1}))
        .build();
  }

  @Test
  void aSignKnownOnlyLaterDecidesTheVrOfWhatCameBefore() throws IOException {
    DataSet result = reencoded(signed(1), TransferSyntax.ImplicitVRLittleEndian);

    assertThat(result.get(ZERO_VELOCITY_PIXEL_VALUE).orElseThrow().vr()).isEqualTo(Vr.SS);
    assertThat(result.get(Tag.PixelPaddingValue).orElseThrow().vr()).isEqualTo(Vr.SS);
    assertThat(
            result.items(Tag.ReferencedImageSequence).stream()
                .map(item -> item.get(Tag.SmallestImagePixelValue).orElseThrow().vr()))
        .containsExactly(Vr.SS, Vr.US);
  }

  @Test
  void theStreamDecidesSignsAsTheReaderInMemoryDoes() throws IOException {
    for (int representation = 0; representation <= 1; representation++) {
      DataSet dataSet = signed(representation);
      byte[] implicit = DataSetWriter.encode(dataSet, TransferSyntax.ImplicitVRLittleEndian);

      assertThat(reencoded(dataSet, TransferSyntax.ImplicitVRLittleEndian))
          .isEqualTo(DataSetReader.read(implicit, TransferSyntax.ImplicitVRLittleEndian));
    }
  }

  @Test
  void bigEndianWordsAreSwappedAndOddValuesPadded() throws IOException {
    byte[] bigEndian =
        HexFormat.of()
            .parseHex("00280010" + "5553" + "0002" + "0102" + "00080060" + "4353" + "0001" + "41");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExplicitReencoder.reencode(
        new ByteArrayInputStream(bigEndian), TransferSyntax.ExplicitVRBigEndian, out);

    assertThat(HexFormat.of().formatHex(out.toByteArray()))
        .isEqualTo("28001000" + "5553" + "0200" + "0201" + "08006000" + "4353" + "0200" + "4120");
  }

  @Test
  void wordsAreSwappedAlsoWhereTheyComeInPiecesAndWhatIsNoWholeWordStays() throws IOException {
    byte[] bigEndian =
        HexFormat.of()
            .parseHex(
                "00280010"
                    + "464C"
                    + "0006"
                    + "010203040506" // an FL and a half
                    + "54000010"
                    + "4F57"
                    + "0000"
                    + "00000008"
                    + "0102030405060708"
                    + "54001010"
                    + "4F46"
                    + "0000"
                    + "0000000C"
                    + "0102030405060708090A0B0C"
                    + "7FE00010"
                    + "4F57"
                    + "0000"
                    + "00000190"
                    + "01020304".repeat(100)); // more than is looked ahead
    InputStream pieces =
        new FilterInputStream(new ByteArrayInputStream(bigEndian)) {
          @Override
          public int read(byte[] into, int from, int length) throws IOException {
            return super.read(into, from, Math.min(length, 3));
          }
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ExplicitReencoder.reencode(pieces, TransferSyntax.ExplicitVRBigEndian, out);

    assertThat(HexFormat.of().formatHex(out.toByteArray()))
        .isEqualToIgnoringCase(
            "28001000"
                + "464C"
                + "0600"
                + "040302010506"
                + "00541000"
                + "4F57"
                + "0000"
                + "08000000"
                + "0201040306050807"
                + "00541010"
                + "4F46"
                + "0000"
                + "0C000000"
                + "04030201080706050C0B0A09"
                + "E07F1000"
                + "4F57"
                + "0000"
                + "90010000"
                + "02010403".repeat(100));
  }

  @Test
  void aSignThatComesTooLateIsNotWaitedFor() throws IOException {
    DataSet dataSet =
        signed(1).toBuilder().put(new Element.Value(0x00191000, Vr.UN, new byte[2 << 20])).build();
    DataSet result = reencoded(dataSet, TransferSyntax.ImplicitVRLittleEndian);

    assertThat(
            result.items(Tag.ReferencedImageSequence).stream()
                .map(item -> item.get(Tag.SmallestImagePixelValue).orElseThrow().vr()))
        .containsExactly(Vr.US, Vr.US);
    assertThat(result.get(Tag.PixelPaddingValue).orElseThrow().vr()).isEqualTo(Vr.SS);
  }

  @Test
  void pixelDataOfGigabytesPassesThroughInBoundedMemory() throws IOException {
    long size = 3L << 30;
    byte[] header = HexFormat.of().parseHex("E07F1000" + "000000C0");
    long[] written = new long[1];
    OutputStream counting =
        new OutputStream() {
          @Override
          public void write(int b) {
            written[0]++;
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            written[0] += length;
          }
        };
    InputStream zeros =
        new InputStream() {
          private long position;

          @Override
          public int read() {
            return position < header.length
                ? header[(int) position++] & 0xFF
                : position++ < header.length + size ? 0 : -1;
          }

          @Override
          public int read(byte[] into, int from, int length) {
            if (position < header.length) {
              into[from] = (byte) read();
              return 1;
            }
            long count = Math.min(length, header.length + size - position);
            position += count;
            return count == 0 ? -1 : (int) count;
          }
        };

    ExplicitReencoder.reencode(zeros, TransferSyntax.ImplicitVRLittleEndian, counting);

    assertThat(written[0]).isEqualTo(size + 12);
  }
}
