package io.isthmus.web.wado;

import static io.isthmus.retrieve.HandMade.pixels;
import static io.isthmus.web.wado.WadoBench.send;
import static io.isthmus.web.wado.WadoBench.sending;
import static io.isthmus.web.wado.WadoBench.study;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.json.JsonOptions.NonFinite;
import io.isthmus.retrieve.Finds;
import io.isthmus.retrieve.HandMade;
import io.isthmus.retrieve.metadata.MetadataStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class MetadataResourceTest extends WadoFixture {
  private static final TransferSyntax EXPLICIT = TransferSyntax.ExplicitVRLittleEndian;

  @Test
  @Requirement({"WADO-20", "WADO-22"})
  void everyInstanceIsAnObjectOfOneArray() {
    bench.pacs.retrieving(sending(numbered("1.1", 1, 1), numbered("1.2", 1, 2)));

    RecordedExchange exchange = study().serve(bench.metadata::study);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.isComplete()).isTrue();
    assertThat(exchange.contentType()).isEqualTo("application/dicom+json");
    assertThat(exchange.length()).hasValue(exchange.bytes().length);
    assertThat(uids(exchange)).containsExactly("1.1", "1.2");
    JsonObject first = json(exchange).getJsonObject(0);
    assertThat(first.fieldNames()).doesNotContain("00020010");
    assertThat(first.getJsonObject("00083002").getJsonArray("Value"))
        .containsExactly("1.2.840.10008.1.2.1");
  }

  @Test
  @Requirement("WADO-01")
  void instancesAreSortedBySeriesAndNumber() {
    bench.pacs.retrieving(
        sending(
            numbered("1.4", 2, 1),
            numbered("1.3", 1, 10),
            HandMade.instance("1.9", pixels(10, 1)),
            numbered("1.2", 1, 2),
            numbered("1.1", 1, 2)));

    assertThat(uids(study().serve(bench.metadata::study)))
        .containsExactly("1.1", "1.2", "1.3", "1.4", "1.9");
  }

  @ParameterizedTest
  @Requirement({"WADO-21", "WADO-25", "JSON-09"})
  @ValueSource(
      strings = {
        "1.2.840.10008.1.2",
        "1.2.840.10008.1.2.1",
        "1.2.840.10008.1.2.1.99",
        "1.2.840.10008.1.2.2",
        "1.2.840.10008.1.2.4.70"
      })
  void pixelsAreNamedByTheirAddressWhateverTheirSizeAndSyntax(String syntax) {
    for (int size : new int[] {2, 5000}) {
      bench.pacs.retrieving(
          sending(HandMade.instance("1.1", TransferSyntax.of(syntax), pixels(size, 1))));

      RecordedExchange exchange = study().serve(bench.metadata::study);

      JsonObject pixelData = json(exchange).getJsonObject(0).getJsonObject("7FE00010");
      assertThat(pixelData.getString("BulkDataURI"))
          .isEqualTo(
              RecordedExchange.BASE
                  + "/studies/1.2.3/series/1.2.3.4/instances/1.1/bulkdata/7FE00010");
      assertThat(pixelData.containsKey("InlineBinary")).isFalse();
    }
  }

  @Test
  @Requirement("WADO-21")
  void smallBinaryValuesStandInTheMetadataAndLargeOnesDoNot() {
    HandMade.Encoder encoder = HandMade.begin("1.1", EXPLICIT);
    encoder.element(0x00287FE0, "OB", new byte[1024]);
    encoder.element(0x00287FE2, "OB", new byte[1026]);
    bench.pacs.retrieving(sending(HandMade.made("1.1", EXPLICIT, encoder)));

    JsonObject object = json(study().serve(bench.metadata::study)).getJsonObject(0);

    assertThat(object.getJsonObject("00287FE0").containsKey("InlineBinary")).isTrue();
    assertThat(object.getJsonObject("00287FE2").containsKey("BulkDataURI")).isTrue();
  }

  @Test
  @Requirement("JSON-06")
  void whatIsNoFiniteNumberIsWrittenAsTheGatewayIsTold() {
    HandMade.Encoder encoder = HandMade.begin("1.1", EXPLICIT);
    encoder.element(0x00189073, "FD", new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xF8, 0x7F});
    bench.pacs.retrieving(sending(HandMade.made("1.1", EXPLICIT, encoder)));
    MetadataResource finite =
        new MetadataResource(
            bench.bench.service(), bench.bench.spool(), MetadataStore.NONE, NonFinite.NULL);

    assertThat(acquisitionDuration(study().serve(bench.metadata::study))).containsExactly("NaN");
    RecordedExchange nulls = study().serve(finite::study);
    assertThat(nulls.contentType()).isEqualTo("application/dicom+json");
    assertThat(nulls.length()).hasValue(nulls.bytes().length);
    assertThat(acquisitionDuration(nulls)).hasSize(1).containsOnlyNulls();
  }

  private static JsonArray acquisitionDuration(RecordedExchange exchange) {
    return json(exchange).getJsonObject(0).getJsonObject("00189073").getJsonArray("Value");
  }

  @Test
  @Requirement("WADO-24")
  void anInstanceThatIsNoDataSetMakesItPartialAndIsCounted() {
    HandMade.Encoder encoder = HandMade.begin("1.2", EXPLICIT);
    encoder.header(Tag.PixelData, "OW", 1000);
    HandMade halved = HandMade.made("1.2", EXPLICIT, encoder);
    bench.pacs.retrieving(sending(numbered("1.1", 1, 1), halved));

    RecordedExchange exchange = study().serve(bench.metadata::study);

    assertThat(exchange.status()).isEqualTo(206);
    assertThat(exchange.responseHeader("Cache-Control")).isEqualTo("no-store");
    assertThat(uids(exchange)).containsExactly("1.1");
    assertThat(exchange.warnings()).singleElement().asString().endsWith("read: 1");
  }

  @Test
  @Requirement({"DIM-31", "WADO-12", "WADO-24"})
  void aPartialRetrieveIsA206ThatSaysWhatIsMissing() {
    bench.pacs.retrieving((scope, arrivals, cancellation) -> {
      send(arrivals, numbered("1.1", 1, 1));
      return new RetrieveOutcome(0xB000, 1, 1, 0, List.of("1.2"));
    });

    RecordedExchange exchange = study().serve(bench.metadata::study);

    assertThat(exchange.status()).isEqualTo(206);
    assertThat(exchange.responseHeader("Cache-Control")).isEqualTo("no-store");
    assertThat(uids(exchange)).containsExactly("1.1");
    assertThat(exchange.warnings())
        .singleElement()
        .asString()
        .endsWith("give them: 1 (status B000)");
    assertNothingInUse();
  }

  @Test
  @Requirement("WADO-13")
  void nothingFoundIs404() {
    assertThat(study().serve(bench.metadata::study).status()).isEqualTo(404);
    assertThat(bench.bench.spool().usage().files()).isZero();
  }

  @Test
  @Requirement("MT-09")
  void plainJsonIsGivenWhereItIsAskedFor() {
    bench.pacs.retrieving(sending(numbered("1.1", 1, 1)));

    RecordedExchange exchange = study().accepting("application/json").serve(bench.metadata::study);

    assertThat(exchange.contentType()).isEqualTo("application/json");
  }

  @Test
  @Requirement("MT-05")
  void whatIsNotOfferedIsRefusedBeforeThePacsIsAsked() {
    RecordedExchange exchange = study().accepting("application/pdf").serve(bench.metadata::study);

    assertThat(exchange.status()).isEqualTo(406);
    assertThat(bench.pacs.retrieves()).isEmpty();
  }

  @Test
  @Requirement("COM-12")
  void headAsksForTheFirstInstanceOnlyAndEndsTheRetrieve() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    bench.pacs.retrieving((scope, arrivals, cancellation) -> {
      cancellation.onCancel(cancelled::countDown);
      send(arrivals, numbered("1.1", 1, 1));
      WadoBench.await(cancelled);
      throw new ArchiveException(new ArchiveFailure.Cancelled("main", "FE00H"));
    });

    RecordedExchange exchange = study().headOnly().serve(bench.metadata::study);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.contentType()).isEqualTo("application/dicom+json");
    assertThat(exchange.bytes()).isEmpty();
    assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @Requirement("WADO-13")
  void headOfNothingIs404() {
    assertThat(study().headOnly().serve(bench.metadata::study).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @Requirement({"WADO-20", "MT-09", "MT-22", "XML-01"})
  @ValueSource(
      strings = {
        "multipart/related; type=\"application/dicom+xml\"",
        "multipart/related; type=application/dicom+xml",
        "multipart/related; type=\"application/xml\"",
        "multipart/related; type=\"text/xml\"",
      })
  void asXmlEveryInstanceIsADocumentInItsOwnPart(String accept) throws Exception {
    bench.pacs.retrieving(sending(numbered("1.2", 1, 2), numbered("1.1", 1, 1)));

    RecordedExchange exchange = study().accepting(accept).serve(bench.metadata::study);

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.contentType())
        .startsWith("multipart/related; type=\"application/dicom+xml\"; boundary=");
    List<Multipart.Part> parts = WadoBench.parts(exchange);
    assertThat(parts).hasSize(2);
    String url = RecordedExchange.BASE + "/studies/1.2.3/series/1.2.3.4/instances/1.1";
    assertThat(parts.getFirst().headers())
        .containsEntry("Content-Type", "application/dicom+xml; charset=utf-8")
        .containsEntry("Content-Location", url + "/metadata")
        .containsEntry("Content-Length", Integer.toString(parts.getFirst().bytes().length));
    Document document =
        DocumentBuilderFactory.newDefaultNSInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(parts.getFirst().bytes()));
    assertThat(document.getDocumentElement().getLocalName()).isEqualTo("NativeDicomModel");
    Element bulkData = (Element) document.getElementsByTagNameNS("*", "BulkData").item(0);
    assertThat(bulkData.getAttribute("uri")).isEqualTo(url + "/bulkdata/7FE00010");
  }

  @Test
  @Requirement("COM-14")
  void metadataThatTheClientHasIsNotSentAgain() {
    bench.pacs.retrieving(sending(numbered("1.1", 1, 1)));
    String tag = study().serve(bench.metadata::study).responseHeader("ETag");
    assertThat(tag).matches("W/\"[0-9a-f]{32}\"");

    RecordedExchange again =
        study().header("If-None-Match", "\"x\", " + tag).serve(bench.metadata::study);

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.bytes()).isEmpty();
    assertThat(again.responseHeader("ETag")).isEqualTo(tag);
    assertThat(again.responseHeader("Vary")).isEqualTo("Accept");
  }

  @Test
  @Requirement("COM-14")
  void metadataThatChangedHaveAnotherTag() {
    bench.pacs.retrieving(sending(numbered("1.1", 1, 1)));
    String tag = study().serve(bench.metadata::study).responseHeader("ETag");
    bench.pacs.retrieving(sending(numbered("1.1", 1, 2)));
    bench.pacs.finding(Finds.of("another patient", numbered("1.1", 1, 2)));

    RecordedExchange again =
        study()
            .header("If-None-Match", tag)
            .header("Cache-Control", "no-cache")
            .serve(bench.metadata::study);

    assertThat(again.status()).isEqualTo(200);
    assertThat(uids(again)).containsExactly("1.1");
  }

  private static HandMade numbered(String sop, int series, int number) {
    HandMade.Encoder encoder = HandMade.begin(sop, EXPLICIT);
    encoder.text(Tag.SeriesNumber, "IS", Integer.toString(series));
    encoder.text(Tag.InstanceNumber, "IS", Integer.toString(number));
    encoder.element(Tag.PixelData, "OW", pixels(3000, number));
    return HandMade.made(sop, EXPLICIT, encoder);
  }

  private static JsonArray json(RecordedExchange exchange) {
    return new JsonArray(new String(exchange.bytes(), StandardCharsets.UTF_8));
  }

  private static List<String> uids(RecordedExchange exchange) {
    return json(exchange).stream()
        .map(JsonObject.class::cast)
        .map(object -> object.getJsonObject("00080018").getJsonArray("Value").getString(0))
        .toList();
  }
}
