package io.isthmus.pixel.jpegls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.CodecException.Reason;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.SampleRows;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** A codestream written by hand: one column of eleven rows, a restart marker after each row. */
class JpegLsRestartTest {
  private static final FrameDescription PIXELS =
      new FrameDescription(11, 1, 1, 8, 8, 7, false, "MONOCHROME2", false);

  /** Eight bits, without loss; restarts after each line. */
  private static final String HEADERS =
      "FFD8 FFF7 000B 08 000B 0001 01 01 11 00" + "FFDD 0004 0001" + "FFDA 0008 01 01 00 00 00 00";

  /**
   * A run of no length, 0, and a sample that is 5 more than the one above, which is 0: the error is
   * mapped to 9 (T.87 A.7.2.2) and written as 00, 1 and 01, for k is 2; zeros up to the next byte.
   */
  private static final String ROW = "14";

  @Test
  void eachIntervalBeginsAnewAndMarkersCountToEight() throws CodecException {
    byte[] expected = new byte[11];
    Arrays.fill(expected, (byte) 5);

    assertThat(decode(codestream(8))).isEqualTo(expected);
  }

  @Test
  void aMarkerOutOfTurnIsMalformed() {
    assertThatThrownBy(() -> decode(codestream(7)))
        .hasFieldOrPropertyWithValue("reason", Reason.MALFORMED)
        .hasMessageContaining("restart marker 7");
  }

  private static byte[] codestream(int numbers) {
    StringBuilder hex = new StringBuilder(HEADERS);
    for (int row = 0; row < PIXELS.rows(); row++) {
      hex.append(row == 0 ? "" : "FFD" + (row - 1) % numbers).append(ROW);
    }
    return HexFormat.of().parseHex(hex.append("FFD9").toString().replace(" ", ""));
  }

  private static byte[] decode(byte[] codestream) throws CodecException {
    SampleRows to = SampleRows.blank(PIXELS);
    Deadline deadline = Deadline.in(Duration.ofMinutes(1), System::nanoTime);
    JpegLsDecoder.decode(codestream, PIXELS, to, deadline);
    return to.bytes();
  }
}
