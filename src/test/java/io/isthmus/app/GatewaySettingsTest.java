package io.isthmus.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.demo.DemoOptions;
import io.isthmus.demo.DemoPacs;
import io.isthmus.demo.data.DemoData;
import io.isthmus.security.Access;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each setting is what decides, from its key to the answer. */
@Timeout(60)
class GatewaySettingsTest {
  private static DemoPacs pacs;

  @TempDir Path root;

  @BeforeAll
  static void start() throws IOException {
    pacs = DemoPacs.start(DemoOptions.DEFAULT, DemoData.instances());
  }

  @AfterAll
  static void stop() throws IOException {
    pacs.close();
  }

  private HttpResponse<String> search(String query, String... settings) throws Exception {
    Map<String, String> all = new HashMap<>();
    all.put("isthmus.pacs.main.ae-title", pacs.aeTitle());
    all.put("isthmus.pacs.main.host", "127.0.0.1");
    all.put("isthmus.pacs.main.port", Integer.toString(pacs.port()));
    for (int i = 0; i < settings.length; i += 2) {
      all.put("isthmus." + settings[i], settings[i + 1]);
    }
    try (GatewayServer gateway = new GatewayServer(TlsLayersTest.read(all), Access.OPEN, root)) {
      return gateway.ask("GET", "/dicomweb/studies" + query);
    }
  }

  private static List<String> warnings(HttpResponse<String> response) {
    return response.headers().allValues("Warning");
  }

  @Test
  @Requirement("QIDO-27")
  void aSearchWithoutResultsHasTheStatusThatIsConfigured() throws Exception {
    assertThat(search("?PatientID=NOBODY").statusCode()).isEqualTo(204);
    HttpResponse<String> empty = search("?PatientID=NOBODY", "query.empty-search", "200");
    assertThat(empty.statusCode()).isEqualTo(200);
    assertThat(empty.body()).isEqualTo("[]");
  }

  @Test
  @Requirement("COM-03")
  void unknownParametersAreRefusedWhereThatIsConfigured() throws Exception {
    assertThat(search("?foo=1&limit=1").statusCode()).isEqualTo(200);
    assertThat(search("?foo=1&limit=1", "query.strict-query", "true").statusCode()).isEqualTo(400);
  }

  @Test
  @Requirement("QIDO-21")
  void aSearchForEverythingIsRefusedWhereThatIsConfigured() throws Exception {
    assertThat(search("", "query.require-filter", "true").statusCode()).isEqualTo(400);
  }

  @Test
  @Requirement("DIM-15")
  void whatCannotBeSortedIsRefusedWhereOrderIsConfigured() throws Exception {
    assertThat(search("", "query.order-cap", "1").statusCode()).isEqualTo(200);
    assertThat(search("", "query.order-cap", "1", "query.order", "sorted").statusCode())
        .isEqualTo(413);
  }

  @Test
  @Requirement({"QIDO-13", "COM-07"})
  void moreThanTheMostResultsIsToldInTheFormThatIsConfigured() throws Exception {
    HttpResponse<String> one = search("", "query.max-results", "1");
    assertThat(one.body().split("\"0020000D\"", -1)).hasSize(2);
    assertThat(warnings(one))
        .singleElement()
        .asString()
        .matches("299 http://localhost:\\d+/dicomweb: There are .*additional results.*");
    assertThat(warnings(search("", "query.max-results", "1", "web.rfc-warning", "true")))
        .singleElement()
        .asString()
        .matches("299 localhost:\\d+ \"There are .*additional results.*\"");
  }

  @Test
  @Requirement("COM-01")
  void whatIsGivenOutBeginsWithTheAddressThatIsConfigured() throws Exception {
    assertThat(search("?limit=1", "web.public-base", "https://viewer.example/x/").body())
        .contains("\"https://viewer.example/x/dicomweb/studies/");
  }
}
