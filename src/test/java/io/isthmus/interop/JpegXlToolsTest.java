package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.codec.FrameCodecs;
import io.isthmus.pixel.codec.ImageFile;
import io.isthmus.pixel.codec.RandomPictures;
import io.isthmus.pixel.jpegxl.LibJxlCodecs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Made pictures that libjxl's own tools encode, and decode beside us. */
class JpegXlToolsTest {
  private static final FrameCodecs CODECS =
      FrameCodecs.probe(List.of(new LibJxlCodecs()), Integer.MAX_VALUE);
  private static final List<FrameDescription> PICTURES =
      List.of(
          picture(67, 41, 1, 8, 8),
          picture(30, 90, 1, 16, 12),
          picture(55, 330, 1, 16, 16),
          picture(40, 30, 1, 16, 10),
          picture(40, 32, 1, 8, 5),
          picture(64, 64, 1, 8, 8),
          picture(300, 400, 1, 8, 8),
          picture(90, 160, 1, 8, 8),
          picture(1, 1, 1, 8, 8),
          picture(37, 51, 3, 8, 8));

  @TempDir private Path folder;

  @BeforeAll
  static void needTools() {
    Peers.needCodec(CODECS, TransferSyntax.JPEGXL, "libjxl0.7 (or a later one)");
    Peers.need("libjxl-tools", "cjxl", "djxl");
  }

  @Test
  void losslessPicturesComeBackAsTheyWere() throws IOException {
    for (FrameDescription pixels : PICTURES) {
      for (String way : List.of("-d 0 -e 1", "-d 0 -e 7", "-d 0 -e 3 --container=1")) {
        byte[] frame = new RandomPictures(new Random(way.length())).frame(pixels);
        byte[] codestream = Files.readAllBytes(encode(way, pixels, frame));
        assertThat(decode(codestream, TransferSyntax.JPEGXLLossless, pixels))
            .as("%s of %s", way, pixels)
            .isEqualTo(frame);
      }
    }
  }

  @Test
  void lossyPicturesAreDecodedAsByLibjxlsOwnTool() throws IOException {
    for (FrameDescription pixels : PICTURES) {
      byte[] frame = new RandomPictures(new Random(3)).frame(pixels);
      Path codestream = encode("-d 1 -e 3", pixels, frame);
      if (pixels.bitsStored() == pixels.bitsAllocated()) {
        assertThat(decode(Files.readAllBytes(codestream), TransferSyntax.JPEGXL, pixels))
            .as("%s", pixels)
            .isEqualTo(byTool(codestream, pixels));
      }
    }
  }

  @Test
  void recompressedJpegIsDecodedAsByLibjxlsOwnTool() throws IOException {
    Peers.need("libjpeg-turbo-progs", "cjpeg");
    FrameDescription pixels = picture(123, 77, 3, 8, 8);
    Path portable = portable(pixels, new RandomPictures(new Random(8)).frame(pixels));
    Path jpeg = folder.resolve("picture.jpg");
    Programs.run(List.of("cjpeg", "-outfile", jpeg.toString(), portable.toString()));
    Path codestream = folder.resolve("picture.jxl");
    Programs.run(List.of("cjxl", jpeg.toString(), codestream.toString(), "-j", "1"));
    FrameDescription stored = pixels.interleaved("YBR_FULL_422");
    assertThat(
            decode(Files.readAllBytes(codestream), TransferSyntax.JPEGXLJPEGRecompression, stored))
        .isEqualTo(byTool(codestream, pixels));
  }

  @Test
  void aPictureThatEndsEarlyOrIsAnotherIsNoPicture() throws IOException {
    FrameDescription pixels = PICTURES.getFirst();
    byte[] frame = new RandomPictures(new Random(0)).frame(pixels);
    byte[] codestream = Files.readAllBytes(encode("-d 0", pixels, frame));
    for (int length = 0; length < codestream.length; length += 211) {
      byte[] cut = Arrays.copyOf(codestream, length);
      assertThat(failure(cut, pixels).reason())
          .as("%d bytes", length)
          .isIn(CodecException.Reason.MALFORMED, CodecException.Reason.CONTRADICTS_DATA_SET);
    }
    for (FrameDescription other :
        List.of(picture(67, 42, 1, 8, 8), picture(66, 41, 1, 8, 8), picture(67, 41, 3, 8, 8))) {
      assertThat(failure(codestream, other).reason())
          .isEqualTo(CodecException.Reason.CONTRADICTS_DATA_SET);
    }
  }

  private static CodecException failure(byte[] codestream, FrameDescription pixels) {
    return org.assertj.core.api.Assertions.catchThrowableOfType(
        CodecException.class, () -> decode(codestream, TransferSyntax.JPEGXLLossless, pixels));
  }

  private static byte[] decode(byte[] bytes, TransferSyntax syntax, FrameDescription pixels)
      throws IOException {
    return CODECS.decoder(syntax).orElseThrow().decode(bytes, pixels, ImageFile.minute());
  }

  private Path encode(String way, FrameDescription pixels, byte[] frame) throws IOException {
    Path codestream = folder.resolve("picture.jxl");
    Programs.run(
        Stream.concat(
                Stream.of("cjxl", portable(pixels, frame).toString(), codestream.toString()),
                Stream.of(way.split(" ", -1)))
            .toList());
    return codestream;
  }

  private byte[] byTool(Path codestream, FrameDescription pixels) throws IOException {
    Path portable = folder.resolve(pixels.samplesPerPixel() == 1 ? "decoded.pgm" : "decoded.ppm");
    Programs.run(List.of("djxl", codestream.toString(), portable.toString()));
    byte[] bytes = Files.readAllBytes(portable);
    byte[] frame =
        Arrays.copyOfRange(bytes, bytes.length - (int) pixels.frameBytes(), bytes.length);
    return swapped(frame, pixels);
  }

  private Path portable(FrameDescription pixels, byte[] frame) throws IOException {
    boolean grey = pixels.samplesPerPixel() == 1;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        "P%d %d %d %d\n"
            .formatted(
                grey ? 5 : 6, pixels.columns(), pixels.rows(), (1 << pixels.bitsStored()) - 1)
            .getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(swapped(spread(frame, pixels), pixels));
    return Files.write(folder.resolve(grey ? "picture.pgm" : "picture.ppm"), out.toByteArray());
  }

  /** cjxl 0.7 takes samples for such of 8 or 16 bits, whatever the largest one is. */
  private static byte[] spread(byte[] frame, FrameDescription pixels) {
    byte[] spread = frame.clone();
    int width = pixels.bytesPerSample();
    long range = (1L << pixels.bitsAllocated()) - 1;
    long most = (1L << pixels.bitsStored()) - 1;
    for (int i = 0; i < frame.length; i += width) {
      long high = width == 1 ? 0 : frame[i + 1] & 0xFF;
      long value = ((frame[i] & 0xFF) | (high << Byte.SIZE)) * range / most;
      spread[i] = (byte) value;
      if (width > 1) {
        spread[i + 1] = (byte) (value >> Byte.SIZE);
      }
    }
    return spread;
  }

  /** Portable pictures are big endian. */
  private static byte[] swapped(byte[] frame, FrameDescription pixels) {
    byte[] swapped = new byte[frame.length];
    for (int i = 0; i < frame.length; i++) {
      swapped[i ^ (pixels.bytesPerSample() - 1)] = frame[i];
    }
    return swapped;
  }

  private static FrameDescription picture(
      int rows, int columns, int samples, int allocated, int stored) {
    return new FrameDescription(
        rows,
        columns,
        samples,
        allocated,
        stored,
        stored - 1,
        false,
        samples == 3 ? "RGB" : "MONOCHROME2",
        false);
  }
}
