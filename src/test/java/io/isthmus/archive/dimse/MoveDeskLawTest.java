package io.isthmus.archive.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dimse.DimseStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** However arrivals are shuffled, each move gets what it asked for and nothing else. */
class MoveDeskLawTest {
  private static final int ROUNDS = 200;
  private static final List<MoveSource> SOURCES =
      List.of(
          new MoveSource("a", "PACS-A", List.of("127.0.0.1")),
          new MoveSource("b", "PACS-B", List.of("127.0.0.1")));

  private record Asked(Move move, MoveSource source, RetrieveScope scope, Kept kept) {}

  private record Delivery(Sent sent, MoveSource source, int messageId) {}

  @Test
  @Requirement({"DIM-30", "DIM-34"})
  void shuffledArrivalsNeverMix() throws Exception {
    long seed = 20261121L;
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      round(random, "seed " + seed + ", round " + round);
    }
  }

  private static void round(Random random, String where) throws Exception {
    MoveDesk desk = new MoveDesk("ISTHMUS");
    boolean named = random.nextInt(3) == 0;
    List<Sent> held = new ArrayList<>();
    for (int i = 0; i < 27; i++) {
      String study = "1.2." + (i / 9);
      String series = study + "." + (i / 3 % 3);
      held.add(new Sent(study, series, series + "." + (i % 3)));
    }
    List<Asked> asked = new ArrayList<>();
    for (int i = random.nextInt(6); i >= 0; i--) {
      RetrieveScope scope = scope(random, held);
      MoveSource source = SOURCES.get(random.nextInt(2));
      Kept kept = new Kept();
      Move move = desk.open(source, scope, kept, Duration.ZERO).orElseThrow();
      move.arm();
      asked.add(new Asked(move, source, scope, kept));
    }
    List<Delivery> deliveries = new ArrayList<>();
    for (Asked one : asked) {
      for (Sent sent : held) {
        if (one.scope().covers(sent.study(), sent.series(), sent.instance())
            || random.nextInt(10) == 0) {
          deliveries.add(new Delivery(sent, one.source(), named ? one.move().messageId() : 0));
        }
      }
    }
    Collections.shuffle(deliveries, random);
    deliver(desk, deliveries, 1 + random.nextInt(200));

    for (Asked one : asked) {
      TreeSet<String> expected = new TreeSet<>();
      for (Sent sent : held) {
        if (one.scope().covers(sent.study(), sent.series(), sent.instance())) {
          expected.add(sent.instance());
          assertThat(one.kept().whole().get(sent.instance())).as(where).isEqualTo(sent.bytes());
        }
      }
      assertThat(one.kept().uids()).as(where).containsExactlyElementsOf(expected);
      assertThat(one.move().awaitArrivals(expected.size(), Duration.ZERO))
          .as(where)
          .isGreaterThanOrEqualTo(expected.size());
    }
  }

  private static RetrieveScope scope(Random random, List<Sent> held) {
    Sent sent = held.get(random.nextInt(held.size()));
    return switch (random.nextInt(3)) {
      case 0 -> RetrieveScope.study(sent.study());
      case 1 -> RetrieveScope.series(sent.study(), sent.series());
      default -> RetrieveScope.instance(sent.study(), sent.series(), sent.instance());
    };
  }

  private static void deliver(MoveDesk desk, List<Delivery> deliveries, int fragmentLength)
      throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<DimseStatus>> statuses = new ArrayList<>();
      for (Delivery one : deliveries) {
        statuses.add(
            threads.submit(() ->
                desk.store(
                    one.sent()
                        .request(one.source().aeTitle(), "127.0.0.1", "ISTHMUS", one.messageId()),
                    one.sent().data(fragmentLength))));
      }
      for (Future<DimseStatus> status : statuses) {
        assertThat(status.get().code())
            .isIn(DimseStatus.SUCCESS.code(), DimseStatus.NOT_AUTHORIZED.code());
      }
    }
  }
}
