package io.isthmus.web.qido;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.Archives;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.Federation;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.query.Found;
import io.isthmus.query.SearchAnswer;
import io.isthmus.query.SearchAnswer.Others;
import io.isthmus.security.Action;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.Handler;
import io.isthmus.web.http.HttpEdge;
import java.net.http.HttpResponse;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
@Requirement("DIM-45")
class FederatedSearchTest {
  private static final SearchAnswer ANSWER =
      new SearchAnswer(
          List.of(new Found("main", study("1.1")), new Found("other", study("1.2"))),
          false,
          OptionalLong.of(0),
          Set.of(),
          new Others(new TreeSet<>(Set.of("other")), new TreeSet<>(Set.of("third"))));

  private static DataSet study(String uid) {
    return DataSet.builder().uid(Tag.StudyInstanceUID, uid).build();
  }

  private static HttpEdge edge(String defaultId) {
    Map<Endpoint, Handler> handlers = new EnumMap<>(Endpoint.class);
    for (Endpoint endpoint : Endpoint.values()) {
      if (endpoint.action() != Action.SEARCH) {
        handlers.put(endpoint, exchange -> exchange.respond(204));
      }
    }
    handlers.putAll(
        new QidoResource((caller, pacs, search, cancellation) -> ANSWER, QidoOptions.DEFAULT)
            .handlers());
    return HttpEdge.serving(
        new Archives(
            List.of(FakeArchive.named("main"), FakeArchive.named("other")),
            defaultId,
            Optional.of(new Federation("all", List.of("main", "other"), true))),
        handlers);
  }

  @ParameterizedTest
  @Requirement({"DIM-45", "QIDO-32"})
  @ValueSource(strings = {"/dicomweb/studies", "/pacs/all/dicomweb/studies"})
  void eachResultLeadsToItsOwnPacs(String path) throws Exception {
    try (HttpEdge edge = edge("all")) {
      HttpResponse<String> response = edge.get(path);
      assertThat(response.body())
          .contains("[\"" + edge.address("/pacs/main/dicomweb/studies/1.1") + "\"]")
          .contains("[\"" + edge.address("/pacs/other/dicomweb/studies/1.2") + "\"]");
    }
  }

  @Test
  void whatIsMissingAndWhatIsHeldTwiceIsSaidWithTheIdsOfThePacs() throws Exception {
    try (HttpEdge edge = edge("main")) {
      assertThat(edge.get("/pacs/all/dicomweb/studies").headers().allValues("Warning"))
          .anyMatch(text -> text.endsWith("what they hold is missing: third"))
          .anyMatch(text -> text.endsWith("whose records of them are not given: other"))
          .hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/studies/1.2", "/studies/1.2/metadata", "/studies/1.2/bulkdata"})
  void aFederationIsSearchedOnly(String path) throws Exception {
    try (HttpEdge edge = edge("main")) {
      HttpResponse<String> response = edge.get("/pacs/all/dicomweb" + path);
      assertThat(response.statusCode()).isEqualTo(501);
      assertThat(response.body()).contains("RetrieveURL");
      assertThat(edge.get("/pacs/main/dicomweb" + path).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void aFederationIsNoPacsOfWhichMoreCouldBeAsked() throws Exception {
    try (HttpEdge edge = edge("all")) {
      assertThat(edge.get("/isthmus/pacs/all/profile").statusCode()).isEqualTo(404);
      assertThat(edge.get("/isthmus/pacs/main/profile").statusCode()).isEqualTo(204);
      assertThat(edge.get("/isthmus/pacs").statusCode()).isEqualTo(204);
    }
  }
}
