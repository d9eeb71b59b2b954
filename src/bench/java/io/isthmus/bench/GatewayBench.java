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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Measures a gateway, or the raw wire, in front of one Orthanc, and prints a table. One after the
 * other, not in turns: the associations that a gateway keeps open occupy the four threads of an
 * Orthanc as shipped, and a raw client would wait for one (ADR 0004). A cold study is one that nobody has asked for yet: each is used once, so that nothing has to be
 * emptied. Run by {@code src/bench/gateway.sh}, which says what the arguments are.
 */
public final class GatewayBench {
  private static final String DICOM = "multipart/related; type=\"application/dicom\"";
  private static final String FRAME = "multipart/related; type=\"application/octet-stream\"";
  private static final String JSON = "application/dicom+json";
  private static final int[] CLIENTS = {1, 8, 64};
  private static final int XA_FRAMES = 200;
  private static final int SLICES = 100;
  private static final int FEW_SLICES = 10;
  private static final int SHARERS = 50;
  private static final int THREADS_OF_ORTHANC = 4;

  private final URI gateway;
  private final RawDimse raw;
  private final URI orthanc;
  private final int rounds;
  private final Map<String, List<Double>> rows = new LinkedHashMap<>();
  private final Study held = new Study(1, SLICES, BenchData.EDGE);
  private final Study cine = new Study(2, 1, BenchData.EDGE);
  private int used = 100;

  private GatewayBench(URI gateway, URI orthanc, int dicomPort, int rounds) {
    this.gateway = gateway;
    this.orthanc = orthanc;
    this.raw = new RawDimse(new PeerAddress("127.0.0.1", dicomPort, "ORTHANC", "BENCH"));
    this.rounds = rounds;
  }

  /** Arguments: load|raw|run|extra|memory, gateway, Orthanc's REST root, its DICOM port, the relay's, rounds. */
  public static void main(String[] arguments) throws Exception {
    URI gateway = URI.create(arguments[1]);
    int dicomPort = Integer.parseInt(arguments[3]);
    GatewayBench bench =
        new GatewayBench(
            gateway, URI.create(arguments[2]), dicomPort, Integer.parseInt(arguments[5]));
    switch (arguments[0]) {
      case "load" -> bench.load();
      case "raw" -> bench.repeat(round -> bench.raw());
      case "run" -> bench.run();
      case "extra" -> bench.extra(Integer.parseInt(arguments[4]), dicomPort);
      case "memory" -> bench.manyAtOnce(Long.parseLong(arguments[4]));
      default -> throw new IllegalArgumentException("load, raw, run, extra or memory");
    }
  }

  private int coldLarge() {
    return (rounds + 1) * 4;
  }

  private void load() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      BenchData.load(orthanc, held, client);
      BenchData.loadMultiFrame(orthanc, cine, XA_FRAMES, client);
      for (int i = 0; i < coldLarge(); i++) {
        BenchData.load(orthanc, new Study(100 + i, SLICES, BenchData.EDGE), client);
      }
      int firstSmall = 1000;
      for (int i = 0; i < (rounds + 1) * (1 + 8 + 64); i++) {
        BenchData.load(orthanc, new Study(firstSmall + i, FEW_SLICES, BenchData.EDGE), client);
      }
      for (int i = 1; i <= 4; i++) {
        BenchData.load(orthanc, new Study(9000 + i, (int) Math.pow(10, i), 16), client);
      }
    }
  }

  /** What is measured in each round. */
  @FunctionalInterface
  private interface Round {
    void measure(int number) throws Exception;
  }

  /** The first round warms both sides and is thrown away. */
  private void repeat(Round round) throws Exception {
    for (int number = 0; number <= rounds; number++) {
      if (number == 1) {
        rows.clear();
      }
      round.measure(number);
    }
    print();
  }

  private void raw() throws Exception {
    for (int clients : new int[] {1, THREADS_OF_ORTHANC}) {
      put("one-study query, " + clients, "raw p50 ms", rawFind(clients, 100).median());
    }
    put("study of 100 CT", "raw ms", rawGet(held));
    put("one CT by a new association", "raw C-GET ms", rawGetOne(held));
  }

  private void run() throws Exception {
    repeat(round -> {
      queries();
      studies(round);
      heldThings();
    });
    rows.clear();
    growth();
    print();
  }

  private void extra(int relayPort, int dicomPort) throws Exception {
    used += 2 * (rounds + 1);
    try (CountingRelay relay = new CountingRelay(relayPort, dicomPort)) {
      repeat(round -> {
        Study moved = nextLarge();
        put("study of 100 CT", "gateway cold by C-MOVE ms",
            timed("../pacs/moving/dicomweb/studies/" + moved.uid(), DICOM));
        shared(relay);
      });
    }
  }

  private void queries() throws Exception {
    for (int clients : CLIENTS) {
      int each = Math.max(10, 200 / clients);
      Samples asked =
          web(clients, each, (client, i) -> ok(client.get("/studies?PatientID=P" + (1000 + i % 70), JSON)));
      put("one-study query, " + clients, "gateway p50 ms", asked.median());
      put("one-study query, " + clients, "gateway p99 ms", asked.p99());
      put("one-study query, " + clients, "gateway 1/s", asked.perSecond());
    }
  }

  private Samples rawFind(int clients, int each) throws Exception {
    List<Association> open = new ArrayList<>();
    try {
      return Samples.of(clients, each, () -> {
        Association association = raw.openForFind();
        open.add(association);
        return i -> {
          long begin = System.nanoTime();
          raw.find(association, "P" + (1000 + i % 70));
          return System.nanoTime() - begin;
        };
      });
    } finally {
      open.forEach(Association::close);
    }
  }

  private void studies(int round) throws Exception {
    Study cold = nextLarge();
    put("study of 100 CT", "gateway cold ms", timed("/studies/" + cold.uid(), DICOM));
    put("study of 100 CT", "gateway held ms", timed("/studies/" + cold.uid(), DICOM));
    Study first = nextLarge();
    put("first frame of a cold series", "gateway ms", timed(first.instancePath(50) + "/frames/1", FRAME));
    int next = 1000 + round * (1 + 8 + 64);
    for (int clients : CLIENTS) {
      int from = next;
      Samples got =
          web(clients, 1, (client, i) ->
              ok(client.get("/studies/" + new Study(from + i, FEW_SLICES, 1).uid(), DICOM)));
      put("cold studies of 10 CT, " + clients, "gateway MB/s",
          clients * FEW_SLICES * 0.5243 / got.seconds());
      next += clients;
    }
  }

  private void heldThings() throws Exception {
    timed("/studies/" + held.uid(), DICOM);
    timed("/studies/" + cine.uid(), DICOM);
    put("metadata of 100 CT, held", "gateway ms", timed(held.seriesPath() + "/metadata", JSON));
    Random random = new Random(4);
    for (int clients : CLIENTS) {
      int each = Math.max(5, 100 / clients);
      Samples ct =
          web(clients, each, (client, i) ->
              ok(client.get(held.instancePath(1 + random.nextInt(SLICES)) + "/frames/1", FRAME)));
      put("CT frame, held, " + clients, "gateway p50 ms", ct.median());
      put("CT frame, held, " + clients, "gateway p99 ms", ct.p99());
      put("CT frame, held, " + clients, "gateway 1/s", ct.perSecond());
      Samples xa =
          web(clients, Math.max(2, 20 / clients), (client, i) ->
              ok(client.get(cine.instancePath(1) + "/frames/" + (1 + random.nextInt(XA_FRAMES)), FRAME)));
      put("frame of 200 XA, held, " + clients, "gateway p50 ms", xa.median());
      put("frame of 200 XA, held, " + clients, "gateway 1/s", xa.perSecond());
    }
  }

  private void shared(CountingRelay relay) throws Exception {
    Study cold = nextLarge();
    long before = relay.bytes();
    Samples all =
        web(SHARERS, 1, (client, i) ->
            ok(client.get("../pacs/counted/dicomweb" + cold.seriesPath(), DICOM)));
    double size = SLICES * 2.0 * BenchData.EDGE * BenchData.EDGE;
    put("one cold series, " + SHARERS + " clients", "bytes moved / size", (relay.bytes() - before) / size);
    put("one cold series, " + SHARERS + " clients", "gateway ms", all.seconds() * 1e3);
  }

  private void growth() throws Exception {
    for (int i = 1; i <= 4; i++) {
      Study study = new Study(9000 + i, (int) Math.pow(10, i), 16);
      double cold = timed("/studies/" + study.uid(), DICOM);
      put("study of " + study.instances() + " small CT", "gateway us each",
          cold * 1e3 / study.instances());
    }
  }

  /** For the memory of the gateway, whose process is told. */
  private void manyAtOnce(long process) throws Exception {
    int clients = 32;
    web(clients, 4, (client, i) ->
        ok(client.get("/studies/" + new Study(100 + i % coldLarge(), SLICES, 1).uid(), DICOM)));
    String peak =
        Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElse("unknown");
    System.out.println(
        "| peak memory, " + clients + " clients, studies of 52 MB | "
            + Long.parseLong(peak.replaceAll("\\D", "")) / 1024 + " MB | |");
  }

  private Study nextLarge() {
    return new Study(used++, SLICES, BenchData.EDGE);
  }

  private double rawGet(Study study) throws IOException {
    long begin = System.nanoTime();
    try (Association association = raw.openForGet(BenchData.CT)) {
      raw.get(association, RawDimse.study(study), study.instances());
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  private double rawGetOne(Study study) throws IOException {
    long begin = System.nanoTime();
    try (Association association = raw.openForGet(BenchData.CT)) {
      raw.get(association, RawDimse.instance(study, 50), 1);
      return (System.nanoTime() - begin) / 1e6;
    }
  }

  /** A request of one client. */
  @FunctionalInterface
  private interface Request {
    WebClient.Answer of(WebClient client, int number) throws IOException;
  }

  private Samples web(int clients, int each, Request request) throws Exception {
    List<WebClient> open = new ArrayList<>();
    try {
      return Samples.of(clients, each, () -> {
        WebClient client = new WebClient(gateway);
        open.add(client);
        return i -> request.of(client, i).nanos();
      });
    } finally {
      for (WebClient client : open) {
        client.close();
      }
    }
  }

  private double timed(String path, String accept) throws IOException {
    try (WebClient client = new WebClient(gateway)) {
      return ok(client.get(path, accept)).nanos() / 1e6;
    }
  }

  private static WebClient.Answer ok(WebClient.Answer answer) throws IOException {
    if (answer.status() != 200 || answer.bytes() == 0) {
      throw new IOException("answered " + answer.status() + " with " + answer.bytes() + " bytes");
    }
    return answer;
  }

  private void put(String row, String column, double value) {
    rows.computeIfAbsent(row + " | " + column, first -> new ArrayList<>()).add(value);
  }

  private void print() {
    System.out.println("| what, clients | figure | median | least | most |");
    System.out.println("|---|---|---|---|---|");
    rows.forEach((name, values) -> {
      double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      System.out.println(
          String.format(
              Locale.ROOT, "| %s | %s | %s | %s |", name, figure(sorted[sorted.length / 2]),
              figure(sorted[0]), figure(sorted[sorted.length - 1])));
    });
  }

  private static String figure(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.3g", value).replaceFirst("\\.0+$", "");
  }
}
