package io.isthmus.interop;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An Orthanc and a dcmqrscp with the same made-up studies behind one gateway, under the ids {@code
 * orthanc} and {@code dcmqrscp}; the demo PACS where they are not installed, and the tests then
 * skip. With the argument {@code federated}, Orthanc lacks study D and dcmqrscp lacks study A, and
 * both are searched as one under the id {@code all}. Behind the id {@code gone} is nobody.
 */
public final class TwoPacsResource implements QuarkusTestResourceLifecycleManager {
  private @Nullable DimsePeers peers;
  private @Nullable Path folder;
  private boolean federated;

  @Override
  public void init(Map<String, String> arguments) {
    federated = arguments.containsKey("federated");
  }

  static boolean isHere() {
    return Stream.of("Orthanc", "dcmqrscp", "dump2dcm", "storescu").allMatch(Peers::has);
  }

  @Override
  public Map<String, String> start() {
    int gatewayPort = Programs.freePort();
    Map<String, String> settings = new HashMap<>();
    settings.put("isthmus.dimse.port", Integer.toString(gatewayPort));
    settings.put("isthmus.demo", Boolean.toString(!isHere()));
    if (isHere()) {
      try {
        begin(gatewayPort, settings);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return settings;
  }

  private void begin(int gatewayPort, Map<String, String> settings) throws IOException {
    Path made = Files.createTempDirectory("isthmus-two-pacs");
    folder = made;
    DimsePeers started = new DimsePeers(made);
    peers = started;
    List<Path> files = MadeStudies.files(started, made);
    pacs(
        "orthanc",
        "ORTHANC",
        started.orthanc(gatewayPort),
        settings,
        without(files, MadeStudies.D));
    pacs(
        "dcmqrscp",
        DimsePeers.DCMQRSCP_AE,
        started.dcmqrscp(gatewayPort),
        settings,
        without(files, MadeStudies.A));
    if (federated) {
      settings.put("isthmus.federation.members", "orthanc,dcmqrscp");
    }
    settings.put("isthmus.pacs.gone.ae-title", "GONE");
    settings.put("isthmus.pacs.gone.host", "localhost");
    settings.put("isthmus.pacs.gone.port", Integer.toString(Programs.freePort()));
    settings.put("isthmus.default-pacs", "orthanc");
  }

  private List<Path> without(List<Path> files, String study) {
    return files.stream()
        .filter(file -> !federated || !file.getFileName().toString().startsWith(study + "."))
        .toList();
  }

  private void pacs(
      String id, String aeTitle, int port, Map<String, String> settings, List<Path> files)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("storescu", "-aet", "ISTHMUS", "-aec", aeTitle, "localhost", "" + port));
    files.forEach(file -> command.add(file.toString()));
    DimsePeers.Run run = Objects.requireNonNull(peers).run(command.toArray(String[]::new));
    if (run.exitCode() != 0) {
      throw new IOException(run.output());
    }
    settings.put("isthmus.pacs." + id + ".ae-title", aeTitle);
    settings.put("isthmus.pacs." + id + ".host", "localhost");
    settings.put("isthmus.pacs." + id + ".port", Integer.toString(port));
  }

  @Override
  public void stop() {
    try {
      if (peers != null) {
        peers.close();
      }
      if (folder != null) {
        try (Stream<Path> all = Files.walk(folder)) {
          for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.deleteIfExists(path);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
