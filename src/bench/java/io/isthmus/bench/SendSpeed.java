package io.isthmus.bench;

import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.SpoolFile;
import io.isthmus.retrieve.spool.SpoolReader;
import io.isthmus.web.http.BufferedBody;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.HttpEdge;
import io.isthmus.web.http.ResponseBody;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Ways to send the bytes of a spooled file, through the routes and the spool of the gateway, in
 * turns (ADR 0005). Needs the test classes, which hold the server.
 *
 * <p>Arguments: rounds, and for each size in KiB the number of requests of a round, such as {@code 5
 * 512=400 524288=2}.
 */
public final class SendSpeed {
  private static final int KIB = 1024;

  private interface Way {
    void send(Exchange exchange, SpoolFile file, long size) throws IOException;
  }

  private SendSpeed() {}

  private static Way buffered(int kib, boolean direct) {
    ByteBuffer[] kept = new ByteBuffer[64];
    Arrays.setAll(kept, i -> direct ? ByteBuffer.allocateDirect(kib * KIB) : ByteBuffer.allocate(kib * KIB));
    var free = new java.util.concurrent.ArrayBlockingQueue<>(kept.length, false, List.of(kept));
    return (exchange, file, size) -> {
      ByteBuffer buffer = free.remove().clear();
      try (SpoolReader reader = file.read()) {
        BufferedBody body =
            new BufferedBody(exchange.begin(200, "x/y", OptionalLong.of(size)), buffer);
        while (body.transfer(reader, Long.MAX_VALUE) >= 0) {
          // Until the end.
        }
        body.end();
      } finally {
        free.add(buffer);
      }
    };
  }

  private static Way mapped(Path path) {
    return (exchange, file, size) -> {
      try (FileChannel channel = FileChannel.open(path)) {
        ByteBuffer map = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
        ResponseBody body = exchange.begin(200, "x/y", OptionalLong.of(size));
        for (int at = 0; at < size; at += 128 * KIB) {
          body.write(map.slice(at, (int) Math.min(128 * KIB, size - at)));
        }
        body.end();
      }
    };
  }

  public static void main(String[] arguments) throws Exception {
    Path root = Files.createTempDirectory("isthmus-send");
    try (InstanceSpool spool =
        InstanceSpool.open(new InstanceSpool.Options(root, 4L << 30, Duration.ofSeconds(1)))) {
      for (String pair : List.of(arguments).subList(1, arguments.length)) {
        long size = Long.parseLong(pair.split("=", -1)[0]) * KIB;
        measure(spool, root, size, Integer.parseInt(pair.split("=", -1)[1]), Integer.parseInt(arguments[0]));
      }
    }
    Files.deleteIfExists(root);
  }

  private static void measure(InstanceSpool spool, Path root, long size, int count, int rounds)
      throws Exception {
    SpoolFile file = spool.create();
    ByteBuffer some = ByteBuffer.allocate(256 * KIB);
    for (long at = 0; at < size; at += some.capacity()) {
      file.append(some.clear());
    }
    file.complete();
    Path path;
    try (var files = Files.walk(root)) {
      path = files.filter(one -> one.toFile().length() == size).findFirst().orElseThrow();
    }
    List<String> names = List.of("direct 32", "direct 64", "direct 128", "direct 256", "heap 128", "mapped 128");
    List<Way> ways =
        List.of(buffered(32, true), buffered(64, true), buffered(128, true), buffered(256, true), buffered(128, false), mapped(path));
    try (HttpEdge edge =
        HttpEdge.serving(
            Map.of(Endpoint.RETRIEVE_STUDY, exchange ->
                ways.get(Integer.parseInt(exchange.pathParameter("study"))).send(exchange, file, size)))) {
      edge.router().route("/sendfile").handler(context -> context.response().sendFile(path.toString()));
      for (int clients : new int[] {1, 8}) {
        List<String> paths = new ArrayList<>();
        for (int way = 0; way < ways.size(); way++) {
          paths.add("/dicomweb/studies/" + way);
        }
        paths.add("/sendfile");
        double[][] best = new double[paths.size()][rounds];
        for (int round = -1; round < rounds; round++) {
          for (int way = 0; way < paths.size(); way++) {
            double mbPerSecond = ask(edge, paths.get(way), size, count, clients);
            if (round >= 0) {
              best[way][round] = mbPerSecond;
            }
          }
        }
        for (int way = 0; way < paths.size(); way++) {
          Arrays.sort(best[way]);
          System.out.printf(
              "%8d KiB %2d clients  %-12s median %7.0f MB/s  [%.0f-%.0f]%n",
              size / KIB, clients, way < names.size() ? names.get(way) : "sendFile",
              best[way][rounds / 2], best[way][0], best[way][rounds - 1]);
        }
      }
    }
    file.release();
  }

  private static double ask(HttpEdge edge, String path, long size, int count, int clients)
      throws Exception {
    long begin = System.nanoTime();
    try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
      List<Future<?>> all = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        all.add(threads.submit(() -> {
          try (WebClient web = new WebClient(URI.create(edge.address("")))) {
            for (int i = 0; i < Math.max(1, count / clients); i++) {
              if (web.get(path, "*/*").bytes() != size) {
                throw new IOException("another number of bytes");
              }
            }
          }
          return null;
        }));
      }
      for (Future<?> one : Collections.unmodifiableList(all)) {
        one.get();
      }
    }
    long asked = (long) Math.max(1, count / clients) * clients;
    return asked * size * 1e3 / (System.nanoTime() - begin);
  }
}
