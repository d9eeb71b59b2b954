package io.isthmus.web.wado;

import static io.isthmus.retrieve.HandMade.pixels;
import static io.isthmus.web.wado.WadoBench.instance;
import static io.isthmus.web.wado.WadoBench.parts;
import static io.isthmus.web.wado.WadoBench.sending;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.HandMade;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class BulkDataResourceTest {
  private static final String SOP = "1.1";
  private static final String URL =
      RecordedExchange.BASE + "/studies/1.2.3/series/1.2.3.4/instances/1.1";
  private static final TransferSyntax JPEG = TransferSyntax.of("1.2.840.10008.1.2.4.70");
  private static final int ROWS = 6;
  private static final int COLUMNS = 5;
  private static final int FRAME = ROWS * COLUMNS * 2;

  @TempDir Path root;
  private WadoBench bench;

  @BeforeEach
  void open() throws IOException {
    bench = new WadoBench(root);
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

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
    assertThat(bench.bench.spool().usage().bytes()).isZero();
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
    "*/*, image/jpeg",
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

    HandMade.Encoder report = HandMade.begin(SOP, TransferSyntax.ExplicitVRLittleEndian);
    bench.pacs.retrieving(
        sending(HandMade.made(SOP, TransferSyntax.ExplicitVRLittleEndian, report)));
    assertThat(frames("1", "*/*").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @Requirement({"WADO-25", "WADO-26", "JSON-09"})
  @ValueSource(strings = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99"})
  void theBulkDataAddressOfTheMetadataLeadsToTheValue(String syntax) {
    byte[] pixels = pixels(2 * FRAME, 1);
    bench.pacs.retrieving(sending(image(TransferSyntax.of(syntax), 2, pixels)));

    RecordedExchange metadata = instance(SOP).serve(bench.metadata::instance);
    String uri =
        new JsonArray(new String(metadata.bytes(), StandardCharsets.UTF_8))
            .getJsonObject(0)
            .getJsonObject("7FE00010")
            .getString("BulkDataURI");
    assertThat(uri).startsWith(URL + "/bulkdata/");

    RecordedExchange exchange =
        instance(SOP)
            .element(uri.substring((URL + "/bulkdata/").length()))
            .accepting("application/octet-stream")
            .serve(bench.bulkData::bulkData);
    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.bytes()).isEqualTo(pixels);
  }

  @Test
  @Requirement({"WADO-27", "WADO-25"})
  void aValueWithinASequenceHasAnAddressAndADocumentNoPadding() {
    HandMade.Encoder encoder = HandMade.begin(SOP, TransferSyntax.ExplicitVRLittleEndian);
    encoder.element(Tag.EncapsulatedDocument, "OB", pixels(2000, 1));
    encoder.element(
        Tag.EncapsulatedDocumentLength,
        "UL",
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(1999).array());
    encoder.header(Tag.WaveformSequence, "SQ", -1);
    encoder.item(0xFFFEE000, -1);
    encoder.element(Tag.WaveformData, "OW", pixels(3000, 2));
    encoder.item(0xFFFEE00D, 0);
    encoder.item(0xFFFEE0DD, 0);
    bench.pacs.retrieving(
        sending(HandMade.made(SOP, TransferSyntax.ExplicitVRLittleEndian, encoder)));

    assertThat(bulkData("54000100.0.54001010").bytes()).isEqualTo(pixels(3000, 2));
    assertThat(bulkData("00420011").bytes()).isEqualTo(Arrays.copyOf(pixels(2000, 1), 1999));
  }

  @ParameterizedTest
  @Requirement("WADO-26")
  @ValueSource(strings = {"7FE00011", "nonsense", "54000100.7.54001010", "00080018"})
  void whatIsNoBulkValueIsNotFound(String path) {
    bench.pacs.retrieving(
        sending(image(TransferSyntax.ExplicitVRLittleEndian, 1, pixels(FRAME, 1))));

    assertThat(bulkData(path).status()).isEqualTo(404);
  }

  private RecordedExchange frames(String list, String accept) {
    return instance(SOP).frames(list).accepting(accept).serve(bench.bulkData::frames);
  }

  private RecordedExchange bulkData(String path) {
    return instance(SOP)
        .element(path)
        .accepting("application/octet-stream; transfer-syntax=*")
        .serve(bench.bulkData::bulkData);
  }

  private static HandMade.Encoder described(TransferSyntax syntax, int frames) {
    HandMade.Encoder encoder = HandMade.begin(SOP, syntax);
    encoder.number(Tag.SamplesPerPixel, 1);
    encoder.text(Tag.NumberOfFrames, "IS", Integer.toString(frames));
    encoder.number(Tag.Rows, ROWS);
    encoder.number(Tag.Columns, COLUMNS);
    encoder.number(Tag.BitsAllocated, 16);
    return encoder;
  }

  private static HandMade image(TransferSyntax syntax, int frames, byte[] pixels) {
    HandMade.Encoder encoder = described(syntax, frames);
    encoder.element(Tag.PixelData, "OW", pixels);
    return HandMade.made(SOP, syntax, encoder);
  }

  private static HandMade packed(int frames, List<byte[]> fragments, List<Integer> offsets) {
    HandMade.Encoder encoder = described(JPEG, frames);
    encoder.fragments(fragments, offsets);
    return HandMade.made(SOP, JPEG, encoder);
  }

  /** Begins as a JPEG does. */
  private static byte[] codestream(int length) {
    byte[] bytes = pixels(length, length);
    bytes[0] = (byte) 0xFF;
    bytes[1] = (byte) 0xD8;
    return bytes;
  }
}
