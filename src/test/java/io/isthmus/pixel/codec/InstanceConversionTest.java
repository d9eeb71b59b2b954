package io.isthmus.pixel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a data set says of its pixels is true of them also after their conversion. */
class InstanceConversionTest {
  private static final TransferSyntax NATIVE = TransferSyntax.ExplicitVRLittleEndian;
  private static final TransferSyntax BASELINE = TransferSyntax.JPEGBaseline8Bit;
  private static final TransferSyntax RLE = TransferSyntax.RLELossless;
  private static final TransferSyntax JPEG_LS = TransferSyntax.JPEGLSLossless;
  private static final int PIXELS = 16;
  private static final int STORED = 10;
  private static final int ICONS = Tag.of(0x0088, 0x0200);

  /** An item of an empty offset table, a fragment of four bytes, and a delimiter of eight. */
  private static final byte[] ICON =
      HexFormat.of().parseHex("feff00e000000000feff00e00400000001020304feffdde000000000");

  /** Gives pixels of 12 bits in RGB, whatever was stored. */
  private static final class Twelve implements FrameDecoder {
    @Override
    public FrameDescription decoded(FrameDescription stored) {
      return new FrameDescription(
          stored.rows(), stored.columns(), 3, 16, 12, 11, false, "RGB", false);
    }

    @Override
    public byte[] decode(byte[] codestream, FrameDescription stored, Deadline deadline) {
      return new byte[(int) decoded(stored).frameBytes()];
    }
  }

  private static final CodecProvider TWELVE =
      new CodecProvider() {
        @Override
        public String name() {
          return "twelve";
        }

        @Override
        public List<FrameCodec> codecs() {
          return List.of(FrameCodec.decoding(BASELINE, name(), new Twelve()));
        }
      };

  @Test
  @Requirement("WADO-33")
  void luminanceAndChrominanceOfJpegAreGivenAsRgb() throws IOException {
    DataSet given = converted(colour("YBR_FULL_422", 0), BASELINE, NATIVE);

    assertThat(given.string(Tag.PhotometricInterpretation)).hasValue("RGB");
    assertThat(given.integer(Tag.PlanarConfiguration)).hasValue(0);
    assertThat(converted(colour("RGB", 0), BASELINE, NATIVE).string(Tag.PhotometricInterpretation))
        .hasValue("RGB");
    assertThat(
            converted(colour("YBR_FULL", 0), JPEG_LS, NATIVE).string(Tag.PhotometricInterpretation))
        .hasValue("YBR_FULL");
  }

  @Test
  @Requirement("WADO-33")
  void thePlanarConfigurationIsThatOfThePixelsGiven() throws IOException {
    assertThat(converted(colour("RGB", 1), BASELINE, NATIVE).integer(Tag.PlanarConfiguration))
        .hasValue(0);
    assertThat(converted(colour("RGB", 1), RLE, NATIVE).integer(Tag.PlanarConfiguration))
        .hasValue(1);
    assertThat(converted(colour("RGB", 1), RLE, JPEG_LS).integer(Tag.PlanarConfiguration))
        .hasValue(0);
  }

  @Test
  @Requirement("MT-14")
  void pixelsThatLossyJpegBroughtAreSaidToHaveLostSomething() throws IOException {
    DataSet given = converted(colour("YBR_FULL_422", 0), BASELINE, NATIVE);

    assertThat(given.string(Tag.LossyImageCompression)).hasValue("01");
    assertThat(given.string(Tag.LossyImageCompressionMethod)).hasValue("ISO_10918_1");
    assertThat(Double.parseDouble(given.string(Tag.LossyImageCompressionRatio).orElseThrow()))
        .isEqualTo(3.0 * PIXELS / STORED);
    assertThat(converted(colour("RGB", 0), RLE, NATIVE).contains(Tag.LossyImageCompression))
        .isFalse();
  }

  @ParameterizedTest
  @Requirement("MT-14")
  @CsvSource({
    "4.50, 01",
    "4.51, 01",
    "4.53, 01",
    "4.55, 01",
    "4.57, ''",
    "4.70, ''",
    "4.80, ''",
    "5, ''"
  })
  void everyKindOfLossyJpegIsMarkedAndNothingElse(String syntax, String lossy) throws IOException {
    TransferSyntax from = TransferSyntax.of("1.2.840.10008.1.2." + syntax);

    assertThat(
            converted(colour("RGB", 0), from, NATIVE).string(Tag.LossyImageCompression).orElse(""))
        .isEqualTo(lossy);
  }

  @Test
  @Requirement("MT-14")
  void whatIsSaidOfAnEarlierLossStays() throws IOException {
    DataSet given =
        converted(
            colour("RGB", 0)
                .text(Tag.LossyImageCompression, "01")
                .text(Tag.LossyImageCompressionMethod, "ISO_15444_1", "ISO_10918_1")
                .text(Tag.LossyImageCompressionRatio, "9", "3"),
            BASELINE,
            NATIVE);

    assertThat(given.strings(Tag.LossyImageCompressionMethod))
        .containsExactly("ISO_15444_1", "ISO_10918_1");
    assertThat(given.strings(Tag.LossyImageCompressionRatio)).containsExactly("9", "3");
  }

  @Test
  @Requirement("MT-14")
  void theBitsAreThoseOfThePixelsGiven() throws IOException {
    DataSet given = converted(TWELVE, colour("YBR_FULL", 0), BASELINE, NATIVE, new byte[0]);

    assertThat(given.integer(Tag.BitsAllocated)).hasValue(16);
    assertThat(given.integer(Tag.BitsStored)).hasValue(12);
    assertThat(given.integer(Tag.HighBit)).hasValue(11);
    assertThat(given.get(Tag.PixelData).map(Element::vr)).hasValue(Vr.OW);
  }

  @Test
  @Requirement("MT-14")
  void whatTellsOfTheCodestreamsGoesWithThem() throws IOException {
    DataSet given =
        converted(
            colour("RGB", 0)
                .put(new Element.Value(Tag.ExtendedOffsetTable, Vr.OV, new byte[8]))
                .put(new Element.Value(Tag.ExtendedOffsetTableLengths, Vr.OV, new byte[8]))
                .put(
                    new Element.Value(
                        Tag.EncapsulatedPixelDataValueTotalLength, Vr.UV, new byte[8])),
            RLE,
            NATIVE);

    assertThat(given.contains(Tag.ExtendedOffsetTable)).isFalse();
    assertThat(given.contains(Tag.ExtendedOffsetTableLengths)).isFalse();
    assertThat(given.contains(Tag.EncapsulatedPixelDataValueTotalLength)).isFalse();
  }

  @Test
  @Requirement("MT-14")
  void anIconIsDescribedAsTheIconThatIsGiven() throws IOException {
    DataSet icon =
        colour("YBR_FULL", 0)
            .put(new Element.Located(Tag.PixelData, Vr.OB, 0, ICON.length - 8, true))
            .build();
    DataSetBuilder image = colour("YBR_FULL", 0).items(ICONS, icon);

    DataSet given = converted(TWELVE, image, BASELINE, NATIVE, ICON).items(ICONS).getFirst();

    assertThat(given.string(Tag.PhotometricInterpretation)).hasValue("RGB");
    assertThat(given.integer(Tag.BitsStored)).hasValue(12);
    assertThat(given.get(Tag.PixelData))
        .hasValueSatisfying(
            pixels -> assertThat(((Element.Value) pixels).bytes()).hasSize(2 * 3 * PIXELS));
    assertThat(given.get(Tag.PixelData).map(Element::vr)).hasValue(Vr.OW);
  }

  @Test
  @Requirement("WADO-06")
  void whatHasNoPixelsIsNativeAndNeverUnderASyntaxThatLosesSomething() {
    Transcoder transcoder = transcoder(new JavaCodecs());
    DataSet report = DataSet.builder().text(Tag.Modality, "SR").build();

    assertThat(transcoder.instance(report, NATIVE, JPEG_LS).orElseThrow().target())
        .isEqualTo(NATIVE);
    assertThat(transcoder.instance(report, NATIVE, BASELINE)).isEmpty();
  }

  private static Transcoder transcoder(CodecProvider codecs) {
    return new Transcoder(FrameCodecs.probe(List.of(codecs), 1 << 20), System::nanoTime);
  }

  private static DataSetBuilder colour(String interpretation, int planarConfiguration) {
    return DataSet.builder()
        .us(Tag.SamplesPerPixel, 3)
        .text(Tag.PhotometricInterpretation, interpretation)
        .us(Tag.PlanarConfiguration, planarConfiguration)
        .us(Tag.Rows, 4)
        .us(Tag.Columns, 4)
        .us(Tag.BitsAllocated, 8)
        .us(Tag.BitsStored, 8)
        .us(Tag.HighBit, 7)
        .us(Tag.PixelRepresentation, 0)
        .put(new Element.Located(Tag.PixelData, Vr.OB, 1000, STORED, true));
  }

  private static DataSet converted(DataSetBuilder image, TransferSyntax from, TransferSyntax to)
      throws IOException {
    return converted(new JavaCodecs(), image, from, to, new byte[0]);
  }

  /** The data set that is written, with frames of nothing. */
  private static DataSet converted(
      CodecProvider codecs,
      DataSetBuilder image,
      TransferSyntax from,
      TransferSyntax to,
      byte[] stored)
      throws IOException {
    InstanceConversion conversion =
        transcoder(codecs).instance(image.build(), from, to).orElseThrow();
    byte[] frame = new byte[(int) conversion.pixels().orElseThrow().nativeBits() / Byte.SIZE];
    var frames = List.of(Optional.of(frame), Optional.<byte[]>empty()).iterator();
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    conversion.write(
        (into, offset) -> read(stored, into, offset), () -> frames.next().orElse(null), out);

    return DataSetReader.read(out.toByteArray(), to);
  }

  private static int read(byte[] stored, ByteBuffer into, long offset) {
    int count = (int) Math.min(into.remaining(), stored.length - offset);
    if (count <= 0) {
      return -1;
    }
    into.put(stored, (int) offset, count);
    return count;
  }
}
