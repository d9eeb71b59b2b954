package io.isthmus.bench;

import io.isthmus.bench.BenchData.Study;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * What is held, asked of several gateways in turns, so that versions can be compared on a machine that others use too. Run by
 * {@code src/bench/held.sh}.
 */
public final class HeldBench {
  private static final String DICOM = "multipart/related; type=\"application/dicom\"";
  private static final String FRAME = "multipart/related; type=\"application/octet-stream\"";
  private static final String SINGLE = "application/octet-stream; transfer-syntax=*";
  private static final String JSON = "application/dicom+json";
  private static final int SLICES = 100;
  private static final int XA_FRAMES = 200;
  private static final int EACH = 150;
  private static final Study CT = new Study(1, SLICES, BenchData.EDGE);
  private static final Study XA = new Study(2, 1, BenchData.EDGE);

  /** A gateway, and what was measured of it: medians of its turns. */
  private record Side(String name, WebClient client, Map<String, List<Double>> rows) {}

  private HeldBench() {}

  /** Arguments: load ORTHANC, or turns ROUNDS DICOM_PORT NAME=GATEWAY... */
  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("load")) {
      try (HttpClient client = HttpClient.newHttpClient()) {
        BenchData.load(URI.create(arguments[1]), CT, client);
        BenchData.loadMultiFrame(URI.create(arguments[1]), XA, XA_FRAMES, client);
      }
      return;
    }
    List<Side> sides = new ArrayList<>();
    for (String side : List.of(arguments).subList(2, arguments.length)) {
      String[] named = side.split("=", 2);
      sides.add(new Side(named[0], new WebClient(URI.create(named[1])), new LinkedHashMap<>()));
    }
    int rounds = Integer.parseInt(arguments[1]);
    for (int round = -2; round < rounds; round++) {
      for (Side side : sides) {
        measure(side);
        if (round < 0) {
          side.rows().clear();
        }
      }
      Collections.rotate(sides, 1);
    }
    print(sides);
  }

  private static void measure(Side side) throws IOException {
    timed(side, "study of 100 CT", 5, i -> "/studies/" + CT.uid(), DICOM);
    timed(side, "metadata of 100 CT", 20, i -> CT.seriesPath() + "/metadata", JSON);
    Random random = new Random(4);
    timed(side, "CT frame", EACH, i -> CT.instancePath(1 + random.nextInt(SLICES)) + "/frames/1", FRAME);
    timed(side, "CT frame, single part", EACH, i -> CT.instancePath(1 + random.nextInt(SLICES)) + "/frames/1", SINGLE);
    timed(side, "XA frame", EACH, i -> XA.instancePath(1) + "/frames/" + (1 + random.nextInt(XA_FRAMES)), FRAME);
    timed(side, "404", EACH, i -> "/nothing", JSON);
  }

  private static void timed(Side side, String what, int times, java.util.function.IntFunction<String> path, String accept)
      throws IOException {
    if (!what.matches(System.getProperty("only", ".*"))) {
      return;
    }
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      WebClient.Answer answer = side.client().get(path.apply(i), accept);
      if (answer.status() != 200 && !what.equals("404")) {
        throw new IOException(what + ": " + answer.status());
      }
      millis.add(answer.nanos() / 1e6);
    }
    Collections.sort(millis);
    side.rows().computeIfAbsent(what, first -> new ArrayList<>()).add(millis.get(times / 2));
  }

  private static void print(List<Side> sides) {
    sides.sort(java.util.Comparator.comparing(Side::name));
    for (String what : sides.getFirst().rows().keySet()) {
      StringBuilder line = new StringBuilder("| " + what);
      for (Side side : sides) {
        List<Double> turns = side.rows().get(what).stream().sorted().toList();
        line.append(
            String.format(Locale.ROOT, " | %s: %.2f ms (%.2f to %.2f)", side.name(), turns.get(turns.size() / 2), turns.getFirst(), turns.getLast()));
      }
      System.out.println(line + " |");
    }
  }
}
