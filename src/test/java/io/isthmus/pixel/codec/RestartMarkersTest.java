package io.isthmus.pixel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.CodecException.Reason;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Codestreams written by hand: one column of eleven rows, a restart marker after each row. */
class RestartMarkersTest {
  private static final FrameDescription PIXELS =
      new FrameDescription(11, 1, 1, 8, 8, 7, false, "MONOCHROME2", false);

  /**
   * Codes 0 and 10 of the categories 0 and 1; predictor 1 and restarts after each sample. A row is
   * code 10, the bit 1 for a difference of 1 to the middle, and ones up to the next byte.
   */
  private static final Coding LOSSLESS_JPEG =
      new Coding(
          TransferSyntax.JPEGLosslessSV1,
          "FFD8 FFC3 000B 08 000B 0001 01 01 11 00"
              + "FFC4 0015 00 01010000000000000000000000000000 0001"
              + "FFDD 0004 0001"
              + "FFDA 0008 01 01 00 01 00 00",
          "BF",
          129);

  /**
   * Eight bits, without loss; restarts after each line. A row is a run of no length, 0, and a
   * sample that is 5 more than the one above, which is 0: the error is mapped to 9 (T.87 A.7.2.2)
   * and written as 00, 1 and 01, for k is 2; zeros up to the next byte.
   */
  private static final Coding JPEG_LS =
      new Coding(
          TransferSyntax.JPEGLSLossless,
          "FFD8 FFF7 000B 08 000B 0001 01 01 11 00 FFDD 0004 0001 FFDA 0008 01 01 00 00 00 00",
          "14",
          5);

  static List<Coding> codings() {
    return List.of(LOSSLESS_JPEG, JPEG_LS);
  }

  record Coding(TransferSyntax syntax, String headers, String row, int sample) {
    @Override
    public String toString() {
      return syntax.name();
    }

    /** With restart markers that count up to a number. */
    private byte[] codestream(int numbers) {
      StringBuilder hex = new StringBuilder(headers);
      for (int y = 0; y < PIXELS.rows(); y++) {
        hex.append(y == 0 ? "" : "FFD" + (y - 1) % numbers).append(row);
      }
      return HexFormat.of().parseHex(hex.append("FFD9").toString().replace(" ", ""));
    }

    private byte[] decoded(int numbers) throws CodecException {
      return FrameCodecs.probe(List.of(new JavaCodecs()), Integer.MAX_VALUE)
          .decoder(syntax)
          .orElseThrow()
          .decode(
              codestream(numbers), PIXELS, Deadline.in(Duration.ofMinutes(1), System::nanoTime));
    }
  }

  @ParameterizedTest
  @MethodSource("codings")
  void eachIntervalBeginsAnewAndMarkersCountToEight(Coding coding) throws CodecException {
    byte[] expected = new byte[PIXELS.rows()];
    Arrays.fill(expected, (byte) coding.sample());

    assertThat(Arrays.copyOf(coding.decoded(8), PIXELS.rows())).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("codings")
  void aMarkerOutOfTurnIsMalformed(Coding coding) {
    assertThatThrownBy(() -> coding.decoded(7))
        .hasFieldOrPropertyWithValue("reason", Reason.MALFORMED)
        .hasMessageContaining("restart marker 7");
  }
}
