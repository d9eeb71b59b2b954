package io.isthmus.pixel.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.CodecException.Reason;
import io.isthmus.pixel.FrameDescription;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames laid out by hand as PS3.5 G says. */
class RleCodecTest {
  private static final FrameCodecs CODECS = FrameCodecs.probe(List.of(new JavaCodecs()), 1_000);

  @Test
  void literalsAndRunsAreUnpackedAndAControlOf128IsNothing() throws CodecException {
    // Two bytes as they are, nothing, three times 07, nothing, one byte as it is, and padding.
    assertThat(decode(grey(1, 6, 8), "01 0A0B  80  FE 07  80  00 0C  00"))
        .isEqualTo(HexFormat.of().parseHex("0A0B0707070C"));
  }

  @Test
  void theHighestBytesOfASampleComeFirst() throws CodecException {
    assertThat(decode(grey(1, 2, 16), "01 0102", "01 0304"))
        .isEqualTo(HexFormat.of().parseHex("03010402"));
  }

  @Test
  void coloursByPlaneStayByPlane() throws CodecException {
    FrameDescription pixels = new FrameDescription(1, 2, 3, 8, 8, 7, false, "RGB", false);
    FrameDescription planes = new FrameDescription(1, 2, 3, 8, 8, 7, false, "RGB", true);

    assertThat(decode(pixels, "01 0102", "01 0304", "01 0506"))
        .isEqualTo(HexFormat.of().parseHex("010305020406"));
    assertThat(decode(planes, "01 0102", "01 0304", "01 0506"))
        .isEqualTo(HexFormat.of().parseHex("010203040506"));
  }

  @Test
  void aSegmentThatEndsEarlyOrLiesBeforeAnotherIsMalformed() {
    assertThatThrownBy(() -> decode(grey(1, 6, 8), "01 0A0B"))
        .hasFieldOrPropertyWithValue("reason", Reason.MALFORMED);
    byte[] backwards = frame("01 0102", "01 0304");
    ByteBuffer.wrap(backwards).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 68).putInt(8, 64);
    assertThatThrownBy(() -> decode(grey(1, 2, 16), backwards))
        .hasFieldOrPropertyWithValue("reason", Reason.MALFORMED);
    assertThatThrownBy(() -> decode(grey(1, 2, 16), "01 0102"))
        .hasFieldOrPropertyWithValue("reason", Reason.CONTRADICTS_DATA_SET);
  }

  @Test
  void aFrameLargerThanMayBeMadeIsNotBegun() {
    assertThatThrownBy(() -> decode(grey(40, 40, 8), "00 00"))
        .hasFieldOrPropertyWithValue("reason", Reason.TOO_LARGE);
  }

  private static byte[] decode(FrameDescription pixels, String... segments) throws CodecException {
    return decode(pixels, frame(segments));
  }

  private static byte[] decode(FrameDescription pixels, byte[] frame) throws CodecException {
    return CODECS
        .decoder(TransferSyntax.RLELossless)
        .orElseThrow()
        .decode(frame, pixels, ImageFile.minute());
  }

  /** A header of 64 bytes, and the segments, each of an even length. */
  private static byte[] frame(String... segments) {
    ByteBuffer frame = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    frame.putInt(segments.length).position(64);
    for (int i = 0; i < segments.length; i++) {
      frame.putInt(4 + 4 * i, frame.position());
      frame.put(HexFormat.of().parseHex(segments[i].replace(" ", "")));
      frame.position(frame.position() + frame.position() % 2);
    }
    byte[] bytes = new byte[frame.position()];
    frame.get(0, bytes);
    return bytes;
  }

  private static FrameDescription grey(int rows, int columns, int bits) {
    return new FrameDescription(
        rows, columns, 1, bits, bits, bits - 1, false, "MONOCHROME2", false);
  }
}
