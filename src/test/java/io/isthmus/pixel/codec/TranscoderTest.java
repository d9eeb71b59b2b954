package io.isthmus.pixel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
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
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TranscoderTest {
  private static final TransferSyntax NATIVE = TransferSyntax.ExplicitVRLittleEndian;

  /** Would compress anything. */
  private static final class Eager implements FrameEncoder {
    @Override
    public boolean accepts(FrameDescription pixels) {
      return true;
    }

    @Override
    public FrameDescription encoded(FrameDescription pixels) {
      return pixels;
    }

    @Override
    public byte[] encode(byte[] frame, FrameDescription pixels, Deadline deadline) {
      return frame;
    }
  }

  @Test
  @Requirement("WADO-06")
  void nothingIsCompressedWithLossThoughAnEncoderWouldDoIt() {
    NativeCodec asIs = new NativeCodec();
    CodecProvider eager =
        new CodecProvider() {
          @Override
          public String name() {
            return "eager";
          }

          @Override
          public List<FrameCodec> codecs() {
            return List.of(
                FrameCodec.both(NATIVE, name(), asIs, asIs),
                FrameCodec.both(TransferSyntax.JPEGBaseline8Bit, name(), asIs, new Eager()),
                FrameCodec.both(TransferSyntax.JPEGLSLossless, name(), asIs, new Eager()));
          }
        };
    Transcoder transcoder =
        new Transcoder(FrameCodecs.probe(List.of(eager), 1 << 20), System::nanoTime);

    DataSet image = image(8).build();
    assertThat(transcoder.conversion(image, NATIVE, TransferSyntax.JPEGBaseline8Bit)).isEmpty();
    assertThat(transcoder.conversion(image, NATIVE, TransferSyntax.JPEGLSLossless)).isPresent();
    assertThat(transcoder.targets()).containsExactly(NATIVE, TransferSyntax.JPEGLSLossless);
  }

  @Test
  @Requirement("WADO-05")
  void pixelsOfMoreThanFourGibibytesHaveNoNativeForm() {
    Transcoder transcoder =
        new Transcoder(
            FrameCodecs.probe(List.of(new JavaCodecs()), Integer.MAX_VALUE), System::nanoTime);
    TransferSyntax rle = TransferSyntax.RLELossless;

    for (int frames : new int[] {65_534, 65_536}) {
      DataSet image =
          image(8)
              .us(Tag.Rows, 256)
              .us(Tag.Columns, 256)
              .text(Tag.NumberOfFrames, Integer.toString(frames))
              .put(new Element.Located(Tag.PixelData, Vr.OB, 1000, 1000, true))
              .build();
      assertThat(transcoder.instance(image, rle, NATIVE).isPresent()).isEqualTo(frames == 65_534);
      assertThat(transcoder.instance(image, rle, TransferSyntax.JPEGLSLossless)).isPresent();
    }
  }

  @Test
  @Requirement("WADO-33")
  void framesOfBitsFollowEachOtherWithoutPadding() throws IOException {
    Random random = new Random(5);
    for (int bits : new int[] {1, 7, 8, 9, 15, 64, 8 * 9000 + 3}) {
      BigInteger expected = BigInteger.ZERO;
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      BitJoiner joiner = new BitJoiner(out, bits);
      for (int i = 0; i < 11; i++) {
        BigInteger frame = new BigInteger(bits, random);
        expected = expected.or(frame.shiftLeft(i * bits));
        joiner.add(littleEndian(frame, (bits + 7) / 8));
      }
      joiner.finish();

      assertThat(out.toByteArray())
          .as("%d bits", bits)
          .isEqualTo(littleEndian(expected, (11 * bits + 7) / 8));
    }
  }

  private static byte[] littleEndian(BigInteger number, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = number.shiftRight(i * 8).byteValue();
    }
    return bytes;
  }

  private static DataSetBuilder image(int bits) {
    return DataSet.builder()
        .us(Tag.SamplesPerPixel, 1)
        .us(Tag.Rows, 4)
        .us(Tag.Columns, 4)
        .us(Tag.BitsAllocated, bits);
  }
}
