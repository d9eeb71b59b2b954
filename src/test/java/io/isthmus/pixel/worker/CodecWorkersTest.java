package io.isthmus.pixel.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.pixel.CodecException.Reason;
import io.isthmus.pixel.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who works and for how long, decided without processes. */
class CodecWorkersTest {
  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final AtomicLong now = new AtomicLong();
  private final List<Scripted> started = new ArrayList<>();
  private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
  private final CodecWorkers workers = new CodecWorkers(this::start, 1, IDLE, alarms, now::get);

  @AfterEach
  void end() {
    alarms.shutdownNow();
  }

  private Worker start() {
    Scripted worker = new Scripted();
    started.add(worker);
    return worker;
  }

  @Test
  void noneIsStartedBeforeItIsNeeded() throws IOException {
    assertThat(started).isEmpty();
    work(Duration.ofSeconds(5));
    work(Duration.ofSeconds(5));
    assertThat(started).hasSize(1);
  }

  @Test
  void aFrameForWhichNoWorkerIsFreeInTimeIsNotBegun() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread first =
        Thread.ofVirtual()
            .start(() -> {
              try {
                work(
                    workers,
                    Duration.ofMinutes(1),
                    () -> {
                      busy.countDown();
                      release.await();
                    });
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    busy.await();
    assertThatThrownBy(() -> work(Duration.ofMillis(20)))
        .hasFieldOrPropertyWithValue("reason", Reason.TIMED_OUT);
    release.countDown();
    first.join();
    work(Duration.ofSeconds(5));
    assertThat(started).hasSize(1);
  }

  @Test
  void theIdleEndWhenTheirTimeIsUpTheLastUsedLast() {
    IdleWorkers idle = new IdleWorkers(IDLE);
    Scripted first = new Scripted();
    Scripted second = new Scripted();
    idle.add(first, 0);
    idle.add(second, Duration.ofSeconds(10).toNanos());
    assertThat(idle.expired(IDLE.toNanos() - 1)).isEmpty();
    assertThat(idle.expired(IDLE.toNanos())).containsExactly(first);
    assertThat(idle.take()).contains(second);
    assertThat(idle.take()).isEmpty();
  }

  @Test
  void theLastThatCameGoesFirstAndTheDeadNever() {
    IdleWorkers idle = new IdleWorkers(IDLE);
    Scripted first = new Scripted();
    Scripted second = new Scripted();
    Scripted dead = new Scripted();
    List.of(first, second, dead).forEach(worker -> idle.add(worker, 0));
    dead.kill();
    assertThat(idle.take()).contains(second);
    assertThat(idle.take()).contains(first);
  }

  @Test
  void afterTheEndNothingIsStartedAndNothingKept() throws IOException {
    work(Duration.ofSeconds(5));
    workers.close();
    assertThat(started.getFirst().alive()).isFalse();
    assertThatThrownBy(() -> work(Duration.ofSeconds(5)))
        .hasFieldOrPropertyWithValue("reason", Reason.FAILED);
    assertThat(started).hasSize(1);
  }

  @Test
  void anAlarmThatComesAfterTheAnswerLeavesTheWorkerToTheNextFrame() throws IOException {
    try (LateAlarms late = new LateAlarms()) {
      CodecWorkers workers = new CodecWorkers(this::start, 1, IDLE, late, now::get);
      work(workers, PATIENCE, () -> {});
      Runnable alarm = late.set.getFirst();
      work(workers, PATIENCE, alarm::run);
      assertThat(started).hasSize(1);
      assertThat(started.getFirst().alive()).isTrue();
    }
  }

  @Test
  void aWorkerThatAnswersAfterItsAlarmIsNotUsedAgain() throws IOException {
    try (LateAlarms late = new LateAlarms()) {
      CodecWorkers workers = new CodecWorkers(this::start, 1, IDLE, late, now::get);
      assertThatThrownBy(() -> work(workers, PATIENCE, () -> late.set.getLast().run()))
          .hasFieldOrPropertyWithValue("reason", Reason.TIMED_OUT);
      assertThat(started.getFirst().alive()).isFalse();
      work(workers, PATIENCE, () -> {});
      assertThat(started).hasSize(2);
    }
  }

  /** Alarms that go off when the test says so, called off or not. */
  private static final class LateAlarms extends ScheduledThreadPoolExecutor {
    private final List<Runnable> set = new ArrayList<>();

    LateAlarms() {
      super(1);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable alarm, long delay, TimeUnit unit) {
      set.add(alarm);
      return super.schedule(() -> {}, 1, TimeUnit.DAYS);
    }

    @Override
    public void close() {
      shutdownNow();
    }
  }

  private void work(Duration time) throws IOException {
    work(workers, time, () -> {});
  }

  private void work(CodecWorkers workers, Duration time, Pause pause) throws IOException {
    Deadline deadline = Deadline.in(time, System::nanoTime);
    pauses.add(pause);
    workers.work(
        new Job(false, HostileWorker.SYNTAX, HostileWorker.PIXELS, new byte[1], 1), 1, deadline);
  }

  private final java.util.concurrent.BlockingDeque<Pause> pauses =
      new java.util.concurrent.LinkedBlockingDeque<>();

  private interface Pause {
    void await() throws InterruptedException;
  }

  private final class Scripted implements Worker {
    private volatile boolean killed;

    @Override
    public Answer work(Job job, long most) throws IOException {
      try {
        pauses.takeLast().await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return new Answer.Done(new byte[1]);
    }

    @Override
    public boolean alive() {
      return !killed;
    }

    @Override
    public void kill() {
      killed = true;
    }
  }
}
