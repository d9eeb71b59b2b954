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
import java.util.BitSet;
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
    assertThat(bench.bench.bytesInUse()).isZero();
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

  @ParameterizedTest
  @Requirement("WADO-28")
  @CsvSource({
    "bytes=0-9, 0, 10",
    "bytes=100-, 100, 1900",
    "bytes=-1, 1999, 1",
    "bytes=-5000, 0, 2000",
    "' bytes = 1990-5000', 1990, 10",
    "bytes=1999-1999, 1999, 1",
  })
  void aRangeOfASinglePartIsGivenByItself(String range, int first, int length) {
    bench.pacs.retrieving(sending(overlaid()));

    RecordedExchange exchange =
        ranged("application/octet-stream").header("Range", range).serve(bench.bulkData::bulkData);

    assertThat(exchange.status()).isEqualTo(206);
    assertThat(exchange.responseHeader("Accept-Ranges")).isEqualTo("bytes");
    assertThat(exchange.responseHeader("Content-Range"))
        .isEqualTo("bytes " + first + "-" + (first + length - 1) + "/2000");
    assertThat(exchange.length()).hasValue(length);
    assertThat(exchange.bytes())
        .isEqualTo(Arrays.copyOfRange(pixels(2000, 1), first, first + length));
  }

  @ParameterizedTest
  @Requirement("WADO-28")
  @ValueSource(
      strings = {"bytes=0-9,20-29", "items=0-9", "bytes=9-0", "bytes=-", "bytes=a-b", "nothing"})
  void whatIsNoSingleRangeIsAnsweredWhole(String range) {
    bench.pacs.retrieving(sending(overlaid()));

    RecordedExchange exchange =
        ranged("application/octet-stream").header("Range", range).serve(bench.bulkData::bulkData);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.bytes()).hasSize(2000);
  }

  @ParameterizedTest
  @Requirement("WADO-28")
  @ValueSource(strings = {"bytes=2000-", "bytes=5000-6000", "bytes=-0"})
  void aRangeBehindTheEndIs416(String range) {
    bench.pacs.retrieving(sending(overlaid()));

    assertThat(
            ranged("application/octet-stream")
                .header("Range", range)
                .serve(bench.bulkData::bulkData)
                .status())
        .isEqualTo(416);
  }

  @Test
  @Requirement("WADO-28")
  void aRangeOfAMultipartIsAnsweredWhole() {
    bench.pacs.retrieving(sending(overlaid()));

    RecordedExchange exchange =
        ranged("multipart/related; type=application/octet-stream")
            .header("Range", "bytes=0-9")
            .serve(bench.bulkData::bulkData);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(parts(exchange).getFirst().bytes()).hasSize(2000);
  }

  @ParameterizedTest
  @Requirement("WADO-29")
  @CsvSource({
    "10, 20, 206, 20",
    "10, '', 206, 1990",
    "'', 20, 206, 20",
    "1990, 100, 206, 10",
    "2000, 1, 416, 0",
    "0, 0, 416, 0",
    "-1, 5, 400, 0",
    "a, 5, 400, 0",
    "1, 5.0, 400, 0",
  })
  void offsetAndLengthOfTheDraftAreARange(String offset, String length, int status, int bytes) {
    bench.pacs.retrieving(sending(overlaid()));
    RecordedExchange exchange = ranged("application/octet-stream");
    if (!offset.isEmpty()) {
      exchange.asking("offset", offset);
    }
    if (!length.isEmpty()) {
      exchange.asking("length", length);
    }

    exchange.serve(bench.bulkData::bulkData);

    assertThat(exchange.status()).isEqualTo(status);
    if (status == 206) {
      int first = offset.isEmpty() ? 0 : Integer.parseInt(offset);
      assertThat(exchange.bytes())
          .isEqualTo(Arrays.copyOfRange(pixels(2000, 1), first, first + bytes));
    }
  }

  @Test
  @Requirement("WADO-29")
  void theHeaderWinsOverTheDraft() {
    bench.pacs.retrieving(sending(overlaid()));

    RecordedExchange exchange =
        ranged("application/octet-stream")
            .asking("offset", "500")
            .header("Range", "bytes=0-0")
            .serve(bench.bulkData::bulkData);

    assertThat(exchange.bytes()).isEqualTo(Arrays.copyOf(pixels(2000, 1), 1));
  }

  @Test
  @Requirement({"COM-14", "WADO-26", "WADO-28"})
  void aValueThatTheClientHasIsNotSentAgainAndARangeOfAnotherIsNotGiven() {
    bench.pacs.retrieving(sending(overlaid()));
    String tag =
        ranged("application/octet-stream").serve(bench.bulkData::bulkData).responseHeader("ETag");
    assertThat(tag).matches("\"[0-9a-f]{32}\"");

    RecordedExchange again =
        ranged("application/octet-stream")
            .header("If-None-Match", tag)
            .serve(bench.bulkData::bulkData);
    assertThat(again.status()).isEqualTo(304);
    RecordedExchange resumed =
        ranged("application/octet-stream")
            .header("If-Range", tag)
            .header("Range", "bytes=5-")
            .serve(bench.bulkData::bulkData);
    assertThat(resumed.status()).isEqualTo(206);
    RecordedExchange another =
        ranged("application/octet-stream")
            .header("If-Range", "\"other\"")
            .header("Range", "bytes=5-")
            .serve(bench.bulkData::bulkData);
    assertThat(another.status()).isEqualTo(200);
  }

  @Test
  @Requirement({"COM-14", "WADO-28"})
  void whoAsksForARangeOfAMultipartIsGivenAllOfIt() {
    bench.pacs.retrieving(sending(overlaid()));
    String multipart = "multipart/related; type=application/octet-stream";
    String tag = ranged(multipart).serve(bench.bulkData::bulkData).responseHeader("ETag");

    RecordedExchange held =
        ranged(multipart).header("If-None-Match", tag).serve(bench.bulkData::bulkData);
    assertThat(held.status()).isEqualTo(304);
    RecordedExchange range =
        ranged(multipart)
            .header("If-None-Match", tag)
            .header("Range", "bytes=0-9")
            .serve(bench.bulkData::bulkData);
    assertThat(range.status()).isEqualTo(200);
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

  @ParameterizedTest
  @Requirement("WADO-27")
  @CsvSource(
      delimiter = '|',
      value = {
        "application/pdf|application/pdf|application/pdf",
        "application/pdf|application/octet-stream|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
        "application/pdf|application/octet-stream;q=0.5, application/pdf|application/pdf",
        "text/XML|text/xml|text/xml",
        "no type|application/octet-stream|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
        "a/b, c/d|application/octet-stream|application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
      })
  void aDocumentIsOfItsOwnTypeWhereThatIsAccepted(String stored, String accept, String given) {
    bench.pacs.retrieving(sending(document(stored)));

    RecordedExchange exchange =
        instance(SOP).element("00420011").accepting(accept).serve(bench.bulkData::bulkData);

    assertThat(exchange.contentType()).isEqualTo(given);
    assertThat(exchange.bytes()).isEqualTo(Arrays.copyOf(pixels(2000, 1), 1999));
    assertThat(exchange.responseHeader("Content-Security-Policy"))
        .isEqualTo(given.equals("text/xml") ? "sandbox" : "");
  }

  @Test
  @Requirement({"WADO-27", "MT-08"})
  void aDocumentForAnyoneIsAPartOfItsOwnType() {
    bench.pacs.retrieving(sending(document("application/pdf")));

    RecordedExchange exchange =
        instance(SOP).element("00420011").accepting("*/*").serve(bench.bulkData::bulkData);

    assertThat(parts(exchange).getFirst().headers())
        .containsEntry("Content-Type", "application/pdf");
    assertThat(
            instance(SOP)
                .element("00420011")
                .accepting("text/html")
                .serve(bench.bulkData::bulkData)
                .status())
        .isEqualTo(406);
  }

  @Test
  @Requirement("WADO-27")
  void otherValuesOfACompressedInstanceAreNotCompressed() {
    HandMade.Encoder encoder = described(JPEG, 1);
    encoder.element(0x00287FE2, "OB", pixels(2000, 1));
    encoder.fragments(codestream(40));
    bench.pacs.retrieving(sending(HandMade.made(SOP, JPEG, encoder)));

    RecordedExchange exchange = ranged("application/octet-stream").serve(bench.bulkData::bulkData);

    assertThat(exchange.contentType())
        .isEqualTo("application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1");
    assertThat(exchange.bytes()).isEqualTo(pixels(2000, 1));
  }

  @ParameterizedTest
  @Requirement({"WADO-34", "MT-12"})
  @CsvSource({"4.102, video/mp4", "4.101, video/mpeg", "4.107, video/H265", "4.102.1, video/mp4"})
  void aVideoIsOneStreamAndHasNoFrames(String syntax, String type) {
    TransferSyntax video = TransferSyntax.of("1.2.840.10008.1.2." + syntax);
    HandMade.Encoder encoder = described(video, 2);
    encoder.fragments(List.of(pixels(40, 1), pixels(30, 2)), List.of());
    bench.pacs.retrieving(sending(HandMade.made(SOP, video, encoder)));

    RecordedExchange exchange =
        instance(SOP).element("7FE00010").accepting(type).serve(bench.bulkData::bulkData);

    assertThat(exchange.contentType())
        .isEqualToIgnoringCase(type + "; transfer-syntax=" + video.uid());
    assertThat(exchange.bytes())
        .isEqualTo(ByteBuffer.allocate(70).put(pixels(40, 1)).put(pixels(30, 2)).array());
    assertThat(frames("1", "*/*").status()).isEqualTo(406);
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

  private static BitSet bits(int... set) {
    BitSet bits = new BitSet();
    for (int bit : set) {
      bits.set(bit);
    }
    return bits;
  }

  /** A value of 2,000 bytes at (0028,7FE2). */
  private static HandMade overlaid() {
    HandMade.Encoder encoder = HandMade.begin(SOP, TransferSyntax.ExplicitVRLittleEndian);
    encoder.element(0x00287FE2, "OB", pixels(2000, 1));
    return HandMade.made(SOP, TransferSyntax.ExplicitVRLittleEndian, encoder);
  }

  private static RecordedExchange ranged(String accept) {
    return instance(SOP).element("00287FE2").accepting(accept);
  }

  private static HandMade document(String type) {
    HandMade.Encoder encoder = HandMade.begin(SOP, TransferSyntax.ExplicitVRLittleEndian);
    encoder.element(Tag.EncapsulatedDocument, "OB", pixels(2000, 1));
    encoder.text(Tag.MIMETypeOfEncapsulatedDocument, "LO", type);
    encoder.element(
        Tag.EncapsulatedDocumentLength,
        "UL",
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(1999).array());
    return HandMade.made(SOP, TransferSyntax.ExplicitVRLittleEndian, encoder);
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
