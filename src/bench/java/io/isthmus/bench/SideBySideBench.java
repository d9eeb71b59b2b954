package io.isthmus.bench;

import io.isthmus.dicom.data.InformationModel;
import io.isthmus.archive.Arrival;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.archive.dimse.MoveSource;
import io.isthmus.bench.BenchData.Study;
import io.isthmus.pool.AssociationConnector;
import io.isthmus.pool.AssociationPool;
import io.isthmus.pool.BreakerOptions;
import io.isthmus.pool.CircuitBreaker;
import io.isthmus.pool.PoolOptions;
import io.isthmus.pool.PoolTime;
import io.isthmus.pool.Recipes;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * One study over one, two and four associations with one Orthanc, near and far, by turns; what comes
 * is thrown away. Run by {@code src/bench/side-by-side.sh}.
 */
public final class SideBySideBench {
  private static final int[] ASSOCIATIONS = {1, 2, 4};
  private static final Study STUDY = new Study(50, 200, BenchData.EDGE);
  private static final Duration WAIT = Duration.ofMinutes(1);

  private SideBySideBench() {}

  /** Arguments: the root of Orthanc's REST API, its DICOM port, rounds. */
  public static void main(String[] arguments) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      BenchData.load(URI.create(arguments[0]), STUDY, client);
    }
    int rounds = Integer.parseInt(arguments[2]);
    System.out.println("| later by, each way | 1 association | 2 | 4 |\n|---|---|---|---|");
    for (int millis : new int[] {0, 2, 10}) {
      try (LateRelay relay = new LateRelay(Integer.parseInt(arguments[1]), millis)) {
        int port = millis == 0 ? Integer.parseInt(arguments[1]) : relay.port();
        double[][] times = new double[ASSOCIATIONS.length][rounds];
        for (int round = -1; round < rounds; round++) {
          for (int way = 0; way < ASSOCIATIONS.length; way++) {
            double time = retrieve(port, ASSOCIATIONS[way]);
            times[way][Math.max(round, 0)] = time;
          }
        }
        StringBuilder row = new StringBuilder("| " + millis + " ms |");
        for (double[] way : times) {
          Arrays.sort(way);
          row.append(" %.0f ms (%.0f to %.0f) |"
              .formatted(way[rounds / 2], way[0], way[rounds - 1]));
        }
        System.out.println(row);
      }
    }
  }

  /** Milliseconds of a retrieve by associations that are opened for it. */
  private static double retrieve(int port, int associations) throws Exception {
    ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        DimseArchive archive = archive(port, associations, alarms, threads)) {
      archive.echo();
      long begin = System.nanoTime();
      RetrieveOutcome outcome =
          archive.retrieve(
              RetrieveScope.study(STUDY.uid()), instance -> THROWN_AWAY, new Cancellation());
      double time = (System.nanoTime() - begin) / 1e6;
      if (outcome.completed() != STUDY.instances()) {
        throw new IOException("came: " + outcome);
      }
      return time;
    } finally {
      // Some of them would ring a minute later.
      alarms.shutdownNow();
    }
  }

  private static DimseArchive archive(
      int port, int associations, ScheduledExecutorService alarms, ExecutorService threads) {
    PoolTime time = PoolTime.system(Clock.systemUTC(), alarms, Thread.ofVirtual().factory());
    AssociationClient client =
        new AssociationClient(
            new Negotiation("2.25.1", "BENCH"), AssociationTimeouts.DEFAULT, SocketLayer.PLAIN);
    PeerAddress peer = new PeerAddress("127.0.0.1", port, "ORTHANC", "BENCH");
    return new DimseArchive(
        MoveSource.of("main", peer.calledAeTitle(), peer.host()),
        new AssociationPool<>(
            new AssociationConnector(client, peer, 131_072),
            new Recipes(InformationModel.STUDY_ROOT, Map.of()),
            new PoolOptions(4, WAIT),
            new CircuitBreaker(BreakerOptions.DEFAULT, time),
            time),
        new DimseOptions(DimseOptions.Method.GET, WAIT, WAIT, WAIT).retrievingOver(associations),
        new MoveDesk("BENCH"),
        threads,
        Clock.systemUTC());
  }

  private static final Arrival THROWN_AWAY =
      new Arrival() {
        @Override
        public void append(ByteBuffer fragment) {
          fragment.position(fragment.limit());
        }

        @Override
        public void complete() {
          // Nothing is kept.
        }

        @Override
        public void fail(String reason) {
          throw new IllegalStateException(reason);
        }
      };
}
