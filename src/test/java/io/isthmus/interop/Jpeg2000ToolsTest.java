package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.codec.FrameCodecs;
import io.isthmus.pixel.codec.FrameEncoder;
import io.isthmus.pixel.codec.ImageFile;
import io.isthmus.pixel.codec.JavaCodecs;
import io.isthmus.pixel.codec.RandomPictures;
import io.isthmus.pixel.jpeg2000.OpenJpegCodecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Made pictures that the tools of OpenJPEG and Grok encode in many ways, and those that we encode.
 */
class Jpeg2000ToolsTest {
  private static final FrameCodecs CODECS =
      FrameCodecs.probe(List.of(new JavaCodecs(), new OpenJpegCodecs()), Integer.MAX_VALUE);
  private static final List<FrameDescription> PICTURES =
      List.of(
          grey(67, 41, 8, 8, false),
          grey(34, 90, 16, 12, false),
          grey(33, 37, 16, 12, true),
          grey(55, 33, 16, 16, true),
          grey(40, 32, 8, 5, false),
          grey(90, 120, 16, 16, false),
          colour(37, 51));

  /**
   * 8 x 8 samples of three components that OpenJPEG 2.5.0 wrote after {@code opj_set_MCT} with a
   * matrix that moves each component one on (T.801 A.3.7 and J).
   */
  private static final String ARRAY_BASED_TRANSFORM =
      """
      ff4fff51002f81000000000800000008000000000000000000000008000000080000000000000000
      0003070101070101070101ff52000c00000001020004040000ff5c0005424000ff640005000178ff
      7800070003070707ff74002c00000901000000000000000000003f8000003f800000000000000000
      0000000000003f80000000000000ff74001400000a020000430000004300000043000000ff750017
      000003000000010100030001020003000102000201ff7700040103ff90000a0000000000b30001ff
      93cfb4cc114ff5ee8e2ffcfa4b9a87f654227021ea31c76fe60c873110ad9ecf24ce239db334869d
      5c6d896b89bbfc423889c44e227117c7d460114db7ef68262a30e168b8c2817abccdb6926245af60
      f919d2e06f1404e9b99d6943761bcb58f0be9f709f21a8ae5987df81c8122b6713dcd6efde0738aa
      d177f012fcb2ddf338da18e07592719a57f4bfee99a42f24ce906eeb30152c98e36c4b5c4b58bee4
      4e227113889bffd9
      """;

  @TempDir private Path folder;

  @BeforeAll
  static void needTools() {
    Peers.needCodec(CODECS, TransferSyntax.JPEG2000, "libopenjp2-7");
    Peers.need("libopenjp2-tools", "opj_compress", "opj_decompress");
  }

  @Test
  void codestreamsOfEveryKindAreDecodedAsByOpenJpegsOwnTool() throws IOException {
    List<String> ways =
        List.of(
            "",
            "-n 1",
            "-r 20,5",
            "-I -r 8",
            "-I -q 30,40",
            "-t 32,24 -n 3",
            "-t 32,24 -n 3 -TP R",
            "-c [32,32],[16,16] -n 2 -p RPCL",
            "-b 16,16 -p CPRL",
            "-M 63",
            "-SOP -EPH",
            "-d 11,7",
            "-mct 0");
    for (FrameDescription pixels : PICTURES) {
      for (String way : ways) {
        byte[] planes = planes(pixels, way.length());
        Path codestream = encode("opj_compress", way, pixels, planes);
        assertThat(ours(codestream, TransferSyntax.JPEG2000, pixels))
            .as("%s of %s", way, pixels)
            .isEqualTo(byTool("opj_decompress", codestream, pixels));
      }
    }
  }

  @Test
  void coloursThatTheDataSetCallsOthersThanTheCodestreamHasAreRefused() throws IOException {
    FrameDescription pixels = colour(40, 33);
    byte[] planes = planes(pixels, 3);
    Path transformed = encode("opj_compress", "-mct 1", pixels, planes);
    for (String interpretation : List.of("RGB", "YBR_RCT", "YBR_ICT")) {
      assertThat(ours(transformed, TransferSyntax.JPEG2000, pixels.interleaved(interpretation)))
          .as(interpretation)
          .isEqualTo(planes);
    }
    refused(transformed, pixels.interleaved("YBR_FULL"));
    Path plain = encode("opj_compress", "-mct 0", pixels, planes);
    for (String interpretation : List.of("RGB", "YBR_FULL")) {
      assertThat(ours(plain, TransferSyntax.JPEG2000, pixels.interleaved(interpretation)))
          .as(interpretation)
          .isEqualTo(planes);
    }
    refused(plain, pixels.interleaved("YBR_RCT"));
    refused(plain, pixels.interleaved("YBR_ICT"));
  }

  @Test
  void moreTilesThanAPictureHasAreRefusedBeforeTheLibrarySeesThem() throws IOException {
    FrameDescription pixels = grey(65, 65, 8, 8, false);
    Path codestream = encode("opj_compress", "-t 1,1 -n 1", pixels, planes(pixels, 1));

    assertThatThrownBy(() -> ours(codestream, TransferSyntax.JPEG2000, pixels))
        .hasFieldOrPropertyWithValue("reason", CodecException.Reason.TOO_LARGE);
  }

  private static void refused(Path codestream, FrameDescription pixels) {
    assertThatThrownBy(() -> ours(codestream, TransferSyntax.JPEG2000, pixels))
        .as("%s", pixels)
        .hasFieldOrPropertyWithValue("reason", CodecException.Reason.CONTRADICTS_DATA_SET);
  }

  @Test
  void highThroughputCodestreamsAreDecodedToThePicturesThatGrokEncoded() throws IOException {
    Peers.need("grokj2k-tools", "grk_compress", "grk_decompress");
    for (FrameDescription pixels : PICTURES) {
      for (String way : List.of("-M 64", "-M 64 -t 32,24 -n 3", "-M 64 -p RPCL -n 3")) {
        byte[] planes = planes(pixels, way.length());
        Path codestream = encode("grk_compress", way, pixels, planes);
        assertThat(ours(codestream, TransferSyntax.HTJ2KLossless, pixels))
            .as("%s of %s", way, pixels)
            .isEqualTo(planes);
      }
      Path lossy = encode("grk_compress", "-M 64 -I", pixels, planes(pixels, 1));
      assertThat(ours(lossy, TransferSyntax.HTJ2K, pixels))
          .as("lossy of %s", pixels)
          .isEqualTo(byTool("opj_decompress", lossy, pixels));
    }
  }

  @Test
  void whatWeEncodeIsDecodedByOpenJpegGrokAndGdcmToTheSamePixels() throws IOException {
    Peers.need("grokj2k-tools", "grk_decompress");
    Peers.need("libgdcm-tools", "gdcmconv");
    FrameEncoder encoder = CODECS.encoder(TransferSyntax.JPEG2000Lossless).orElseThrow();
    for (FrameDescription pixels : PICTURES) {
      for (int seed = 0; seed < 2; seed++) {
        byte[] frame = new RandomPictures(new Random(seed)).frame(pixels);
        byte[] codestream = encoder.encode(frame, pixels, ImageFile.minute());
        Path file = Files.write(folder.resolve("ours.j2k"), codestream);
        String what = "seed %d, %s".formatted(seed, pixels);
        byte[] planes = planes(frame, pixels);
        assertThat(byTool("opj_decompress", file, pixels)).as(what).isEqualTo(planes);
        assertThat(byTool("grk_decompress", file, pixels)).as(what).isEqualTo(planes);
        assertThat(byGdcm(codestream, encoder.encoded(pixels))).as(what).isEqualTo(frame);
      }
    }
  }

  @Test
  void transformsOfSeveralComponentsAreReadByNoToolAndRefusedByUs() throws IOException {
    Peers.need("grokj2k-tools", "grk_decompress");
    byte[] codestream = HexFormat.of().parseHex(ARRAY_BASED_TRANSFORM.replaceAll("\\s", ""));
    Path file = Files.write(folder.resolve("transformed.j2k"), codestream);
    assertThatThrownBy(() -> ours(file, TransferSyntax.JPEG2000, colour(8, 8)))
        .hasFieldOrPropertyWithValue("reason", CodecException.Reason.UNSUPPORTED);
    for (String tool : List.of("opj_decompress", "grk_decompress")) {
      Path raw = folder.resolve(tool + ".rawl");
      Programs.outcome(List.of(tool, "-i", file.toString(), "-o", raw.toString()));
      assertThat(raw)
          .as("%s reads T.801 now, so that its pixels can be judged", tool)
          .doesNotExist();
    }
  }

  @Test
  void openJpegIsNotTakenForAnEncoderOfHighThroughput() {
    for (TransferSyntax syntax :
        List.of(
            TransferSyntax.HTJ2KLossless, TransferSyntax.HTJ2KLosslessRPCL, TransferSyntax.HTJ2K)) {
      assertThat(CODECS.decoder(syntax)).as("%s", syntax).isPresent();
      assertThat(CODECS.encoder(syntax)).as("%s", syntax).isEmpty();
    }
  }

  private byte[] byGdcm(byte[] codestream, FrameDescription encoded) throws IOException {
    Path file =
        PictureFile.write(
            folder.resolve("ours.dcm"), TransferSyntax.JPEG2000Lossless, encoded, codestream);
    Path decoded = folder.resolve("decoded.dcm");
    Programs.run(List.of("gdcmconv", "--raw", file.toString(), decoded.toString()));
    return ImageFile.read(decoded).decode(CODECS, 1);
  }

  private Path encode(String program, String way, FrameDescription pixels, byte[] planes)
      throws IOException {
    Path raw = Files.write(folder.resolve("picture.rawl"), planes);
    Path codestream = folder.resolve("picture.j2k");
    String format =
        "%d,%d,%d,%d,%s"
            .formatted(
                pixels.columns(),
                pixels.rows(),
                pixels.samplesPerPixel(),
                pixels.bitsStored(),
                pixels.signed() ? "s" : "u");
    Programs.run(
        Stream.concat(
                Stream.of(program, "-i", raw.toString(), "-o", codestream.toString(), "-F", format),
                Stream.of(way.split(" ", -1)).filter(word -> !word.isEmpty()))
            .toList());
    return codestream;
  }

  /** The tools write the bits of a sample that are stored, without its sign. */
  private byte[] byTool(String program, Path codestream, FrameDescription pixels)
      throws IOException {
    Path raw = folder.resolve("decoded.rawl");
    Programs.run(List.of(program, "-i", codestream.toString(), "-o", raw.toString()));
    byte[] planes = Files.readAllBytes(raw);
    int used = pixels.bitsStored() - Byte.SIZE;
    for (int i = 1; pixels.signed() && i < planes.length; i += 2) {
      planes[i] = (byte) (planes[i] << (Integer.SIZE - used) >> (Integer.SIZE - used));
    }
    return planes;
  }

  private static byte[] ours(Path codestream, TransferSyntax syntax, FrameDescription pixels)
      throws IOException {
    byte[] bytes = Files.readAllBytes(codestream);
    byte[] frame = CODECS.decoder(syntax).orElseThrow().decode(bytes, pixels, ImageFile.minute());
    return planes(frame, pixels);
  }

  private static byte[] planes(FrameDescription pixels, int seed) {
    return planes(new RandomPictures(new Random(seed)).frame(pixels), pixels);
  }

  /** One component after the other, as the tools have it. */
  private static byte[] planes(byte[] frame, FrameDescription pixels) {
    int samples = pixels.samplesPerPixel();
    int width = pixels.bytesPerSample();
    int plane = frame.length / samples;
    byte[] planes = new byte[frame.length];
    for (int i = 0; i < frame.length; i++) {
      int sample = i / width;
      planes[sample % samples * plane + sample / samples * width + i % width] = frame[i];
    }
    return planes;
  }

  private static FrameDescription grey(
      int rows, int columns, int allocated, int stored, boolean signed) {
    return new FrameDescription(
        rows, columns, 1, allocated, stored, stored - 1, signed, "MONOCHROME2", false);
  }

  private static FrameDescription colour(int rows, int columns) {
    return new FrameDescription(rows, columns, 3, 8, 8, 7, false, "RGB", false);
  }
}
