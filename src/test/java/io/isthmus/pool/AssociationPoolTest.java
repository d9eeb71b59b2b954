package io.isthmus.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.pool.FakePeer.Connection;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class AssociationPoolTest extends PoolTestCase {
  @Test
  @Requirement("DIM-02")
  void anIdleAssociationThatCoversTheNeedServes() throws Exception {
    try (var pool = pool(2)) {
      use(pool, FIND);
      use(pool, ECHO);
      assertThat(peer.log()).containsExactly("open 1");
    }
  }

  @Test
  void belowTheLimitAnotherIsOpenedForAnotherNeed() throws Exception {
    try (var pool = pool(2)) {
      use(pool, FIND);
      use(pool, WORKLIST);
      use(pool, FIND);
      assertThat(peer.log()).containsExactly("open 1", "open 2");
    }
  }

  @Test
  @Requirement("DIM-02")
  void atTheLimitTheLongestIdleOneIsReleasedBeforeAnotherIsOpened() throws Exception {
    try (var pool = pool(1)) {
      use(pool, FIND);
      use(pool, WORKLIST);
      assertThat(peer.log()).containsExactly("open 1", "release 1", "open 2");
      assertThat(peer.peak()).isEqualTo(1);
    }
  }

  @Test
  void whatWasNotCompletedIsAbortedAndNeverLentAgain() throws Exception {
    try (var pool = pool(1)) {
      pool.lease(FIND, WAIT, CancelSignal.NEVER).close();
      use(pool, FIND);
      assertThat(peer.log()).containsExactly("open 1", "abort 1", "open 2");
    }
  }

  @Test
  void whatEndedDuringItsLeaseIsNotKept() throws Exception {
    try (var pool = pool(1)) {
      try (var lease = pool.lease(FIND, WAIT, CancelSignal.NEVER)) {
        lease.connection().ends();
        lease.completed();
      }
      assertThat(pool.statistics().total()).isZero();
    }
  }

  @Test
  void whatEndedWhileIdleIsNotLent() throws Exception {
    try (var pool = pool(1)) {
      Connection first = use(pool, FIND);
      first.ends();
      assertThat(use(pool, FIND)).isNotSameAs(first);
    }
  }

  @Test
  @Requirement("DIM-46")
  void whatIsIdleForTheTimeOutIsReleased() throws Exception {
    try (var pool = pool(2)) {
      use(pool, FIND);
      time.advance(Duration.ofSeconds(1));
      use(pool, WORKLIST);
      time.advance(IDLE.minusSeconds(1).minusNanos(1));
      assertThat(peer.log()).containsExactly("open 1", "open 2");
      time.advance(Duration.ofNanos(1));
      assertThat(peer.log()).containsExactly("open 1", "open 2", "release 1");
      time.advance(Duration.ofSeconds(1));
      assertThat(peer.log()).containsExactly("open 1", "open 2", "release 1", "release 2");
      assertThat(pool.statistics().total()).isZero();
      assertThat(time.alarms()).isZero();
    }
  }

  @Test
  void closingReleasesTheIdleRefusesTheWaitingAndLetsTheLentEnd() throws Exception {
    AssociationPool<Connection> pool = pool(2);
    use(pool, WORKLIST);
    Lease<Connection> held = pool.lease(WORKLIST, WAIT, CancelSignal.NEVER);
    FutureTask<Connection> idle = start(() -> use(pool, FIND));
    idle.get();
    pool.close();
    assertThat(peer.log()).containsExactly("open 1", "open 2", "release 2");
    assertThat(held.connection().isOpen()).isTrue();
    held.completed();
    held.close();
    assertThat(peer.log()).endsWith("release 1");
    assertThatThrownBy(() -> pool.lease(FIND, WAIT, CancelSignal.NEVER))
        .isInstanceOf(PoolClosedException.class);
    assertThat(peer.standing()).isZero();
  }
}
