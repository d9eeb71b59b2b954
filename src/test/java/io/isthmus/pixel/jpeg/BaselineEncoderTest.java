package io.isthmus.pixel.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.SampleRows;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class BaselineEncoderTest {
  private static final FrameDescription COLOUR =
      new FrameDescription(45, 61, 3, 8, 8, 7, false, "RGB", false);
  private static final FrameDescription GREY =
      new FrameDescription(33, 50, 1, 8, 8, 7, false, "MONOCHROME2", false);

  @Test
  void aColourPictureLooksTheSameInAnotherDecoder() throws IOException {
    byte[] picture = picture(COLOUR);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(encode(picture, COLOUR, 95)));
    assertThat(image.getWidth()).isEqualTo(61);
    assertThat(image.getHeight()).isEqualTo(45);
    double sum = 0;
    for (int i = 0; i < 45 * 61; i++) {
      int rgb = image.getRGB(i % 61, i / 61);
      for (int c = 0; c < 3; c++) {
        int difference = ((rgb >> (16 - 8 * c)) & 0xFF) - (picture[3 * i + c] & 0xFF);
        sum += difference * difference;
      }
    }
    assertThat(sum / picture.length).isLessThan(6);
  }

  @Test
  void qualityIsPaidForInBytesAndPaysInLikeness() throws IOException {
    byte[] picture = picture(GREY);
    double before = Double.MAX_VALUE;
    int size = 0;
    for (int quality : new int[] {10, 40, 75, 90, 100}) {
      byte[] codestream = encode(picture, GREY, quality);
      SampleRows back = SampleRows.blank(GREY);
      JpegDecoder.decode(codestream, GREY, back, false, minute());
      double error = error(picture, back.bytes());
      assertThat(error).as("error at %d", quality).isLessThan(before);
      assertThat(codestream.length).as("bytes at %d", quality).isGreaterThan(size);
      before = error;
      size = codestream.length;
    }
    assertThat(before).isLessThan(0.3);
  }

  @Test
  void samplesOfMoreThanEightBitsAreRefused() {
    FrameDescription deep = new FrameDescription(4, 4, 1, 16, 12, 11, false, "MONOCHROME2", false);
    assertThatThrownBy(() -> encode(new byte[32], deep, 90))
        .hasFieldOrPropertyWithValue("reason", CodecException.Reason.UNSUPPORTED);
  }

  private static byte[] encode(byte[] picture, FrameDescription pixels, int quality)
      throws CodecException {
    return BaselineEncoder.encode(SampleRows.of(picture, pixels), pixels, quality, minute());
  }

  private static double error(byte[] first, byte[] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      int difference = (first[i] & 0xFF) - (second[i] & 0xFF);
      sum += difference * difference;
    }
    return sum / first.length;
  }

  /** A gradient with a bright disc. */
  private static byte[] picture(FrameDescription pixels) {
    int samples = pixels.samplesPerPixel();
    byte[] picture = new byte[(int) pixels.frameBytes()];
    for (int i = 0; i < picture.length; i++) {
      int x = i / samples % pixels.columns() - 20;
      int y = i / samples / pixels.columns() - 15;
      int value = x * x + y * y < 100 ? 220 - i % samples * 30 : 60 + x + 2 * y;
      picture[i] = (byte) Math.clamp(value, 0, 255);
    }
    return picture;
  }

  private static Deadline minute() {
    return Deadline.in(Duration.ofMinutes(1), System::nanoTime);
  }
}
