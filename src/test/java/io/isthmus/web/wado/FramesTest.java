package io.isthmus.web.wado;

import static io.isthmus.retrieve.HandMade.pixels;
import static io.isthmus.web.wado.HandMadeImages.FRAME;
import static io.isthmus.web.wado.HandMadeImages.SOP;
import static io.isthmus.web.wado.HandMadeImages.URL;
import static io.isthmus.web.wado.HandMadeImages.codestream;
import static io.isthmus.web.wado.HandMadeImages.image;
import static io.isthmus.web.wado.HandMadeImages.packed;
import static io.isthmus.web.wado.WadoBench.instance;
import static io.isthmus.web.wado.WadoBench.parts;
import static io.isthmus.web.wado.WadoBench.sending;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.HandMade;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of one instance, cut from the whole of it. */
class FramesTest extends WadoFixture {
  @ParameterizedTest
  @Requirement({"WADO-33", "WADO-17", "MT-16"})
  @ValueSource(strings = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99"})
  void nativeFramesAreCutFromThePixelsInTheOrderAsked(String syntax) {
    byte[] pixels = pixels(3 * FRAME, 1);
    bench.pacs.retrieving(sending(image(TransferSyntax.of(syntax), 3, pixels)));

    RecordedExchange exchange =
        frames("3,1", "multipart/related; type=application/octet-stream; transfer-syntax=*");

    assertThat(exchange.status()).isEqualTo(200);
    List<Multipart.Part> parts = parts(exchange);
    assertThat(parts).hasSize(2);
    assertThat(parts.get(0).bytes()).isEqualTo(Arrays.copyOfRange(pixels, 2 * FRAME, 3 * FRAME));
    assertThat(parts.get(1).bytes()).isEqualTo(Arrays.copyOf(pixels, FRAME));
    assertThat(parts.get(0).headers())
        .containsEntry(
            "Content-Type", "application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1")
        .containsEntry("Content-Location", URL + "/frames/3")
        .containsEntry("Content-Length", Integer.toString(FRAME));
    assertNothingInUse();
  }

  @Test
  @Requirement("WADO-33")
  void bigEndianFramesAreGivenInLittleEndian() {
    byte[] pixels = pixels(FRAME, 1);
    byte[] swapped = new byte[FRAME];
    ByteBuffer.wrap(swapped)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asShortBuffer()
        .put(ByteBuffer.wrap(pixels).asShortBuffer());
    bench.pacs.retrieving(sending(image(TransferSyntax.ExplicitVRBigEndian, 1, pixels)));

    assertThat(frames("1", "application/octet-stream").bytes()).isEqualTo(swapped);
  }

  @Test
  @Requirement("WADO-32")
  void oneFrameCanBeHadAsASinglePartWithItsLength() {
    byte[] pixels = pixels(2 * FRAME, 1);
    bench.pacs.retrieving(sending(image(TransferSyntax.ExplicitVRLittleEndian, 2, pixels)));

    RecordedExchange exchange = frames("2", "application/octet-stream");

    assertThat(exchange.contentType())
        .isEqualTo("application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1");
    assertThat(exchange.length()).hasValue(FRAME);
    assertThat(exchange.bytes()).isEqualTo(Arrays.copyOfRange(pixels, FRAME, 2 * FRAME));
  }

  @ParameterizedTest
  @Requirement({"WADO-34", "MT-12", "MT-13", "MT-16"})
  @CsvSource({
    "multipart/related; type=application/octet-stream; transfer-syntax=*, application/octet-stream",
    "multipart/related; type=image/jpeg, image/jpeg",
    "multipart/related; type=image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.70, image/jpeg",
    "multipart/related; type=\"image/*\", image/jpeg",
    "multipart/related, image/jpeg",
  })
  void compressedFramesAreTheirCodestreams(String accept, String type) {
    byte[] first = codestream(40);
    byte[] second = codestream(60);
    bench.pacs.retrieving(sending(packed(2, List.of(first, second), List.of())));

    RecordedExchange exchange = frames("2,1", accept);

    List<Multipart.Part> parts = parts(exchange);
    assertThat(parts.get(0).bytes()).isEqualTo(second);
    assertThat(parts.get(1).bytes()).isEqualTo(first);
    assertThat(parts.get(0).headers())
        .containsEntry("Content-Type", type + "; transfer-syntax=1.2.840.10008.1.2.4.70");
  }

  @ParameterizedTest
  @Requirement({"MT-16", "WADO-14"})
  @ValueSource(
      strings = {
        "multipart/related; type=application/octet-stream",
        "application/octet-stream",
        "multipart/related; type=image/jp2",
        "multipart/related; type=image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.50",
        "application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
      })
  void compressedFramesAreNeverTakenForPixels(String accept) {
    bench.pacs.retrieving(sending(packed(1, List.of(codestream(40)), List.of())));

    assertThat(frames("1", accept).status()).isEqualTo(406);
  }

  @Test
  @Requirement("WADO-34")
  void aFrameOfSeveralFragmentsIsOneCodestream() {
    byte[] a = codestream(40);
    byte[] b = pixels(20, 9);
    byte[] c = codestream(30);
    HandMade byTable = packed(2, List.of(a, b, c), List.of(0, 8 + 40 + 8 + 20));
    HandMade byMarkers = packed(2, List.of(a, b, c), List.of());
    for (HandMade image : List.of(byTable, byMarkers)) {
      bench.pacs.retrieving(sending(image));

      List<Multipart.Part> parts = parts(frames("1,2", "multipart/related; type=image/jpeg"));

      byte[] joined = ByteBuffer.allocate(60).put(a).put(b).array();
      assertThat(parts.get(0).bytes()).isEqualTo(joined);
      assertThat(parts.get(1).bytes()).isEqualTo(c);
    }
  }

  @Test
  @Requirement("WADO-34")
  void framesThatCannotBeToldApartAreNotGiven() {
    bench.pacs.retrieving(
        sending(
            packed(
                3,
                List.of(codestream(40), pixels(20, 9), pixels(30, 9), pixels(8, 1)),
                List.of())));

    assertThat(frames("1", "multipart/related; type=image/jpeg").status()).isEqualTo(406);
  }

  @Test
  @Requirement("WADO-33")
  void pixelsThatAreNotAsLongAsTheirAttributesSayAreNotCut() {
    bench.pacs.retrieving(
        sending(image(TransferSyntax.ExplicitVRLittleEndian, 3, pixels(2 * FRAME, 1))));

    assertThat(frames("1", "application/octet-stream").status()).isEqualTo(406);
  }

  @ParameterizedTest
  @Requirement("WADO-30")
  @ValueSource(strings = {"0", "-1", "", "1,", "a", "1,1", "1;2", "99999999999"})
  void whatIsNoListOfFramesIsRefusedBeforeThePacsIsAsked(String list) {
    assertThat(frames(list, "*/*").status()).isEqualTo(400);
    assertThat(bench.pacs.retrieves()).isEmpty();
  }

  @Test
  @Requirement({"WADO-30", "WADO-32"})
  void aFrameThatIsNotThereIsNotFound() {
    bench.pacs.retrieving(
        sending(image(TransferSyntax.ExplicitVRLittleEndian, 2, pixels(2 * FRAME, 1))));
    assertThat(frames("1,3", "*/*").status()).isEqualTo(404);
  }

  @Test
  @Requirement("WADO-32")
  void anInstanceWithoutPixelsHasNoFrames() {
    HandMade.Encoder report = HandMade.begin(SOP, TransferSyntax.ExplicitVRLittleEndian);
    bench.pacs.retrieving(
        sending(HandMade.made(SOP, TransferSyntax.ExplicitVRLittleEndian, report)));
    assertThat(frames("1", "*/*").status()).isEqualTo(404);
  }

  @Test
  @Requirement("WADO-33")
  void framesOfSingleBitsBeginAtTheirFirstBitAndEndWithZeros() {
    // 3 frames of 3 x 5 bits: 45 bits, the first pixel in the least significant bit.
    BitSet pixels = new BitSet();
    for (int i : new int[] {0, 3, 14, 15, 17, 29, 30, 44}) {
      pixels.set(i);
    }
    HandMade.Encoder encoder = HandMade.begin(SOP, TransferSyntax.ExplicitVRLittleEndian);
    encoder.number(Tag.SamplesPerPixel, 1);
    encoder.text(Tag.NumberOfFrames, "IS", "3");
    encoder.number(Tag.Rows, 3);
    encoder.number(Tag.Columns, 5);
    encoder.number(Tag.BitsAllocated, 1);
    encoder.element(Tag.PixelData, "OB", Arrays.copyOf(pixels.toByteArray(), 6));
    bench.pacs.retrieving(
        sending(HandMade.made(SOP, TransferSyntax.ExplicitVRLittleEndian, encoder)));

    List<Multipart.Part> parts =
        parts(frames("3,1,2", "multipart/related; type=application/octet-stream"));

    assertThat(parts).allMatch(part -> part.headers().get("Content-Length").equals("2"));
    assertThat(BitSet.valueOf(parts.get(0).bytes())).isEqualTo(bits(0, 14));
    assertThat(BitSet.valueOf(parts.get(1).bytes())).isEqualTo(bits(0, 3, 14));
    assertThat(BitSet.valueOf(parts.get(2).bytes())).isEqualTo(bits(0, 2, 14));
    assertThat(parts.get(1).bytes()).hasSize(2);
    assertThat(frames("4", "*/*").status()).isEqualTo(404);
  }

  @Test
  @Requirement("COM-14")
  void tagsTellFramesAndFormsApartAndThoseOfMultipartsAreWeak() {
    bench.pacs.retrieving(
        sending(image(TransferSyntax.ExplicitVRLittleEndian, 2, pixels(2 * FRAME, 1))));
    String first = frames("1", "application/octet-stream").responseHeader("ETag");
    String second = frames("2", "application/octet-stream").responseHeader("ETag");
    String part =
        frames("1", "multipart/related; type=application/octet-stream").responseHeader("ETag");

    assertThat(first).startsWith("\"").isNotEqualTo(second);
    assertThat(part).startsWith("W/\"").doesNotContain(first);
  }

  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    for (int bit : set) {
      bits.set(bit);
    }
    return bits;
  }

  private RecordedExchange frames(String list, String accept) {
    return instance(SOP).frames(list).accepting(accept).serve(bench.bulkData::frames);
  }
}
