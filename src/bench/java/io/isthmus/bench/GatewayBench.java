package io.isthmus.bench;

import io.isthmus.bench.BenchData.Study;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Measures a gateway, or the raw wire, in front of one Orthanc, and prints rows. One after the
 * other, not in turns: the associations that a gateway keeps open occupy the four threads of an
 * Orthanc as shipped, and a raw client would wait for one (ADR 0004). Run by {@code
 * src/bench/gateway.sh}.
 */
public final class GatewayBench {
  private static final String DICOM = "multipart/related; type=\"application/dicom\"";
  private static final String FRAME = "multipart/related; type=\"application/octet-stream\"";
  private static final String JSON = "application/dicom+json";
  private static final int SHARERS = 50;
  private static final int IN_MEMORY_ROW = 32;

  private final URI gateway;
  private final BenchPlan plan;
  private final Report report;

  private GatewayBench(URI gateway, BenchPlan plan, String way) {
    this.gateway = gateway;
    this.plan = plan;
    this.report = new Report(way);
  }

  /**
   * Arguments: rounds, rows with commas between them, and {@code load REST-ROOT}, {@code raw
   * get|move PORT STORE-PORT [KEYS]}, {@code run GATEWAY WAY}, {@code shared GATEWAY WAY RELAY-PORT
   * PORT} or {@code memory GATEWAY WAY PROCESS}.
   */
  public static void main(String[] arguments) throws Exception {
    BenchPlan plan = new BenchPlan(Integer.parseInt(arguments[0]));
    Set<String> rows = Set.of(arguments[1].split(",", -1));
    String what = arguments[2];
    if (what.equals("load")) {
      plan.load(URI.create(arguments[3]), rows);
    } else if (what.equals("raw")) {
      String keys = arguments.length > 6 ? arguments[6] : "";
      new RawBench(Integer.parseInt(arguments[4]), plan, keys)
          .run(rows, arguments[3].equals("move"), Integer.parseInt(arguments[5]));
    } else {
      GatewayBench bench = new GatewayBench(URI.create(arguments[3]), plan, arguments[4]);
      switch (what) {
        case "run" -> bench.run(rows);
        case "shared" ->
            bench.shared(Integer.parseInt(arguments[5]), Integer.parseInt(arguments[6]));
        case "memory" -> bench.memory(Long.parseLong(arguments[5]));
        default -> throw new IllegalArgumentException(what);
      }
      bench.report.print();
    }
  }

  private void run(Set<String> rows) throws Exception {
    if (rows.contains("queries")) {
      queries();
    }
    if (rows.contains("first")) {
      cold("first frame of a cold series", (client, i) ->
          client.get(plan.small(i).instancePath(5) + "/frames/1", FRAME));
    }
    if (rows.contains("studies")) {
      cold("study of 100 CT, cold", (client, i) ->
          client.get("/studies/" + plan.large(i).uid(), DICOM));
      cold("study of 100 CT, held", (client, i) ->
          client.get("/studies/" + plan.large(i).uid(), DICOM));
    }
    if (rows.contains("full")) {
      cold("study of 100 CT, cold", (client, i) ->
          client.get("/studies/" + plan.large(i).uid(), DICOM));
    }
    if (rows.contains("frames")) {
      frames();
    }
    if (rows.contains("growth")) {
      growth();
    }
  }

  private void queries() throws Exception {
    Request request = (client, i) ->
        client.get("/studies?PatientID=" + plan.small(i % plan.used()).patient(), JSON);
    web(1, BenchPlan.WARMING_QUERIES, request);
    for (int clients : BenchPlan.CLIENTS) {
      report.put("one-study query", clients, web(clients, BenchPlan.QUERIES / clients, request));
    }
  }

  /** Each study is asked for once. */
  private void cold(String what, Request request) throws Exception {
    int used = 0;
    for (int clients : BenchPlan.CLIENTS) {
      for (int round = 0; round < plan.rounds(clients); round++) {
        int first = used;
        used += clients;
        Samples got = web(clients, 1, (client, i) -> request.of(client, first + i));
        if (clients > 1 || round >= BenchPlan.WARMING) {
          report.put(what, clients, got);
        }
      }
    }
  }

  private void frames() throws Exception {
    timed("/studies/" + BenchPlan.HELD.uid(), DICOM);
    timed("/studies/" + BenchPlan.CINE.uid(), DICOM);
    frames(new Report("warming"));
    for (int round = 0; round < plan.rounds(); round++) {
      frames(report);
    }
  }

  private void frames(Report into) throws Exception {
    Random random = new Random(4);
    for (int clients : BenchPlan.CLIENTS) {
      into.put("metadata of 100 CT, held", clients, web(clients, Math.max(2, 40 / clients), (client, i) ->
          client.get(BenchPlan.HELD.seriesPath() + "/metadata", JSON)));
      into.put("CT frame, held", clients, web(clients, Math.max(5, 200 / clients), (client, i) ->
          client.get(BenchPlan.HELD.instancePath(1 + random.nextInt(BenchPlan.SLICES)) + "/frames/1", FRAME)));
      into.put("frame of 200 XA, held", clients, web(clients, Math.max(5, 200 / clients), (client, i) ->
          client.get(BenchPlan.CINE.instancePath(1) + "/frames/" + (1 + random.nextInt(BenchPlan.XA_FRAMES)), FRAME)));
    }
  }

  private void shared(int relayPort, int dicomPort) throws Exception {
    try (CountingRelay relay = new CountingRelay(relayPort, dicomPort)) {
      for (int round = 0; round <= plan.rounds(); round++) {
        Study cold = plan.large(round);
        long before = relay.bytes();
        Samples all = web(SHARERS, 1, (client, i) -> client.get(cold.seriesPath(), DICOM));
        double size = cold.instances() * 2.0 * BenchData.EDGE * BenchData.EDGE;
        if (round > 0) {
          report.put("one cold series", SHARERS, "bytes moved / size", (relay.bytes() - before) / size);
          report.put("one cold series", SHARERS, "ms", all.seconds() * 1e3);
        }
      }
    }
  }

  private void growth() throws Exception {
    boolean warm = false;
    for (Study study : plan.growing()) {
      String what = "study of " + study.instances() + " small CT";
      double cold = timed("/studies/" + study.uid(), DICOM);
      timed(study.seriesPath() + "/metadata", JSON);
      if (warm) {
        report.put(what + ", cold", 1, "us each", cold * 1e3 / study.instances());
        report.put(what + ", held", 1, "us each",
            timed("/studies/" + study.uid(), DICOM) * 1e3 / study.instances());
        report.put(what + ", metadata, held", 1, "us each",
            timed(study.seriesPath() + "/metadata", JSON) * 1e3 / study.instances());
        report.put(what + ", one frame of it, held", 1, web(1, 50, (client, i) ->
            client.get(study.instancePath(1 + i * 7 % study.instances()) + "/frames/1", FRAME)));
      }
      warm = true;
    }
  }

  /** Of the gateway, whose process is told. */
  private void memory(long process) throws Exception {
    web(IN_MEMORY_ROW, 4, (client, i) ->
        client.get("/studies/" + plan.large(i % 16).uid(), DICOM));
    report.put("studies of 52 MB", IN_MEMORY_ROW, "peak resident MB", Resident.peakMb(process));
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
        return i -> ok(request.of(client, i)).nanos();
      });
    } finally {
      for (WebClient client : open) {
        client.close();
      }
    }
  }

  private double timed(String path, String accept) throws Exception {
    return web(1, 1, (client, i) -> client.get(path, accept)).median();
  }

  private static WebClient.Answer ok(WebClient.Answer answer) throws IOException {
    if (answer.status() != 200 || answer.bytes() == 0) {
      throw new IOException("answered " + answer.status() + " with " + answer.bytes() + " bytes");
    }
    return answer;
  }
}
