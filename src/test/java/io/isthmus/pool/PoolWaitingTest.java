package io.isthmus.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.pool.FakePeer.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PoolWaitingTest extends PoolTestCase {
  @Test
  @Requirement("DIM-02")
  void waitersAreServedInOrder() throws Exception {
    try (var pool = pool(1)) {
      Queue<Integer> served = new ConcurrentLinkedQueue<>();
      Lease<Connection> held = pool.lease(FIND, WAIT, CancelSignal.NEVER);
      List<FutureTask<?>> waiting = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        int number = i;
        waiting.add(
            start(() -> {
              try (var lease =
                  pool.lease(number % 2 == 0 ? FIND : WORKLIST, WAIT, CancelSignal.NEVER)) {
                served.add(number);
                lease.completed();
              }
              return null;
            }));
        until(() -> pool.statistics().waiting() == number + 1);
      }
      held.completed();
      held.close();
      for (FutureTask<?> task : waiting) {
        task.get();
      }
      assertThat(served).containsExactly(0, 1, 2, 3, 4);
      assertThat(peer.peak()).isEqualTo(1);
      assertThat(time.alarms()).as("no alarm but the sweep is left").isEqualTo(1);
    }
  }

  @Test
  @Requirement({"DIM-02", "COM-09"})
  void whoIsNotServedInTimeIsTold() throws Exception {
    try (var pool = pool(1);
        var held = pool.lease(FIND, WAIT, CancelSignal.NEVER)) {
      FutureTask<?> waiting = start(() -> pool.lease(FIND, WAIT, CancelSignal.NEVER));
      until(() -> time.alarms() == 1);
      time.advance(WAIT.minusNanos(1));
      assertThat(pool.statistics().waiting()).isEqualTo(1);
      time.advance(Duration.ofNanos(1));
      assertThatThrownBy(waiting::get)
          .hasCauseInstanceOf(PoolExhaustedException.class)
          .hasMessageContaining("within 10000 ms: 1 of 1 in use");
      assertThat(pool.statistics().waiting()).isZero();
      assertThat(held.connection().isOpen()).isTrue();
    }
  }

  @Test
  void whoIsCancelledNeedNotWait() throws Exception {
    AtomicReference<Runnable> cancel = new AtomicReference<>();
    try (var pool = pool(1);
        var held = pool.lease(FIND, WAIT, CancelSignal.NEVER)) {
      FutureTask<?> waiting = start(() -> pool.lease(FIND, WAIT, cancel::set));
      until(() -> cancel.get() != null);
      cancel.get().run();
      assertThatThrownBy(waiting::get).hasCauseInstanceOf(LeaseCancelledException.class);
      cancel.get().run();
      assertThat(pool.statistics().waiting()).isZero();
      assertThat(held.connection().isOpen()).isTrue();
    }
  }

  @Test
  void whoWasCancelledBeforeDoesNotWait() throws Exception {
    try (var pool = pool(1);
        var _ = pool.lease(FIND, WAIT, CancelSignal.NEVER)) {
      FutureTask<?> waiting = start(() -> pool.lease(FIND, WAIT, Runnable::run));
      assertThatThrownBy(waiting::get).hasCauseInstanceOf(LeaseCancelledException.class);
    }
  }

  @Test
  void whoIsInterruptedStopsWaitingAndStaysInterrupted() throws Exception {
    try (var pool = pool(1);
        var _ = pool.lease(FIND, WAIT, CancelSignal.NEVER)) {
      AtomicReference<Thread> thread = new AtomicReference<>();
      FutureTask<Boolean> waiting =
          start(() -> {
            thread.set(Thread.currentThread());
            assertThatThrownBy(() -> pool.lease(FIND, WAIT, CancelSignal.NEVER))
                .isInstanceOf(LeaseCancelledException.class);
            return Thread.currentThread().isInterrupted();
          });
      until(() -> pool.statistics().waiting() == 1);
      thread.get().interrupt();
      assertThat(waiting.get()).isTrue();
      assertThat(pool.statistics().waiting()).isZero();
    }
  }

  @Test
  void aThreadThatHoldsOneIsRefusedAnother() throws Exception {
    try (var pool = pool(2)) {
      try (var lease = pool.lease(FIND, WAIT, CancelSignal.NEVER)) {
        assertThatThrownBy(() -> pool.lease(FIND, WAIT, CancelSignal.NEVER))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("holds the first");
        lease.completed();
      }
      use(pool, FIND);
      assertThat(peer.log()).containsExactly("open 1");
    }
  }

  @Test
  void closingRefusesThoseWhoWait() throws Exception {
    AssociationPool<Connection> pool = pool(1);
    try (var _ = pool.lease(FIND, WAIT, CancelSignal.NEVER)) {
      FutureTask<?> waiting = start(() -> pool.lease(FIND, WAIT, CancelSignal.NEVER));
      until(() -> pool.statistics().waiting() == 1);
      pool.close();
      assertThatThrownBy(waiting::get).hasCauseInstanceOf(PoolClosedException.class);
    }
  }

  @Test
  void whileOneIsOpenedOthersAreLent() throws Exception {
    CountDownLatch opening = new CountDownLatch(1);
    CountDownLatch mayOpen = new CountDownLatch(1);
    try (var pool = pool(2)) {
      use(pool, FIND);
      peer.answer(() -> {
        opening.countDown();
        awaitLatch(mayOpen);
      });
      FutureTask<Connection> slow = start(() -> use(pool, WORKLIST));
      awaitLatch(opening);
      assertThat(use(pool, FIND).id).isEqualTo(1);
      assertThat(pool.statistics())
          .extracting(
              PoolStatistics::inUse,
              PoolStatistics::idle,
              PoolStatistics::opening,
              PoolStatistics::waiting,
              PoolStatistics::limit)
          .containsExactly(0, 1, 1, 0, 2);
      mayOpen.countDown();
      assertThat(slow.get().id).isEqualTo(2);
    }
  }
}
