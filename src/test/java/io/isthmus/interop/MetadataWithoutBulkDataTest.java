package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Archives;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions.Method;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.demo.DemoOptions;
import io.isthmus.demo.DemoPacs;
import io.isthmus.demo.Misbehaviour;
import io.isthmus.demo.data.DemoData;
import io.isthmus.demo.data.DemoInstance;
import io.isthmus.retrieve.Descriptions;
import io.isthmus.retrieve.Retrieval;
import io.isthmus.retrieve.RetrieveOptions;
import io.isthmus.retrieve.RetrieveService;
import io.isthmus.retrieve.metadata.MetadataFormat;
import io.isthmus.retrieve.metadata.MetadataStore;
import io.isthmus.retrieve.metadata.MetadataView;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.security.Access;
import io.isthmus.security.Caller;
import io.isthmus.ul.net.PeerAddress;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Metadata from instances without their bulk data, beside those from whole ones. */
@Timeout(60)
class MetadataWithoutBulkDataTest {
  private static final String AVAILABLE_TRANSFER_SYNTAX = "00083002";

  /** Two instances of each series. */
  private static final List<DemoInstance> DATA =
      DemoData.instances().stream()
          .collect(Collectors.groupingBy(DemoInstance::seriesInstanceUid))
          .values()
          .stream()
          .flatMap(series -> series.stream().limit(2))
          .toList();

  @TempDir Path root;

  @Test
  @Requirement({"DIM-27", "WADO-21", "WADO-23"})
  void theySayTheSameOfEveryStudy() throws Exception {
    int compressed = 0;
    for (String study : studies()) {
      JsonArray whole = metadata(DemoOptions.DEFAULT, Descriptions.INSTANCES, study);
      JsonArray headless = metadata(DemoOptions.DEFAULT, Descriptions.AUTO, study);
      compressed += withoutAvailableSyntax(whole, headless);
      for (int i = 0; i < whole.size(); i++) {
        assertThat(headless.getJsonObject(i)).isEqualTo(whole.getJsonObject(i));
      }
      assertThat(headless).as(study).hasSameSizeAs(whole);
    }
    assertThat(compressed).as("instances of which the syntax is known all the same").isPositive();
  }

  @Test
  @Requirement("WADO-23")
  void aPacsThatSendsOnlyWholeOnesIsAskedForThose() throws Exception {
    String study = studies().getFirst();
    assertThat(
            metadata(
                DemoOptions.DEFAULT.with(Misbehaviour.NO_RETRIEVE_WITHOUT_BULK_DATA),
                Descriptions.AUTO,
                study))
        .isEqualTo(metadata(DemoOptions.DEFAULT, Descriptions.INSTANCES, study));
  }

  private static List<String> studies() {
    return DATA.stream().map(DemoInstance::studyInstanceUid).distinct().toList();
  }

  /** What has no pixels does not say in which syntax they are, unless it is one for pixels. */
  private static int withoutAvailableSyntax(JsonArray whole, JsonArray headless) {
    int kept = 0;
    for (int i = 0; i < whole.size(); i++) {
      if (headless.getJsonObject(i).containsKey(AVAILABLE_TRANSFER_SYNTAX)) {
        kept++;
      } else {
        ((JsonObject) whole.getValue(i)).remove(AVAILABLE_TRANSFER_SYNTAX);
      }
    }
    return kept;
  }

  private JsonArray metadata(DemoOptions options, Descriptions source, String study)
      throws IOException, ArchiveException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        DemoPacs pacs = DemoPacs.start(options, DATA);
        DimseArchive archive =
            DimseArchives.archive(
                new PeerAddress("127.0.0.1", pacs.port(), pacs.aeTitle(), "ISTHMUS"),
                2,
                Method.GET,
                new MoveDesk("ISTHMUS"));
        InstanceSpool spool =
            InstanceSpool.open(new InstanceSpool.Options(root, 1L << 30, Duration.ofSeconds(30)))) {
      RetrieveService service =
          new RetrieveService(
              new Archives(List.of(archive), archive.id()),
              Access.OPEN,
              spool,
              executor,
              RetrieveOptions.DEFAULT.describing(source),
              Clock.systemUTC());
      ByteArrayOutputStream json = new ByteArrayOutputStream();
      try (Retrieval retrieval =
              service.openToDescribe(
                  Caller.LOCAL, archive.id(), RetrieveScope.study(study), false);
          MetadataView view =
              MetadataView.collect(
                  retrieval,
                  spool,
                  MetadataStore.NONE,
                  MetadataFormat.JSON,
                  instance -> "http://here/" + instance.sopInstanceUid())) {
        assertThat(view.isWhole()).isTrue();
        view.write(json);
      }
      return new JsonArray(json.toString(StandardCharsets.UTF_8));
    }
  }
}
