package io.isthmus.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.security.Access;
import io.isthmus.security.Action;
import io.isthmus.web.http.Endpoint;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway as it is wired, with a rule that lets nobody do anything. */
@Timeout(60)
class AccessOnEveryRouteTest {
  private record Asked(Action action, String pacs) {}

  private final List<Asked> asked = new ArrayList<>();

  private final Access nobody =
      (caller, action, pacs) -> {
        synchronized (asked) {
          asked.add(new Asked(action, pacs));
        }
        return false;
      };

  @Test
  void everyRouteAsksForItsActionAtItsPacs(@TempDir Path root) throws Exception {
    Map<String, String> settings =
        Map.of(
            "isthmus.pacs.main.ae-title", "MYPACS",
            "isthmus.pacs.main.host", "127.0.0.1",
            "isthmus.pacs.main.port", "1");
    try (GatewayServer gateway = new GatewayServer(TlsLayersTest.read(settings), nobody, root)) {
      for (Endpoint endpoint : Endpoint.values()) {
        for (String path : endpoint.paths()) {
          asked.clear();
          HttpResponse<String> response = gateway.ask(endpoint.method(), filled(path));

          if (endpoint.root() == Endpoint.Root.SERVER) {
            assertThat(response.body()).as(path).doesNotContain("main");
          } else {
            assertThat(response.statusCode()).as(path).isEqualTo(403);
          }
          assertThat(asked).as(path).containsOnly(new Asked(endpoint.action(), "main"));

          if (endpoint.root() == Endpoint.Root.DICOMWEB) {
            asked.clear();
            assertThat(gateway.ask("OPTIONS", filled(path)).statusCode()).isEqualTo(403);
            assertThat(asked).as(path).containsOnly(new Asked(Action.DESCRIBE, "main"));
          }
        }
      }
    }
  }

  private static String filled(String path) {
    return path.replace("{pacs}", "main")
        .replace("{frames}", "1")
        .replace("{element}", "7FE00010")
        .replaceAll("[{]\\w+[}]", "1.2");
  }
}
