package io.isthmus.interop;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A gateway before the demo PACS that serves HTTPS with a key made for it; plain HTTP where openssl
 * is not installed, and the tests then skip.
 */
public final class HttpsEdge implements QuarkusTestResourceLifecycleManager {
  private static @Nullable TestCertificates certificates;

  static void needPrograms() {
    Peers.need("openssl", "openssl");
    Peers.need("curl", "curl");
  }

  /** What a client needs to trust the gateway. */
  static String certificate() {
    return Objects.requireNonNull(certificates, "made by the test resource").file("gateway", "crt");
  }

  @Override
  public Map<String, String> start() {
    String port = Integer.toString(Programs.freePort());
    if (!Peers.has("openssl")) {
      return Map.of("isthmus.demo", "true", "isthmus.dimse.port", port);
    }
    TestCertificates made = new TestCertificates(folder());
    made.make("gateway", "localhost");
    certificates = made;
    return Map.ofEntries(
        Map.entry("isthmus.demo", "true"),
        Map.entry("isthmus.dimse.port", port),
        Map.entry("quarkus.tls.web.key-store.pem.0.cert", made.file("gateway", "crt")),
        Map.entry("quarkus.tls.web.key-store.pem.0.key", made.file("gateway", "key")),
        Map.entry("quarkus.tls.web.protocols", "TLSv1.3,TLSv1.2"),
        Map.entry("quarkus.http.tls-configuration-name", "web"),
        Map.entry("quarkus.http.test-ssl-port", "0"),
        Map.entry("quarkus.http.insecure-requests", "redirect"));
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("isthmus-https");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    certificates = null;
  }
}
