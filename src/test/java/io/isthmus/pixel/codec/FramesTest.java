package io.isthmus.pixel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.FrameDescription;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FramesTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String NO_TABLE = "feff00e000000000";

  @Test
  void framesOfSeveralFragmentsAreToldApartByTheBasicOffsetTable() throws IOException {
    Frames frames =
        encapsulated(
            2,
            "feff00e008000000" + "00000000" + "14000000",
            item("0102"),
            item("0304"),
            item("050607"),
            item("0809"));
    assertThat(frames.read(1)).containsExactly(1, 2, 3, 4);
    assertThat(frames.read(2)).containsExactly(5, 6, 7, 8, 9);
  }

  @Test
  void aTableThatPointsBetweenFragmentsIsNotBelieved() throws IOException {
    String wrong = "feff00e008000000" + "00000000" + "0b000000";
    assertThat(encapsulated(2, wrong, item("0102"), item("0304")).read(2)).containsExactly(3, 4);
    assertThat(find(2, wrong, item("0102"), item("0304"), item("0506"))).isEmpty();
    String late = "feff00e008000000" + "0a000000" + "14000000";
    assertThat(find(2, late, item("0102"), item("0304"), item("0506"))).isEmpty();
  }

  @Test
  void theExtendedOffsetTableComesFirst() throws IOException {
    byte[] table = HEX.parseHex("0000000000000000" + "0a00000000000000");
    byte[] pixels = HEX.parseHex(NO_TABLE + item("0102") + item("0304") + item("0506"));
    byte[] all = ByteBuffer.allocate(16 + pixels.length).put(table).put(pixels).array();
    DataSet image =
        image(2).toBuilder()
            .put(new Element.Located(Tag.ExtendedOffsetTable, Vr.OV, 0, 16, false))
            .build();
    Frames frames = Frames.of(reads(all), image, located(16, pixels.length, true)).orElseThrow();
    assertThat(frames.read(2)).containsExactly(3, 4, 5, 6);
  }

  @Test
  void withoutTableStartMarkersCountOnlyAtTheBeginningOfFragments() throws IOException {
    Frames frames = encapsulated(2, NO_TABLE, item("ffd8ffd8"), item("0102"), item("ffd80304"));
    assertThat(frames.extents(1).orElseThrow()).hasSize(2);
    assertThat(frames.read(2)).isEqualTo(HEX.parseHex("ffd80304"));
    assertThat(find(3, NO_TABLE, item("ffd8ffd8"), item("0102ffd8"), item("ffd8"), item("01")))
        .isEmpty();
  }

  @Test
  void aFragmentThatRunsOverTheEndIsMalformed() {
    assertThatThrownBy(() -> encapsulated(1, NO_TABLE, "feff00e0ffffff7f0102"))
        .isInstanceOf(MalformedDicomException.class);
    assertThatThrownBy(() -> encapsulated(1, "0102030405060708"))
        .isInstanceOf(MalformedDicomException.class);
  }

  @Test
  void nativeFramesOfSingleBitsBeginWithinABytePacked() throws IOException {
    // Three frames of 3 x 3 bits, the lowest bit first: 27 bits, and 5 of padding.
    int bits = 0b111_000_101 | 0b010_101_010 << 9 | 0b100_000_001 << 18;
    byte[] packed =
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(bits | 0xF800_0000).array();
    Frames frames = Frames.of(reads(packed), bits(3, 3, 3), located(0, 4, false)).orElseThrow();
    assertThat(frames.extents(1)).isEmpty();
    assertThat(frames.read(1)).containsExactly(0b11000101, 0b1);
    assertThat(frames.read(2)).containsExactly(0b10101010, 0b0);
    assertThat(frames.read(3)).containsExactly(0b00000001, 0b1);
  }

  @Test
  void nativeFramesNeedAsManyBytesAsTheAttributesSay() throws IOException {
    byte[] bytes = new byte[16];
    assertThat(Frames.of(reads(bytes), bits(4, 8, 3), located(0, 12, false))).isPresent();
    assertThat(Frames.of(reads(bytes), bits(4, 8, 3), located(0, 14, false))).isEmpty();
    assertThat(Frames.of(reads(bytes), bits(4, 8, Integer.MAX_VALUE), located(0, 12, false)))
        .isEmpty();
    assertThat(Frames.of(reads(bytes), DataSet.EMPTY, located(0, 12, false))).isEmpty();
  }

  @Test
  void nativeFramesAreFoundWhicheverBitsOfTheirSamplesCount() throws IOException {
    byte[] bytes = HEX.parseHex("0102030405060708");
    DataSet image =
        image(2).toBuilder()
            .us(Tag.SamplesPerPixel, 1)
            .us(Tag.Rows, 1)
            .us(Tag.Columns, 2)
            .us(Tag.BitsAllocated, 16)
            .us(Tag.BitsStored, 12)
            .us(Tag.HighBit, 7)
            .build();

    assertThat(Frames.of(reads(bytes), image, located(0, 8, false)).orElseThrow().read(2))
        .containsExactly(5, 6, 7, 8);
    assertThatThrownBy(() -> FrameDescription.of(image)).isInstanceOf(CodecException.class);
  }

  private static Frames encapsulated(int count, String... items) throws IOException {
    return find(count, items).orElseThrow();
  }

  private static Optional<Frames> find(int count, String... items) throws IOException {
    byte[] bytes = HEX.parseHex(String.join("", List.of(items)));
    return Frames.of(reads(bytes), image(count), located(0, bytes.length, true));
  }

  private static String item(String content) {
    byte[] header = new byte[4];
    ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putInt(content.length() / 2);
    return "feff00e0" + HEX.formatHex(header) + content;
  }

  private static DataSet image(int frames) {
    return DataSet.builder().text(Tag.NumberOfFrames, Integer.toString(frames)).build();
  }

  private static DataSet bits(int rows, int columns, int frames) {
    return image(frames).toBuilder()
        .us(Tag.SamplesPerPixel, 1)
        .us(Tag.Rows, rows)
        .us(Tag.Columns, columns)
        .us(Tag.BitsAllocated, 1)
        .us(Tag.BitsStored, 1)
        .us(Tag.HighBit, 0)
        .build();
  }

  private static Element.Located located(long offset, long length, boolean encapsulated) {
    return new Element.Located(Tag.PixelData, Vr.OB, offset, length, encapsulated);
  }

  /** Gives a byte at a time, as a source may. */
  private static PositionalReads reads(byte[] bytes) {
    return (into, offset) -> {
      if (offset >= bytes.length) {
        return -1;
      }
      into.put(bytes[(int) offset]);
      return 1;
    };
  }
}
