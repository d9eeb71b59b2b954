package io.isthmus.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Finding;
import io.isthmus.archive.Prober;
import io.isthmus.archive.Profiles;
import io.isthmus.archive.Trait;
import io.isthmus.security.Access;
import io.isthmus.security.Action;
import io.isthmus.web.http.HttpEdge;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PacsProfileResourceTest {
  private static final Map<Trait, Finding> FOUND =
      Map.of(
          Trait.GET, Finding.probed(true),
          Trait.KEYS_IGNORED, Finding.probed(List.of("ModalitiesInStudy")));

  /** Asks with one method after the other; the last answer. */
  private static HttpResponse<String> ask(Prober prober, Access access, String... methods)
      throws Exception {
    Finding told = new Finding(Finding.Source.CONFIGURED, List.of("false"));
    Profiles profiles =
        new Profiles(
            Map.of("main", new Profiles.Subject(prober, Map.of(Trait.MOVE, told))),
            Optional.empty(),
            Duration.ofDays(1),
            Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));
    try (HttpEdge edge = HttpEdge.serving(new PacsProfileResource(profiles, access).handlers())) {
      for (String earlier : List.of(methods).subList(0, methods.length - 1)) {
        edge.send(earlier, "/isthmus/pacs/main/profile");
      }
      return edge.send(methods[methods.length - 1], "/isthmus/pacs/main/profile");
    }
  }

  @Test
  void whatThePacsWasFoundToDoIsToldInValuesAndInWords() throws Exception {
    HttpResponse<String> response = ask(() -> FOUND, Access.OPEN, "POST", "GET");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"probed\":\"2026-01-02T03:04:05Z\"")
        .contains("{\"item\":\"get\",\"source\":\"probed\",\"values\":[\"true\"]}")
        .contains("{\"item\":\"move\",\"source\":\"configured\",\"values\":[\"false\"]}")
        .contains("These keys do not narrow a search: ModalitiesInStudy.");
  }

  @Test
  void untilThePacsIsTriedOnlyTheSettingsAreTold() throws Exception {
    assertThat(ask(() -> FOUND, Access.OPEN, "GET").body())
        .contains("\"probed\":null")
        .contains("\"item\":\"move\"")
        .doesNotContain("\"item\":\"get\"");
  }

  @Test
  void aPacsThatDoesNotAnswerIsAFailureOfTheRequest() throws Exception {
    Prober down =
        () -> {
          throw new ArchiveException(new ArchiveFailure.Unreachable("main", "no connection"));
        };

    assertThat(ask(down, Access.OPEN, "POST").statusCode()).isEqualTo(503);
  }

  @Test
  void whoMayObserveMayNotThereforeProbe() throws Exception {
    Access observer = (caller, action, pacs) -> action == Action.OBSERVE;

    assertThat(ask(() -> FOUND, observer, "GET").statusCode()).isEqualTo(200);
    assertThat(ask(() -> FOUND, observer, "POST").statusCode()).isEqualTo(403);
  }
}
