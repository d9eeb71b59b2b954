package io.isthmus.pixel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleRowsTest {
  private static final int ROWS = 3;
  private static final int COLUMNS = 5;

  @ParameterizedTest
  @CsvSource({
    "8, 1, false",
    "8, 3, false",
    "8, 3, true",
    "16, 3, false",
    "16, 3, true",
    "32, 3, true"
  })
  void pixelsOfARowAreItsComponentsSideBySide(int bits, int components, boolean byPlane)
      throws CodecException {
    FrameDescription pixels = pixels(bits, components, byPlane);
    SampleRows together = SampleRows.blank(pixels);
    SampleRows alone = SampleRows.blank(pixels);
    SampleRows byLines = SampleRows.blank(pixels);
    for (int y = 0; y < ROWS; y++) {
      int[] row = row(y, components);
      together.putPixels(y, row, 0);
      int[][] lines = new int[components][COLUMNS + 1];
      for (int c = 0; c < components; c++) {
        for (int x = 0; x < COLUMNS; x++) {
          lines[c][1 + x] = row[x * components + c];
        }
        alone.put(y, c, lines[c], 1, 1);
      }
      byLines.putLines(y, lines, 1);
      int[][] back = new int[components][COLUMNS + 1];
      byLines.getLines(y, back, 1);
      assertThat(back).isDeepEqualTo(lines);
    }
    assertThat(together.bytes()).isEqualTo(alone.bytes());
    assertThat(byLines.bytes()).isEqualTo(alone.bytes());
    for (int y = 0; y < ROWS; y++) {
      int[] back = new int[COLUMNS * components];
      together.getPixels(y, back);
      assertThat(back).isEqualTo(row(y, components));
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 0, 1", "8, 5, 3", "8, 255, 8", "16, 256, 9", "16, 65535, 16", "32, -1, 32"})
  void theLargestSampleSaysHowManyBitsAreUsed(int bits, int value, int used) throws CodecException {
    int samples = ROWS * COLUMNS;
    for (int place = 0; place < samples; place++) {
      SampleRows rows = SampleRows.blank(pixels(bits, 1, false));
      int[] line = new int[COLUMNS];
      line[place % COLUMNS] = value;
      rows.put(place / COLUMNS, 0, line, 0, 1);
      assertThat(rows.usedBits()).as("sample %d", place).isEqualTo(used);
    }
  }

  private static int[] row(int y, int components) {
    int[] row = new int[COLUMNS * components];
    for (int i = 0; i < row.length; i++) {
      row[i] = 1 + y * row.length + i;
    }
    return row;
  }

  private static FrameDescription pixels(int bits, int components, boolean byPlane) {
    return new FrameDescription(
        ROWS, COLUMNS, components, bits, bits, bits - 1, false, "RGB", byPlane);
  }
}
