package io.isthmus.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.spool.InstanceIdentifiers;
import io.isthmus.retrieve.spool.InstanceSpool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An instance that comes to its end while the last reader leaves is given up once, by one side. */
class FlightBoardTest {
  private static final HandMade ONE = HandMade.instance("1.2.3.4.1", new byte[100]);
  private static final RetrieveScope SCOPE = RetrieveScope.study(ONE.study());
  private static final ArchiveFailure LEFT = new ArchiveFailure.Cancelled("main", "left");

  @TempDir Path root;
  private InstanceSpool spool;
  private SpooledArrival arrival;
  private IncomingInstance instance;
  private final FlightBoard board = new FlightBoard(SCOPE);
  private final Seat reader = new Seat(SCOPE, new HashSet<>());

  @BeforeEach
  void anInstanceIsUnderWayToAReader() throws IOException {
    spool = InstanceSpool.open(new InstanceSpool.Options(root, 100_000, Duration.ZERO));
    Holdings holdings = new Holdings(spool, RetrieveOptions.DEFAULT, Clock.systemUTC());
    RetrieveFlight flight =
        new RetrieveFlight(
            SCOPE,
            false,
            holdings.study("main", ONE.study()),
            spool,
            holdings,
            Long.MIN_VALUE,
            new Nobody());
    arrival = new SpooledArrival(flight.arrivals(), ONE.announcement(), spool.create());
    instance =
        new IncomingInstance(
            ONE.announcement().sopClassUid(),
            new InstanceIdentifiers(Optional.empty(), ONE.sop(), ONE.study(), ONE.series()),
            ONE.announcement().transferSyntax(),
            arrival.file());
    assertThat(board.join(reader)).isTrue();
    assertThat(board.begin(arrival)).isTrue();
    assertThat(board.show(instance)).isTrue();
  }

  @AfterEach
  void close() throws IOException {
    spool.close();
  }

  private static final class Nobody implements RetrieveFlight.Listener {
    @Override
    public void closedToJoiners(RetrieveFlight flight) {
      // Nobody joins.
    }

    @Override
    public void cameWhole(RetrieveFlight flight, IncomingInstance instance) {
      // Nobody waits.
    }
  }

  @Test
  @Timeout(30)
  void whoWaitsForAWhileDoesNotWaitLongerBecauseOtherThingsHappen() throws Exception {
    RetrieveScope other = RetrieveScope.instance(ONE.study(), ONE.series(), "1.2.3.4.2");
    Seat impatient = new Seat(other, new HashSet<>());
    assertThat(board.join(impatient)).isTrue();
    CountDownLatch late = new CountDownLatch(1);
    Thread happening =
        Thread.ofPlatform()
            .start(() -> {
              while (late.getCount() > 0) {
                board.takePassed();
              }
            });
    assertThat(board.awaitNext(impatient, "main", Duration.ofMillis(200)))
        .isEqualTo(new Step.Late());
    late.countDown();
    happening.join();
  }

  @Test
  void byTheFlightWhenItEndsBeforeTheFilesAreGivenUp() {
    board.leave(reader, LEFT);

    assertThat(board.completed(arrival, true)).isTrue();
    assertThat(board.takeAll()).containsExactly(instance);
  }

  @Test
  void byTheArrivalWhenItEndsAfterTheFilesWereGivenUp() {
    board.leave(reader, LEFT);

    assertThat(board.takeAll()).isEmpty();
    assertThat(board.completed(arrival, true)).isFalse();
    assertThat(board.takeAll()).isEmpty();
  }
}
