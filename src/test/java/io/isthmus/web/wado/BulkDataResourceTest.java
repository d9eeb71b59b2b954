package io.isthmus.web.wado;

import static io.isthmus.retrieve.HandMade.pixels;
import static io.isthmus.web.wado.HandMadeImages.FRAME;
import static io.isthmus.web.wado.HandMadeImages.JPEG;
import static io.isthmus.web.wado.HandMadeImages.SOP;
import static io.isthmus.web.wado.HandMadeImages.URL;
import static io.isthmus.web.wado.HandMadeImages.codestream;
import static io.isthmus.web.wado.HandMadeImages.described;
import static io.isthmus.web.wado.HandMadeImages.image;
import static io.isthmus.web.wado.WadoBench.instance;
import static io.isthmus.web.wado.WadoBench.parts;
import static io.isthmus.web.wado.WadoBench.sending;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.HandMade;
import io.vertx.core.json.JsonArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One bulk value by its address. */
class BulkDataResourceTest extends WadoFixture {
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

    RecordedExchange exchange = bulkData("00287FE2");

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
    assertThat(instance(SOP).frames("1").serve(bench.bulkData::frames).status()).isEqualTo(406);
  }

  /** Columns: whether the icon is compressed, Accept, type of the part, or none. */
  @ParameterizedTest
  @Requirement({"WADO-27", "MT-12", "MT-13", "MT-16"})
  @CsvSource({
    "true, image/jpeg, image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.70",
    "true, multipart/related; type=image/jpeg, image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.70",
    "true, */*, image/jpeg; transfer-syntax=1.2.840.10008.1.2.4.70",
    "true, application/octet-stream; transfer-syntax=*,"
        + " application/octet-stream; transfer-syntax=1.2.840.10008.1.2.4.70",
    "true, application/octet-stream, none",
    "true, image/jls, none",
    "false, application/octet-stream, application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
    "false, */*, application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1",
    "false, image/jpeg, none",
  })
  void anIconIsGivenAsItIsStored(boolean compressed, String accept, String given) {
    byte[] icon = compressed ? codestream(40) : pixels(2 * FRAME, 3);
    HandMade.Encoder encoder = described(JPEG, 1);
    encoder.header(0x00880200, "SQ", -1);
    encoder.item(0xFFFEE000, -1);
    if (compressed) {
      encoder.fragments(icon);
    } else {
      encoder.element(Tag.PixelData, "OB", icon);
    }
    encoder.item(0xFFFEE00D, 0);
    encoder.item(0xFFFEE0DD, 0);
    encoder.fragments(codestream(60));
    bench.pacs.retrieving(sending(HandMade.made(SOP, JPEG, encoder)));

    RecordedExchange exchange =
        instance(SOP)
            .element("00880200.0.7FE00010")
            .accepting(accept)
            .serve(bench.bulkData::bulkData);

    if (given.equals("none")) {
      assertThat(exchange.status()).isEqualTo(406);
      return;
    }
    assertThat(exchange.status()).isEqualTo(200);
    boolean alone = !exchange.contentType().startsWith("multipart/");
    assertThat(
            alone
                ? exchange.contentType()
                : parts(exchange).getFirst().headers().get("Content-Type"))
        .isEqualTo(given);
    assertThat(alone ? exchange.bytes() : parts(exchange).getFirst().bytes()).isEqualTo(icon);
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

  private RecordedExchange bulkData(String path) {
    return instance(SOP)
        .element(path)
        .accepting("application/octet-stream; transfer-syntax=*")
        .serve(bench.bulkData::bulkData);
  }
}
