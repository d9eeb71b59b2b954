package io.isthmus.pixel.jpeg;

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
class LosslessRestartTest {
  private static final FrameDescription PIXELS =
      new FrameDescription(11, 1, 1, 8, 8, 7, false, "MONOCHROME2", false);

  /** Codes 0 and 10 of the categories 0 and 1; predictor 1 and restarts each 1 sample. */
  private static final String HEADERS =
      "FFD8 FFC3 000B 08 000B 0001 01 01 11 00"
          + "FFC4 0015 00 01010000000000000000000000000000 0001"
          + "FFDD 0004 0001"
          + "FFDA 0008 01 01 00 01 00 00";

  /** Code 10, the bit 1 for a difference of 1, and ones up to the next byte. */
  private static final String ROW = "BF";

  @Test
  void eachIntervalBeginsInTheMiddleAndMarkersCountToEight() throws CodecException {
    byte[] expected = new byte[11];
    Arrays.fill(expected, (byte) 129);

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
    JpegDecoder.decode(codestream, PIXELS, to, false, deadline);
    return to.bytes();
  }
}
