package io.isthmus.pixel.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.jpeg2000.OpenJpegCodecs;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a lossless encoder makes of any picture is decoded to the same picture. */
class LosslessLawsTest {
  private static final int PICTURES = 300;
  private static final FrameCodecs CODECS =
      FrameCodecs.probe(List.of(new JavaCodecs(), new OpenJpegCodecs()), Integer.MAX_VALUE);

  static List<TransferSyntax> lossless() {
    return CODECS.table().stream()
        .filter(codec -> codec.encoder().isPresent() && !codec.syntax().lossy())
        .map(FrameCodec::syntax)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("lossless")
  void aPictureComesBackAsItWas(TransferSyntax syntax) throws IOException {
    FrameEncoder encoder = CODECS.encoder(syntax).orElseThrow();
    FrameDecoder decoder = CODECS.decoder(syntax).orElseThrow();
    for (int seed = 0; seed < PICTURES; seed++) {
      RandomPictures pictures = new RandomPictures(new Random(seed));
      FrameDescription pixels = pictures.description(70);
      byte[] frame = pictures.frame(pixels);
      assertThat(encoder.accepts(pixels)).isTrue();
      byte[] codestream = encoder.encode(frame, pixels, ImageFile.minute());
      FrameDescription stored = encoder.encoded(pixels);
      byte[] back = decoder.decode(codestream, stored, ImageFile.minute());
      FrameDescription described = decoder.decoded(stored);
      assertThat(interleaved(back, described))
          .as("seed %d, %s", seed, pixels)
          .isEqualTo(interleaved(frame, pixels));
    }
  }

  private static byte[] interleaved(byte[] frame, FrameDescription pixels) {
    if (!pixels.byPlane()) {
      return frame;
    }
    byte[] pixelByPixel = new byte[frame.length];
    int width = pixels.bytesPerSample();
    int plane = pixels.rows() * pixels.columns();
    for (int i = 0; i < frame.length; i++) {
      int sample = i / width;
      int to = (sample % plane * pixels.samplesPerPixel() + sample / plane) * width + i % width;
      pixelByPixel[to] = frame[i];
    }
    return pixelByPixel;
  }
}
