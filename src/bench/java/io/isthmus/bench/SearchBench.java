package io.isthmus.bench;

import io.isthmus.bench.BenchData.Study;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.PeerAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Searches with 10 to 10,000 matches, by a gateway or by raw C-FIND with the same keys, in front of
 * one Orthanc. Run by {@code src/bench/searches.sh}, which says what the arguments are.
 */
public final class SearchBench {
  private static final int STUDIES = 10_000;
  private static final int FIRST = 100_000;
  private static final int[] CLIENTS = {1, 8, 64};
  private static final int THREADS_OF_ORTHANC = 4;

  /** What the requests of one row together ask for, if each client asks once at least. */
  private static final int MATCHES_OF_A_ROW = 32_000;

  private static final int MOST_REQUESTS = 200;
  private static final int WARM_UP = 200;

  private final URI gateway;
  private final URI orthanc;
  private final RawDimse raw;
  private final int mostAtOnce;

  private SearchBench(URI gateway, URI orthanc, int dicomPort, int mostAtOnce) {
    this.mostAtOnce = mostAtOnce;
    this.gateway = gateway;
    this.orthanc = orthanc;
    this.raw = new RawDimse(new PeerAddress("127.0.0.1", dicomPort, "ORTHANC", "BENCH"));
  }

  /**
   * Arguments: load|raw|run|memory, gateway, Orthanc's REST root, its DICOM port, most matches that
   * all clients of a row ask for at once, [process].
   */
  public static void main(String[] arguments) throws Exception {
    SearchBench bench =
        new SearchBench(
            URI.create(arguments[1]),
            URI.create(arguments[2]),
            Integer.parseInt(arguments[3]),
            Integer.parseInt(arguments[4]));
    switch (arguments[0]) {
      case "load" -> bench.load();
      case "raw" -> bench.rows("raw", bench::raw);
      case "run" -> bench.rows("gateway", bench::web);
      case "memory" -> bench.memory(Long.parseLong(arguments[5]));
      default -> throw new IllegalArgumentException("load, raw, run or memory");
    }
  }

  private void load() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (int i = 0; i < STUDIES; i++) {
        BenchData.load(orthanc, new Study(FIRST + i, 1, 2), client);
      }
    }
  }

  /** Patient IDs of which so many studies have one. */
  private static String patients(int matches) {
    int wild = (int) Math.log10(matches);
    String first = new Study(FIRST, 1, 2).patient();
    return first.substring(0, first.length() - wild) + "?".repeat(wild);
  }

  /** One way to search. */
  @FunctionalInterface
  private interface Way {
    Samples measure(int clients, int each, int matches) throws Exception;
  }

  private void rows(String name, Way way) throws Exception {
    way.measure(1, WARM_UP, 10);
    for (int matches = 10; matches <= STUDIES; matches *= 10) {
      way.measure(1, Math.max(1, WARM_UP / matches), matches);
      for (int clients : CLIENTS) {
        if (clients * matches > mostAtOnce) {
          continue;
        }
        int requests = Math.min(MOST_REQUESTS, MATCHES_OF_A_ROW / matches);
        int each = Math.max(1, requests / clients / (clients == 1 ? 4 : 1));
        Samples done = way.measure(clients, each, matches);
        System.out.printf(
            Locale.ROOT,
            "| %s | %,d | %d | %d | %.1f | %.1f | %,.0f |%n",
            name,
            matches,
            clients,
            clients * each,
            done.median(),
            done.p99(),
            done.perSecond() * matches);
      }
    }
  }

  private Samples raw(int clients, int each, int matches) throws Exception {
    BlockingQueue<Association> free = new LinkedBlockingQueue<>();
    List<Association> open = new ArrayList<>();
    try {
      for (int i = 0; i < Math.min(clients, THREADS_OF_ORTHANC); i++) {
        open.add(raw.openForFind());
      }
      free.addAll(open);
      return Samples.of(clients, each, () -> i -> {
        long begin = System.nanoTime();
        Association association = free.take();
        raw.find(association, patients(matches), matches);
        free.add(association);
        return System.nanoTime() - begin;
      });
    } finally {
      for (Association association : open) {
        association.release();
      }
    }
  }

  private Samples web(int clients, int each, int matches) throws Exception {
    List<WebClient> open = new ArrayList<>();
    try {
      return Samples.of(clients, each, () -> {
        WebClient client = new WebClient(gateway);
        open.add(client);
        return i -> searched(client, matches).nanos();
      });
    } finally {
      for (WebClient client : open) {
        client.close();
      }
    }
  }

  private static WebClient.Answer searched(WebClient client, int matches) throws IOException {
    String path = "/studies?PatientID=" + patients(matches).replace("?", "%3F");
    WebClient.Answer answer = client.get(path, "application/dicom+json");
    // A result with its attributes and its address has more than half a kilobyte.
    if (answer.status() != 200 || answer.bytes() < 512L * matches) {
      throw new IOException(answer.status() + " and " + answer.bytes() + " bytes for " + path);
    }
    return answer;
  }

  private void memory(long process) throws Exception {
    web(8, 2, STUDIES);
    String peak =
        Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElseThrow();
    System.out.println("| peak memory, 8 clients, 10,000 matches each | " + peak + " |");
  }
}
