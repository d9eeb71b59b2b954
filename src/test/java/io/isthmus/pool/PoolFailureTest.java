package io.isthmus.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.pool.BreakerStatus.Phase;
import io.isthmus.pool.FakePeer.Connection;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PoolFailureTest extends PoolTestCase {
  @Test
  void oneFoundDeadBeforeAnyResponseIsReplacedOnce() throws Exception {
    try (var pool = pool(1)) {
      use(pool, FIND);
      try (var lease = pool.lease(FIND, WAIT, CancelSignal.NEVER)) {
        assertThat(lease.connection().id).isEqualTo(1);
        assertThat(lease.replaceDead()).isTrue();
        assertThat(lease.connection().id).isEqualTo(2);
        assertThat(lease.replaceDead()).isFalse();
        assertThat(lease.connection().id).isEqualTo(2);
        lease.completed();
      }
      assertThat(peer.log()).containsExactly("open 1", "abort 1", "open 2");
      assertThat(peer.peak()).isEqualTo(1);
      assertThat(pool.statistics().idle()).isEqualTo(1);
    }
  }

  @Test
  void aFaultWhileOneIsLookedAtFreesItsPlace() throws Exception {
    try (var pool = pool(1)) {
      use(pool, FIND).looksFail();
      time.advance(Duration.ofSeconds(1));

      assertThatThrownBy(() -> use(pool, FIND)).isInstanceOf(IllegalStateException.class);

      assertThat(pool.statistics().total()).isZero();
      assertThat(use(pool, FIND).id).isEqualTo(2);
    }
  }

  @Test
  void whoWaitsBecauseThePeerHadNoRoomIsServedWhenItMayHaveRoomAgain() throws Exception {
    try (var pool = pool(2);
        var held = pool.lease(FIND, WAIT, CancelSignal.NEVER)) {
      peer.answer(FakePeer.hasNoRoom());
      FutureTask<Connection> second = start(() -> lend(pool, Duration.ofSeconds(60)));
      until(() -> pool.statistics().waiting() == 1 && peer.tried() == 2);

      time.advance(Duration.ofSeconds(10));

      assertThat(second.get(20, TimeUnit.SECONDS).id).isEqualTo(2);
      assertThat(held.connection().id).isEqualTo(1);
    }
  }

  private static Connection lend(AssociationPool<Connection> pool, Duration wait)
      throws IOException {
    try (var lease = pool.lease(FIND, wait, CancelSignal.NEVER)) {
      lease.completed();
      return lease.connection();
    }
  }

  @Test
  void aNewOneIsNotReplaced() throws Exception {
    try (var pool = pool(1);
        var lease = pool.lease(FIND, WAIT, CancelSignal.NEVER)) {
      assertThat(lease.replaceDead()).isFalse();
    }
  }

  @Test
  void aReplacementThatFailsEndsTheLease() throws Exception {
    try (var pool = pool(1)) {
      use(pool, FIND);
      for (FakePeer.Answer answer : List.of(FakePeer.refuses(), FakePeer.hasNoRoom())) {
        try (var lease = pool.lease(FIND, WAIT, CancelSignal.NEVER)) {
          peer.answer(answer);
          assertThatThrownBy(lease::replaceDead)
              .isInstanceOf(IOException.class)
              .isNotInstanceOf(PeerSaturatedException.class);
          assertThat(pool.statistics().total()).isZero();
        }
        use(pool, FIND);
      }
    }
  }

  @Test
  void oneThatWasIdleForLongIsLookedAtBeforeItIsLent() throws Exception {
    try (var pool = pool(1)) {
      Connection first = use(pool, FIND);
      first.dies();
      assertThat(use(pool, FIND)).as("trusted when just used").isSameAs(first);
      time.advance(Duration.ofSeconds(1));
      Connection second = use(pool, FIND);
      assertThat(second).isNotSameAs(first);
      time.advance(Duration.ofSeconds(1));
      assertThat(use(pool, FIND)).isSameAs(second);
    }
  }

  @Test
  @Requirement("COM-09")
  void fiveFailedConnectionsKeepTheNextRequestsFromTryingForTwoSeconds() throws Exception {
    try (var pool = pool(1)) {
      for (int i = 0; i < 5; i++) {
        peer.answer(FakePeer.refuses());
        assertThatThrownBy(() -> use(pool, FIND)).hasMessage("connection refused");
      }
      assertThatThrownBy(() -> use(pool, FIND))
          .isInstanceOf(BreakerOpenException.class)
          .hasMessageContaining("connection refused");
      assertThat(peer.tried()).isEqualTo(5);
      time.advance(Duration.ofSeconds(2));
      use(pool, FIND);
      assertThat(peer.tried()).isEqualTo(6);
      assertThat(pool.statistics().breaker().phase()).isEqualTo(Phase.CLOSED);
    }
  }

  /** Else the breaker would wait for it without end, and nothing would be tried ever again. */
  @Test
  void theAttemptThatDecidesIsOverAlsoWhereThePeerHasNoRoom() throws Exception {
    try (var pool = pool(2)) {
      use(pool, FIND);
      openBreaker(pool);
      time.advance(Duration.ofSeconds(2));
      peer.answer(FakePeer.hasNoRoom());
      try (var lease = pool.lease(FIND, WAIT, CancelSignal.NEVER)) {
        assertThatThrownBy(lease::replaceDead).hasMessageContaining("local limit");
      }
      assertThat(pool.statistics().breaker().phase()).isEqualTo(Phase.OPEN);

      time.advance(Duration.ofSeconds(2));
      peer.answer(FakePeer.hasNoRoom());
      assertThatThrownBy(() -> use(pool, FIND)).hasMessageContaining("local limit");
      assertThat(pool.statistics().breaker().phase()).isEqualTo(Phase.OPEN);

      time.advance(Duration.ofSeconds(2));
      use(pool, FIND);
      assertThat(pool.statistics().breaker().phase()).isEqualTo(Phase.CLOSED);
    }
  }

  private void openBreaker(AssociationPool<Connection> pool) {
    for (int i = 0; i < 5; i++) {
      peer.answer(FakePeer.refuses());
      assertThatThrownBy(() -> use(pool, WORKLIST)).hasMessage("connection refused");
    }
  }

  @Test
  void operationsThatFailOnAnAssociationLeaveTheBreakerClosed() throws Exception {
    try (var pool = pool(1)) {
      for (int i = 0; i < 20; i++) {
        pool.lease(FIND, WAIT, CancelSignal.NEVER).close();
      }
      assertThat(pool.statistics().breaker().phase()).isEqualTo(Phase.CLOSED);
    }
  }

  @Test
  void anOpenBreakerStillLendsWhatIsIdle() throws Exception {
    try (var pool = pool(2)) {
      use(pool, FIND);
      for (int i = 0; i < 5; i++) {
        peer.answer(FakePeer.refuses());
        assertThatThrownBy(() -> use(pool, WORKLIST)).hasMessage("connection refused");
      }
      assertThat(pool.statistics().breaker().phase()).isEqualTo(Phase.OPEN);
      assertThat(use(pool, FIND).id).isEqualTo(1);
    }
  }

  @Test
  void anErrorOfTheConnectorFreesThePlace() throws Exception {
    try (var pool = pool(1)) {
      peer.answer(() -> {
        throw new OutOfMemoryError("made up");
      });
      assertThatThrownBy(() -> use(pool, FIND)).isInstanceOf(OutOfMemoryError.class);
      use(pool, FIND);
    }
  }

  @Test
  void aPeerWithoutRoomForMoreIsServedWithWhatItHasRoomFor() throws Exception {
    try (var pool = pool(8)) {
      Lease<Connection> held = pool.lease(FIND, WAIT, CancelSignal.NEVER);
      peer.answer(FakePeer.hasNoRoom());
      FutureTask<Connection> second = start(() -> use(pool, FIND));
      until(() -> pool.statistics().waiting() == 1);
      FutureTask<Connection> third = start(() -> use(pool, FIND));
      until(() -> pool.statistics().waiting() == 2);
      assertThat(peer.tried()).as("the third does not try").isEqualTo(2);
      Connection only = held.connection();
      held.completed();
      held.close();
      assertThat(second.get()).isSameAs(only);
      assertThat(third.get()).isSameAs(only);
      assertThat(pool.statistics().breaker().phase()).isEqualTo(Phase.CLOSED);

      time.advance(Duration.ofSeconds(10));
      Lease<Connection> again = pool.lease(FIND, WAIT, CancelSignal.NEVER);
      start(() -> use(pool, FIND)).get();
      assertThat(peer.tried()).as("after a while one more is tried").isEqualTo(3);
      again.close();
    }
  }

  @Test
  @Requirement("COM-09")
  void aPeerWithoutRoomForAnyIsReportedAsItsRejection() throws Exception {
    try (var pool = pool(8)) {
      peer.answer(FakePeer.hasNoRoom());
      assertThatThrownBy(() -> use(pool, FIND))
          .isNotInstanceOf(PeerSaturatedException.class)
          .hasMessage("rejected: local limit exceeded");
      assertThat(pool.statistics().total()).isZero();
    }
  }
}
