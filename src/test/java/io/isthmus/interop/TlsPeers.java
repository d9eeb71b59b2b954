package io.isthmus.interop;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * PACS behind TLS: an Orthanc with which all is well, and storescp with certificates of every kind;
 * the demo PACS where the programs are not installed, and the tests then skip.
 */
public final class TlsPeers implements QuarkusTestResourceLifecycleManager {
  private static @Nullable TestCertificates certificates;
  private static int gatewayPort;
  private static int orthancPort;

  private final List<Process> processes = new ArrayList<>();

  static TestCertificates certificates() {
    needPrograms();
    return Objects.requireNonNull(certificates, "made by the test resource");
  }

  static int gatewayPort() {
    return gatewayPort;
  }

  static int orthancPort() {
    return orthancPort;
  }

  static void needPrograms() {
    Peers.need("orthanc", "Orthanc");
    Peers.need("dcmtk", "storescp", "storescu", "echoscu");
    Peers.need("openssl", "openssl");
  }

  @Override
  public Map<String, String> start() {
    gatewayPort = Programs.freePort();
    Map<String, String> settings = new HashMap<>();
    settings.put("isthmus.dimse.port", Integer.toString(gatewayPort));
    if (!Peers.has("Orthanc") || !Peers.has("storescp") || !Peers.has("openssl")) {
      settings.put("isthmus.demo", "true");
      return settings;
    }
    try {
      Path folder = Files.createTempDirectory("isthmus-tls");
      TestCertificates made = new TestCertificates(folder);
      made.make("gateway", "localhost");
      made.make("pacs", "localhost");
      made.make("elsewhere", "elsewhere.example");
      made.make("stranger", "localhost");
      made.makeExpired("expired", "localhost");
      certificates = made;
      start(folder, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return settings;
  }

  private void start(Path folder, Map<String, String> settings) throws IOException {
    settings.put("isthmus.demo", "false");
    settings.put("isthmus.default-pacs", "orthanc");
    settings.put("isthmus.dimse.tls-configuration-name", "checked");
    addTls(settings, "checked", "gateway");
    addTls(settings, "lenient", "gateway");
    settings.put("quarkus.tls.lenient.hostname-verification-algorithm", "NONE");
    addTls(settings, "unknown-to-them", "stranger");
    orthancPort = orthanc(folder);
    addPacs(settings, "orthanc", orthancPort, "checked");
    settings.put("isthmus.pacs.orthanc.retrieve", "move");
    int good = storescp(folder, "pacs");
    int elsewhere = storescp(folder, "elsewhere");
    addPacs(settings, "good", good, "checked");
    addPacs(settings, "wrong-host", elsewhere, "checked");
    addPacs(settings, "wrong-host-borne", elsewhere, "lenient");
    addPacs(settings, "expired", storescp(folder, "expired"), "checked");
    addPacs(settings, "not-trusted", storescp(folder, "stranger"), "checked");
    addPacs(settings, "does-not-trust-us", good, "unknown-to-them");
  }

  private static void addTls(Map<String, String> settings, String name, String key) {
    TestCertificates made = certificates();
    settings.put("quarkus.tls." + name + ".key-store.pem.0.cert", made.file(key, "crt"));
    settings.put("quarkus.tls." + name + ".key-store.pem.0.key", made.file(key, "key"));
    settings.put(
        "quarkus.tls." + name + ".trust-store.pem.certs",
        String.join(
            ",",
            made.file("pacs", "crt"),
            made.file("elsewhere", "crt"),
            made.file("expired", "crt")));
  }

  private static void addPacs(Map<String, String> settings, String id, int port, String tls) {
    settings.put("isthmus.pacs." + id + ".ae-title", "ORTHANC");
    settings.put("isthmus.pacs." + id + ".host", "localhost");
    settings.put("isthmus.pacs." + id + ".port", Integer.toString(port));
    settings.put("isthmus.pacs." + id + ".tls-configuration-name", tls);
  }

  private int storescp(Path folder, String who) {
    int port = Programs.freePort();
    TestCertificates made = certificates();
    List<String> command =
        new ArrayList<>(List.of("storescp", "--fork", "+tls", made.file(who, "key")));
    command.addAll(List.of(made.file(who, "crt"), "+cf", made.file("gateway", "crt")));
    command.add(Integer.toString(port));
    processes.add(Programs.serve(command, folder.resolve(who + ".log"), port));
    return port;
  }

  private int orthanc(Path folder) throws IOException {
    int port = Programs.freePort();
    TestCertificates made = certificates();
    Path configuration = folder.resolve("orthanc.json");
    Files.writeString(
        configuration,
        """
        { "Name": "test", "StorageDirectory": "%1$s/db", "IndexDirectory": "%1$s/db",
          "Plugins": [], "HttpServerEnabled": false, "DicomAet": "ORTHANC", "DicomPort": %2$d,
          "DicomAlwaysAllowEcho": true, "DicomAlwaysAllowStore": true,
          "DicomAlwaysAllowFind": true, "DicomAlwaysAllowMove": true, "SaveJobs": false,
          "DicomTlsEnabled": true, "DicomTlsPrivateKey": "%3$s", "DicomTlsCertificate": "%4$s",
          "DicomTlsTrustedCertificates": "%5$s", "DicomTlsRemoteCertificateRequired": true,
          "DicomModalities": { "gateway": { "AET": "ISTHMUS", "Host": "localhost", "Port": %6$d,
            "UseDicomTls": true } } }
        """
            .formatted(
                folder,
                port,
                made.file("pacs", "key"),
                made.file("pacs", "crt"),
                made.file("gateway", "crt"),
                gatewayPort));
    processes.add(
        Programs.serve(
            List.of("Orthanc", configuration.toString()), folder.resolve("orthanc.log"), port));
    return port;
  }

  @Override
  public void stop() {
    processes.forEach(Process::destroy);
    certificates = null;
  }
}
