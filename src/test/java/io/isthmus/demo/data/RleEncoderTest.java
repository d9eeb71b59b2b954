package io.isthmus.demo.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.demo.picture.Picture;
import io.isthmus.demo.picture.PixelFormat;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RleEncoderTest {
  private static final int TABLE = 64;

  @Test
  void aWordIsSplitIntoTwoSegmentsMostSignificantByteFirst() {
    byte[] fragment =
        RleEncoder.encode(
            new PixelFormat(4, 1, 1, 16, 12, "MONOCHROME2"), rows("0102 0102 0102 0304"));

    assertThat(fragment[0]).isEqualTo((byte) 2);
    // Three times 02 and a single 04; three times 01 and a single 03.
    assertThat(hex(fragment, TABLE, TABLE + 4)).isEqualTo("fe020004");
    assertThat(hex(fragment, TABLE + 4, TABLE + 8)).isEqualTo("fe010003");
    assertThat(hex(fragment, 4, 12)).isEqualTo("4000000044000000");
  }

  @Test
  void coloursAreThreeSegmentsOfEvenLength() {
    byte[] fragment = RleEncoder.encode(PixelFormat.rgb(3, 1), rows("010203 010503 010703"));

    assertThat(fragment[0]).isEqualTo((byte) 3);
    assertThat(hex(fragment, TABLE, TABLE + 2)).isEqualTo("fe01");
    assertThat(hex(fragment, TABLE + 2, TABLE + 6)).isEqualTo("02020507");
    assertThat(hex(fragment, TABLE + 6, fragment.length)).isEqualTo("fe03");
  }

  @Test
  void aRunLongerThan128IsCutAndSoIsAStretchOfDifferentBytes() {
    byte[] same = new byte[130];
    byte[] different = new byte[130];
    for (int i = 0; i < different.length; i++) {
      different[i] = (byte) i;
    }
    PixelFormat line = new PixelFormat(130, 1, 1, 8, 8, "MONOCHROME2");

    byte[] runs = RleEncoder.encode(line, (y, target) -> System.arraycopy(same, 0, target, 0, 130));
    byte[] stretch =
        RleEncoder.encode(line, (y, target) -> System.arraycopy(different, 0, target, 0, 130));

    assertThat(hex(runs, TABLE, runs.length)).isEqualTo("8100ff00");
    assertThat(stretch[TABLE]).isEqualTo((byte) 127);
    assertThat(hex(stretch, TABLE + 129, TABLE + 132)).isEqualTo("018081");
  }

  private static Picture.Rows rows(String hex) {
    byte[] line = HexFormat.of().parseHex(hex.replace(" ", ""));
    return (y, target) -> System.arraycopy(line, 0, target, 0, line.length);
  }

  private static String hex(byte[] bytes, int from, int to) {
    return HexFormat.of().formatHex(Arrays.copyOfRange(bytes, from, to));
  }
}
