package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.SampleRows;
import io.isthmus.pixel.codec.FrameCodecs;
import io.isthmus.pixel.codec.FrameDecoder;
import io.isthmus.pixel.codec.FrameEncoder;
import io.isthmus.pixel.codec.ImageFile;
import io.isthmus.pixel.codec.JavaCodecs;
import io.isthmus.pixel.codec.RandomPictures;
import io.isthmus.pixel.jpeg.BaselineEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Made pictures that DCMTK or libjpeg encodes in many ways, and those that we encode. */
class FrameCodecsDcmtkTest {
  private static final FrameCodecs CODECS =
      FrameCodecs.probe(List.of(new JavaCodecs()), Integer.MAX_VALUE);

  /** The mean of the squared weights of the colour differences in red, green and blue. */
  private static final double WEIGHTS =
      (1.402 * 1.402 + 0.344 * 0.344 + 0.714 * 0.714 + 1.772 * 1.772) / 3;

  @TempDir private Path folder;

  @BeforeAll
  static void needDcmtk() {
    Peers.need("dcmtk", "dcmcjpeg", "dcmdjpeg", "dcmcjpls", "dcmdjpls", "dcmcrle", "dcmdrle");
  }

  @Test
  void losslessJpegOfEveryPredictorAndDepth() throws IOException {
    List<String> ways = new ArrayList<>(List.of("+e1", "+e1 +pt 1", "+e1 +fs 1"));
    IntStream.rangeClosed(1, 7)
        .forEach(predictor ->
            ways.addAll(List.of("+el +sv " + predictor, "+el +pt 2 +sv " + predictor)));
    List<FrameDescription> pictures =
        List.of(
            grey(67, 41, 8, 8, false),
            grey(30, 90, 16, 12, false),
            grey(55, 33, 16, 16, true),
            colour(37, 50));
    for (FrameDescription pixels : pictures) {
      for (String way : ways) {
        same("dcmcjpeg", way, "dcmdjpeg", pixels, way.length());
      }
    }
  }

  @Test
  void jpegOfEveryProcessQualityAndSampling() throws IOException {
    for (String quality : List.of("10", "60", "90", "100")) {
      for (String process : List.of("+eb", "+ee", "+es", "+ep")) {
        same("dcmcjpeg", process + " +q " + quality, "dcmdjpeg", grey(61, 43, 8, 8, false), 1);
        for (String sampling : List.of("+s2", "+s4", "+n1", "+np", "+cr")) {
          String way = process + " +q " + quality + " " + sampling;
          same("dcmcjpeg", way, "dcmdjpeg", colour(41, 35), 2);
        }
        if (!process.equals("+eb")) {
          String way = process + " +bt +q " + quality;
          same("dcmcjpeg", way, "dcmdjpeg", grey(77, 45, 16, 12, false), 3);
        }
      }
    }
  }

  @Test
  void jpegOfColoursInPicturesOfFewPixels() throws IOException {
    for (int columns = 1; columns <= 6; columns++) {
      for (String sampling : List.of("+s2", "+s4")) {
        String way = "+eb +q 90 " + sampling;
        same("dcmcjpeg", way, "dcmdjpeg", colour(7 - columns, columns), columns);
      }
    }
  }

  @Test
  void jpegWithRestartsAndUnusualSampling() throws IOException {
    Peers.need("libjpeg-turbo-progs", "cjpeg");
    List<String> ways =
        Stream.of("1x1", "2x1", "1x2", "2x2", "4x1", "4x2", "2x2,1x2,1x2", "2x2,2x1,1x1")
            .flatMap(s ->
                Stream.of("", " -restart 1", " -restart 3B -optimize", " -progressive")
                    .map(more -> "-sample " + s + more))
            .toList();
    int seed = 0;
    for (String way : ways) {
      FrameDescription pixels = colour(20 + seed % 23, 1 + seed % 40);
      byte[] picture = new RandomPictures(new Random(seed++)).frame(pixels);
      Path file =
          PictureFile.write(
              folder.resolve("encoded.dcm"),
              TransferSyntax.JPEGBaseline8Bit,
              pixels.interleaved("YBR_FULL_422"),
              byCjpeg(way, pixels, picture));
      sameDecoded(file, "dcmdjpeg", way + " of " + pixels);
    }
  }

  @Test
  void coloursAreWhatTheCodestreamSaysThatTheyAreAndElseWhatTheDataSetSays() throws IOException {
    Peers.need("libjpeg-turbo-progs", "cjpeg", "djpeg");
    FrameDescription pixels = colour(34, 27);
    byte[] picture = new RandomPictures(new Random(5)).frame(pixels);
    byte[] jfif = byCjpeg("-quality 90", pixels, picture);
    byte[] adobe = byCjpeg("-quality 90 -rgb", pixels, picture);
    byte[] silent = new byte[jfif.length - 18];
    System.arraycopy(jfif, 0, silent, 0, 2);
    System.arraycopy(jfif, 20, silent, 2, silent.length - 2);

    for (String interpretation : List.of("RGB", "YBR_FULL", "YBR_FULL_422")) {
      FrameDescription described = pixels.interleaved(interpretation);
      for (byte[] codestream : List.of(jfif, adobe)) {
        Path file =
            PictureFile.write(
                folder.resolve("encoded.dcm"),
                TransferSyntax.JPEGBaseline8Bit,
                described,
                codestream);
        assertThat(ImageFile.read(file).decode(CODECS, 1))
            .as("%s, %d bytes", interpretation, codestream.length)
            .isEqualTo(byLibjpeg(codestream));
        sameDecoded(file, "dcmdjpeg", "+cg", interpretation);
      }
      Path file =
          PictureFile.write(
              folder.resolve("encoded.dcm"), TransferSyntax.JPEGBaseline8Bit, described, silent);
      sameDecoded(file, "dcmdjpeg", "+cp", interpretation);
    }
  }

  @Test
  void jpegLsOfEveryInterleaveThresholdAndDeviation() throws IOException {
    List<FrameDescription> pictures =
        List.of(
            grey(50, 60, 8, 8, false),
            grey(41, 33, 16, 12, false),
            grey(64, 31, 16, 16, false),
            grey(64, 31, 16, 16, true),
            grey(40, 40, 8, 6, false));
    for (FrameDescription pixels : pictures) {
      for (String way :
          List.of("+el", "+el +pc", "+en +md 1", "+en +md 3", "+el +t1 5 +t2 9 +t3 30 +rs 31")) {
        // DCMTK makes no near-lossless codestreams of signed samples, and of fewer than 8 bits
        // takes
        // other thresholds than T.87 C.2.4.1.1.1 without saying so.
        if ((!pixels.signed() && pixels.bitsStored() >= 8) || way.startsWith("+el")) {
          same("dcmcjpls", way, "dcmdjpls", pixels, way.length());
        }
      }
    }
    for (String interleave : List.of("+il", "+is", "+in")) {
      for (String way : List.of("+el ", "+en +md 2 ")) {
        for (int seed = 0; seed < 4; seed++) {
          same("dcmcjpls", way + interleave, "dcmdjpls", colour(43, 39), seed);
        }
      }
    }
  }

  @Test
  void jpegLsWithPresetsThatLeaveTheLargestValueOpen() throws IOException {
    FrameDescription pixels = grey(33, 41, 16, 12, false);
    byte[] frame = new RandomPictures(new Random(9)).frame(pixels);
    Path file =
        PictureFile.write(
            folder.resolve("picture.dcm"), TransferSyntax.ExplicitVRLittleEndian, pixels, frame);
    Path encoded = folder.resolve("encoded.dcm");
    run("dcmcjpls", "+el +t1 5 +t2 9 +t3 30 +rs 31", file, encoded);
    byte[] codestream = ImageFile.read(encoded).frames().orElseThrow().read(1);
    int presets = find(codestream, 0xF8);
    assertThat(codestream[presets + 4]).as("kind of the presets").isEqualTo((byte) 1);
    ByteBuffer.wrap(codestream).putShort(presets + 5, (short) 0);
    PictureFile.write(encoded, TransferSyntax.JPEGLSLossless, pixels, codestream);

    assertThat(ImageFile.read(encoded).decode(CODECS, 1)).isEqualTo(frame);
  }

  @Test
  void jpegLsWithATransformOfColoursIsRefused() throws IOException {
    FrameDescription pixels = colour(20, 30);
    byte[] frame = new RandomPictures(new Random(4)).frame(pixels);
    Path file =
        PictureFile.write(
            folder.resolve("picture.dcm"), TransferSyntax.ExplicitVRLittleEndian, pixels, frame);
    Path encoded = folder.resolve("encoded.dcm");
    run("dcmcjpls", "+el", file, encoded);
    byte[] codestream = ImageFile.read(encoded).frames().orElseThrow().read(1);
    FrameDecoder decoder = CODECS.decoder(TransferSyntax.JPEGLSLossless).orElseThrow();

    assertThat(decoder.decode(withTransform(codestream, 0), pixels, ImageFile.minute()))
        .isEqualTo(frame);
    assertThatThrownBy(
            () -> decoder.decode(withTransform(codestream, 1), pixels, ImageFile.minute()))
        .hasFieldOrPropertyWithValue("reason", CodecException.Reason.UNSUPPORTED);
  }

  /** With the marker by which HP's encoder tells of its transforms. */
  private static byte[] withTransform(byte[] codestream, int transform) {
    return ByteBuffer.allocate(codestream.length + 9)
        .put(codestream, 0, 2)
        .putShort((short) 0xFFE8)
        .putShort((short) 7)
        .put("mrfx".getBytes(StandardCharsets.US_ASCII))
        .put((byte) transform)
        .put(codestream, 2, codestream.length - 2)
        .array();
  }

  @Test
  void coefficientsFarOutOfRangeWrapAsTheyDoThere() throws IOException {
    Peers.need("libjpeg-turbo-progs", "cjpeg");
    FrameDescription pixels = colour(40, 48);
    byte[] codestream =
        byCjpeg("-quality 100", pixels, new RandomPictures(new Random(2)).frame(pixels));
    int table = find(codestream, 0xDB) + 5;
    Arrays.fill(codestream, table, table + 64, (byte) 0xFF);
    Path file =
        PictureFile.write(
            folder.resolve("encoded.dcm"),
            TransferSyntax.JPEGBaseline8Bit,
            pixels.interleaved("YBR_FULL_422"),
            codestream);

    sameDecoded(file, "dcmdjpeg", "steps of 255");
  }

  /** Where the first marker of this kind is. */
  private static int find(byte[] codestream, int marker) {
    int at = 0;
    while ((codestream[at] & 0xFF) != 0xFF || (codestream[at + 1] & 0xFF) != marker) {
      at++;
    }
    return at;
  }

  @Test
  void rleOfEveryDepth() throws IOException {
    for (FrameDescription pixels :
        List.of(grey(50, 61, 8, 8, false), grey(41, 33, 16, 12, true), colour(43, 39))) {
      for (int seed = 0; seed < 4; seed++) {
        same("dcmcrle", "", "dcmdrle", pixels, seed);
      }
    }
  }

  @Test
  void whatWeEncodeIsDecodedByDcmtkToTheSamePixels() throws IOException {
    for (FrameDescription pixels :
        List.of(
            grey(67, 41, 8, 8, false),
            grey(30, 90, 16, 12, false),
            grey(33, 31, 16, 12, true),
            grey(55, 33, 16, 16, true),
            grey(1, 1, 8, 8, false),
            grey(40, 30, 8, 5, false),
            colour(37, 51))) {
      for (int seed = 0; seed < 5; seed++) {
        encoded(TransferSyntax.RLELossless, "dcmdrle", pixels, seed);
        encoded(TransferSyntax.JPEGLosslessSV1, "dcmdjpeg", pixels, seed);
        encoded(TransferSyntax.JPEGLSLossless, "dcmdjpls", pixels, seed);
      }
    }
  }

  @Test
  void lossyJpegThatWeEncodeIsDecodedByDcmtkAndLibjpegWithinTheErrorOfItsQuality()
      throws IOException {
    Peers.need("libjpeg-turbo-progs", "djpeg");
    int seed = 0;
    for (FrameDescription pixels :
        List.of(grey(64, 48, 8, 8, false), grey(43, 61, 8, 8, false), colour(37, 51))) {
      for (int quality : new int[] {100, 95, 75, 50, 10}) {
        byte[] frame = new RandomPictures(new Random(seed++)).frame(pixels);
        byte[] codestream =
            BaselineEncoder.encode(
                SampleRows.of(frame, pixels), pixels, quality, ImageFile.minute());
        String what = "quality %d of %s, seed %d".formatted(quality, pixels, seed);
        double most = mostDeviation(codestream, pixels);
        assertThat(deviation(frame, byDcmtk(codestream, pixels))).as(what).isLessThan(most);
        assertThat(deviation(frame, byLibjpeg(codestream))).as(what).isLessThan(most);
      }
    }
  }

  /** Our decoder and DCMTK's see the same picture in it. */
  private byte[] byDcmtk(byte[] codestream, FrameDescription pixels) throws IOException {
    boolean colour = pixels.samplesPerPixel() > 1;
    Path file =
        PictureFile.write(
            folder.resolve("encoded.dcm"),
            TransferSyntax.JPEGBaseline8Bit,
            colour ? pixels.interleaved("YBR_FULL") : pixels,
            codestream);
    sameDecoded(file, "dcmdjpeg", pixels.toString());
    return ImageFile.read(folder.resolve("decoded.dcm")).decode(CODECS, 1);
  }

  private byte[] byCjpeg(String way, FrameDescription pixels, byte[] picture) throws IOException {
    ByteArrayOutputStream ppm = new ByteArrayOutputStream();
    String head = "P6 %d %d 255\n".formatted(pixels.columns(), pixels.rows());
    ppm.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
    ppm.writeBytes(picture);
    Path portable = Files.write(folder.resolve("picture.ppm"), ppm.toByteArray());
    Path codestream = folder.resolve("picture.jpg");
    run("cjpeg", way + " -outfile " + codestream, portable);
    return Files.readAllBytes(codestream);
  }

  private byte[] byLibjpeg(byte[] codestream) throws IOException {
    Path file = Files.write(folder.resolve("encoded.jpg"), codestream);
    Path decoded = folder.resolve("decoded.pnm");
    run("djpeg", "-dct int -pnm -outfile " + decoded, file);
    byte[] portable = Files.readAllBytes(decoded);
    int lines = 0;
    int at = 0;
    while (lines < 3) {
      lines += portable[at++] == '\n' ? 1 : 0;
    }
    return Arrays.copyOfRange(portable, at, portable.length);
  }

  /** The root of the mean square of the differences. */
  private static double deviation(byte[] first, byte[] second) {
    assertThat(second).hasSize(first.length);
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      double difference = (first[i] & 0xFF) - (second[i] & 0xFF);
      sum += difference * difference;
    }
    return Math.sqrt(sum / first.length);
  }

  /**
   * What a picture may deviate by: the error of a coefficient is anywhere within half a step, and
   * the transform keeps squares (T.81 A.3.3). Colours add up by the squares of their weights (T.871
   * 7), and everything is rounded to whole numbers on the way.
   */
  private static double mostDeviation(byte[] codestream, FrameDescription pixels) {
    List<Double> steps = meanSquares(codestream);
    double rounding = 1 / 12.0;
    double grey = steps.getFirst() / 12 + 2 * rounding;
    double colour = steps.getLast() / 12 + 2 * rounding;
    double square = pixels.samplesPerPixel() == 1 ? grey : grey + colour * WEIGHTS + rounding;
    return 1.1 * Math.sqrt(square);
  }

  /** Of each quantization table (T.81 B.2.4.1) the mean square of its steps. */
  private static List<Double> meanSquares(byte[] codestream) {
    List<Double> found = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(codestream).position(2);
    int marker = in.getShort() & 0xFFFF;
    while (marker != 0xFFC0) {
      int end = in.position() + in.getShort(in.position());
      if (marker == 0xFFDB) {
        double sum = 0;
        for (int i = in.position() + 3; i < end; i++) {
          sum += (in.get(i) & 0xFF) * (in.get(i) & 0xFF);
        }
        found.add(sum / 64);
      }
      marker = in.position(end).getShort() & 0xFFFF;
    }
    return found;
  }

  private void encoded(TransferSyntax syntax, String decoder, FrameDescription pixels, int seed)
      throws IOException {
    byte[] frame = new RandomPictures(new Random(seed)).frame(pixels);
    FrameEncoder encoder = CODECS.encoder(syntax).orElseThrow();
    byte[] codestream = encoder.encode(frame, pixels, ImageFile.minute());
    Path file =
        PictureFile.write(
            folder.resolve("encoded.dcm"), syntax, encoder.encoded(pixels), codestream);
    Path decoded = folder.resolve("decoded.dcm");
    run(decoder, "", file, decoded);
    assertThat(ImageFile.read(decoded).decode(CODECS, 1))
        .as("%s of %s, seed %d", syntax, pixels, seed)
        .isEqualTo(frame);
  }

  private void same(String encoder, String way, String decoder, FrameDescription pixels, int seed)
      throws IOException {
    byte[] frame = new RandomPictures(new Random(seed)).frame(pixels);
    Path file =
        PictureFile.write(
            folder.resolve("picture.dcm"), TransferSyntax.ExplicitVRLittleEndian, pixels, frame);
    Path encoded = folder.resolve("encoded.dcm");
    run(encoder, way, file, encoded);
    sameDecoded(encoded, decoder, encoder + " " + way + " of " + pixels);
  }

  private void sameDecoded(Path encoded, String decoder, String what) throws IOException {
    sameDecoded(encoded, decoder, "", what);
  }

  private void sameDecoded(Path encoded, String decoder, String options, String what)
      throws IOException {
    Path decoded = folder.resolve("decoded.dcm");
    run(decoder, options, encoded, decoded);
    byte[] expected = ImageFile.read(decoded).decode(CODECS, 1);
    try {
      assertThat(ImageFile.read(encoded).decode(CODECS, 1)).as(what).isEqualTo(expected);
    } catch (IOException e) {
      throw new AssertionError(what, e);
    }
  }

  private static void run(String program, String options, Path... files) {
    Stream<String> words = Stream.of(options.split(" ", -1)).filter(word -> !word.isEmpty());
    Stream<String> names = Stream.of(files).map(Path::toString);
    Programs.run(Stream.of(Stream.of(program), words, names).flatMap(s -> s).toList());
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
