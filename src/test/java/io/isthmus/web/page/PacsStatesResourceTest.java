package io.isthmus.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.archive.ArchiveState;
import io.isthmus.archive.Archives;
import io.isthmus.archive.Federation;
import io.isthmus.archive.ObservedArchive;
import io.isthmus.security.Access;
import io.isthmus.web.http.HttpEdge;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacsStatesResourceTest {
  private static final ArchiveState UP =
      new ArchiveState(
          "main",
          Optional.of(true),
          Optional.of(Instant.parse("2026-01-02T03:04:05Z")),
          Optional.empty(),
          2,
          1,
          8);
  private static final ArchiveState DOWN =
      new ArchiveState(
          "other",
          Optional.of(false),
          Optional.empty(),
          Optional.of("connect to pacs.internal:104 as SECRET_AE"),
          0,
          0,
          4);

  private static HttpResponse<String> states(Access access) throws Exception {
    return states(
        new Archives(List.of(new ObservedArchive(UP), new ObservedArchive(DOWN)), "main"), access);
  }

  private static HttpResponse<String> states(Archives archives, Access access) throws Exception {
    try (HttpEdge edge = HttpEdge.serving(new PacsStatesResource(archives, access).handlers())) {
      return edge.get("/isthmus/pacs");
    }
  }

  @Test
  void theStateOfEachPacsIsToldAndNothingOfItsAddress() throws Exception {
    HttpResponse<String> response = states(Access.OPEN);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.body())
        .isEqualTo(
            "{\"pacs\":[{\"id\":\"main\",\"default\":true,\"reachable\":true,"
                + "\"since\":\"2026-01-02T03:04:05Z\",\"inUse\":2,\"idle\":1,\"limit\":8},"
                + "{\"id\":\"other\",\"default\":false,\"reachable\":false,"
                + "\"since\":null,\"inUse\":0,\"idle\":0,\"limit\":4}]}");
  }

  @Test
  void aFederationIsToldWithItsMembersToWhoMayObserveIt() throws Exception {
    Federation joined = new Federation("all", List.of("main", "other"), false);
    Archives archives =
        new Archives(
            List.of(new ObservedArchive(UP), new ObservedArchive(DOWN)),
            "all",
            Optional.of(joined));

    assertThat(states(archives, Access.OPEN).body())
        .contains("\"id\":\"main\",\"default\":false")
        .endsWith(
            ",\"federation\":{\"id\":\"all\",\"default\":true,\"members\":[\"main\",\"other\"]}}");
    assertThat(states(archives, (caller, action, pacs) -> pacs.equals("main")).body())
        .doesNotContain("federation");
  }

  @Test
  void aPacsThatTheCallerMayNotObserveIsLeftOut() throws Exception {
    assertThat(states((caller, action, pacs) -> pacs.equals("other")).body())
        .contains("\"other\"")
        .doesNotContain("\"main\"");
  }
}
