package io.isthmus.interop;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An Orthanc in front of which the gateway under test stands; the demo PACS where Orthanc is not
 * installed, and the tests then skip.
 */
public final class OrthancResource implements QuarkusTestResourceLifecycleManager {
  private static @Nullable OrthancServer server;
  private @Nullable String retrieve;

  /** The Orthanc behind the gateway. */
  static OrthancServer server() {
    Peers.need("orthanc", "Orthanc");
    return Objects.requireNonNull(server, "Orthanc is started by the test resource");
  }

  @Override
  public void init(Map<String, String> arguments) {
    retrieve = arguments.get("retrieve");
  }

  @Override
  public Map<String, String> start() {
    int gatewayPort = Programs.freePort();
    if (!Peers.has("Orthanc")) {
      return Map.of("isthmus.demo", "true", "isthmus.dimse.port", Integer.toString(gatewayPort));
    }
    OrthancServer started = new OrthancServer(gatewayPort);
    server = started;
    return Map.of(
        "isthmus.demo",
        "false",
        "isthmus.dimse.port",
        Integer.toString(gatewayPort),
        "isthmus.pacs.orthanc.ae-title",
        "ORTHANC",
        "isthmus.pacs.orthanc.host",
        "127.0.0.1",
        "isthmus.pacs.orthanc.retrieve",
        Objects.requireNonNull(retrieve),
        "isthmus.pacs.orthanc.port",
        Integer.toString(started.dicomPort()));
  }

  @Override
  public void stop() {
    if (server != null) {
      server.close();
    }
    server = null;
  }
}
