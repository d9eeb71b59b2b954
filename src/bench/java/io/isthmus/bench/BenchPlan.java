package io.isthmus.bench;

import io.isthmus.bench.BenchData.Study;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Which studies the rows of the benchmark use. A cold study is one that the gateway has not been
 * asked for: each is used once in its process, so that nothing has to be emptied.
 *
 * @param rounds that count
 */
record BenchPlan(int rounds) {
  static final int[] CLIENTS = {1, 8, 64};
  static final int WARMING = 3;

  /** Searches before those that count, after which both JVMs have compiled what they do. */
  static final int WARMING_QUERIES = 6000;
  static final int QUERIES = 2000;
  static final int SLICES = 100;
  static final int FEW = 10;
  static final int XA_FRAMES = 200;
  static final Study HELD = new Study(1, SLICES, BenchData.EDGE);
  static final Study CINE = new Study(2, 1, BenchData.EDGE);
  private static final int LARGE = 100;
  private static final int SMALL = 1000;
  private static final int GROWING = 9000;
  private static final int LOADERS = 4;

  /** How often something is done by so many clients; the first few of a single one warm it up. */
  int rounds(int clients) {
    return clients == 1 ? WARMING + 3 * rounds : clients == 8 ? rounds : 1;
  }

  /** Studies that are used once by all the rounds of a row. */
  int used() {
    int used = 0;
    for (int clients : CLIENTS) {
      used += clients * rounds(clients);
    }
    return used;
  }

  /** Of 52 MB; {@code number} from 0. */
  Study large(int number) {
    return new Study(LARGE + number, SLICES, BenchData.EDGE);
  }

  /** Of 5 MB; {@code number} from 0. */
  Study small(int number) {
    return new Study(SMALL + number, FEW, BenchData.EDGE);
  }

  /** Some of each size from 10 to 10,000 instances of 16 x 16 pixels, and the first to warm up. */
  List<Study> growing() {
    List<Study> studies = new ArrayList<>();
    studies.add(new Study(GROWING, 1000, 16));
    int[] often = {20, 8, 3, 1};
    int size = 1;
    for (int times : often) {
      size *= 10;
      for (int i = 0; i < times; i++) {
        studies.add(new Study(GROWING + studies.size(), size, 16));
      }
    }
    return studies;
  }

  /** Loads what some rows need. */
  void load(URI orthanc, Set<String> rows) throws Exception {
    List<Study> studies = new ArrayList<>();
    if (rows.contains("queries") || rows.contains("frames") || rows.contains("start")) {
      studies.add(HELD);
    }
    if (rows.contains("queries") || rows.contains("first")) {
      for (int i = 0; i < used(); i++) {
        studies.add(small(i));
      }
    }
    boolean all = rows.contains("studies") || rows.contains("full");
    if (all || rows.contains("memory") || rows.contains("shared")) {
      for (int i = 0; i < (all ? used() : 16); i++) {
        studies.add(large(i));
      }
    }
    if (rows.contains("growth")) {
      studies.addAll(growing());
    }
    try (HttpClient client = HttpClient.newHttpClient();
        ExecutorService loaders = Executors.newFixedThreadPool(LOADERS)) {
      List<Future<?>> loading = new ArrayList<>();
      for (Study study : studies) {
        loading.add(loaders.submit(() -> load(orthanc, study, client)));
      }
      if (rows.contains("frames")) {
        BenchData.loadMultiFrame(orthanc, CINE, XA_FRAMES, client);
      }
      for (Future<?> one : loading) {
        one.get();
      }
    }
  }

  private static Void load(URI orthanc, Study study, HttpClient client)
      throws IOException, InterruptedException {
    BenchData.load(orthanc, study, client);
    return null;
  }
}
