package io.isthmus.web.wado;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.FindOutcome;
import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.retrieve.Bench;
import io.isthmus.retrieve.Descriptions;
import io.isthmus.retrieve.HandMade;
import io.isthmus.retrieve.RetrieveOptions;
import io.isthmus.retrieve.metadata.MetadataStore;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.security.Access;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Metadata from answers to C-FIND alone. */
@Timeout(30)
class FoundMetadataTest {
  @TempDir Path root;
  private final FakeArchive pacs = FakeArchive.named("main").finding(answers("1.2.3.4.1"));

  /** Each level in a character set of its own; one instance is of another series. */
  private static FakeArchive.FindScript answers(String... instances) {
    return (request, matches, cancellation) -> {
      switch (request.level()) {
        case STUDY ->
            matches.accept(
                DataSet.builder()
                    .specificCharacterSet("ISO_IR 100")
                    .uid(Tag.StudyInstanceUID, HandMade.STUDY)
                    .text(Tag.PatientName, "Échantillon^Zoé")
                    .empty(Tag.PatientSex)
                    .build());
        case SERIES ->
            matches.accept(
                DataSet.builder()
                    .specificCharacterSet("ISO_IR 144")
                    .uid(Tag.StudyInstanceUID, HandMade.STUDY)
                    .uid(Tag.SeriesInstanceUID, HandMade.SERIES)
                    .text(Tag.SeriesDescription, "Голова")
                    .text(Tag.SeriesNumber, "3")
                    .build());
        case IMAGE -> {
          for (String instance : instances) {
            matches.accept(image(HandMade.SERIES, instance));
          }
          matches.accept(image("1.2.9", "1.2.9.1"));
        }
      }
      return new FindOutcome(true, false);
    };
  }

  private static DataSet image(String series, String instance) {
    return DataSet.builder()
        .uid(Tag.StudyInstanceUID, HandMade.STUDY)
        .uid(Tag.SeriesInstanceUID, series)
        .uid(Tag.SOPInstanceUID, instance)
        .uid(Tag.SOPClassUID, HandMade.CT)
        .us(Tag.Rows, 4)
        .us(Tag.Columns, 4)
        .us(Tag.BitsAllocated, 16)
        .us(Tag.PixelRepresentation, 0)
        .build();
  }

  private RecordedExchange ask(Path folder, RecordedExchange exchange) throws Exception {
    try (Bench bench =
        new Bench(
            pacs,
            Access.OPEN,
            new InstanceSpool.Options(folder, 1 << 20, Duration.ZERO),
            RetrieveOptions.DEFAULT.describing(Descriptions.FIND),
            Clock.systemUTC())) {
      MetadataResource metadata =
          new MetadataResource(bench.service(), bench.spool(), MetadataStore.NONE);
      return exchange.serve(metadata::series);
    }
  }

  @Test
  @Requirement("WADO-21")
  void itSaysThatItIsOnlyWhatIsFoundAndNothingIsRetrieved() throws Exception {
    RecordedExchange exchange = ask(root, WadoBench.study().series(HandMade.SERIES));

    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.warnings()).singleElement().asString().contains("answers to searches");
    assertThat(pacs.retrieves()).isEmpty();
    JsonArray all = new JsonArray(new String(exchange.bytes(), StandardCharsets.UTF_8));
    assertThat(all).hasSize(1);
    JsonObject one = all.getJsonObject(0);
    assertThat(value(one, "00080018")).isEqualTo("1.2.3.4.1");
    assertThat(((JsonObject) value(one, "00100010")).getString("Alphabetic"))
        .isEqualTo("Échantillon^Zoé");
    assertThat(value(one, "0008103E")).isEqualTo("Голова");
    assertThat(one.fieldNames()).doesNotContain("00100040");
    assertThat(one.getJsonObject("7FE00010").getString("BulkDataURI"))
        .isEqualTo(
            RecordedExchange.BASE
                + "/studies/1.2.3/series/1.2.3.4/instances/1.2.3.4.1/bulkdata/7FE00010");
  }

  @Test
  @Requirement("WADO-13")
  void whatIsNotFoundIs404() throws Exception {
    pacs.finding(answers());

    assertThat(ask(root, WadoBench.study().series(HandMade.SERIES)).status()).isEqualTo(404);
    assertThat(pacs.finds()).anyMatch(find -> find.level() == QueryLevel.IMAGE);
  }

  private static Object value(JsonObject dataSet, String tag) {
    return dataSet.getJsonObject(tag).getJsonArray("Value").getValue(0);
  }
}
