package io.isthmus.pixel.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.CodecException.Reason;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.codec.FrameDecoder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real processes, whose codec hangs, dies and worse. */
@Timeout(60)
class WorkerProcessTest {
  private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
  private final CodecWorkers workers =
      CodecWorkers.processes(HostileWorker.command(), 2, CodecWorkers.IDLE, alarms);

  @AfterEach
  void end() {
    workers.close();
    alarms.shutdownNow();
  }

  @Test
  void aWorkerTakesOneFrameAfterTheOther() throws IOException {
    assertThat(pid(HostileWorker.PID)).isEqualTo(pid(HostileWorker.PID));
  }

  @Test
  void aCrashCostsOneFrame() throws IOException {
    long before = pid(HostileWorker.PID);
    assertFails(HostileWorker.DIE, Reason.FAILED);
    assertThat(pid(HostileWorker.PID)).isNotEqualTo(before);
  }

  @Test
  void aWorkerThatIsKilledWhileIdleCostsNothing() throws IOException {
    ProcessHandle first = ProcessHandle.of(pid(HostileWorker.PID)).orElseThrow();
    first.destroyForcibly();
    first.onExit().join();
    assertThat(pid(HostileWorker.PID)).isNotEqualTo(first.pid());
  }

  @Test
  void aHangEndsWithTheDeadline() throws Exception {
    ProcessHandle hung = ProcessHandle.of(pid(HostileWorker.PID)).orElseThrow();
    long begin = System.nanoTime();
    assertThatThrownBy(() -> decode(HostileWorker.HANG, Duration.ofMillis(300)))
        .hasFieldOrPropertyWithValue("reason", Reason.TIMED_OUT);
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofMillis(299), Duration.ofSeconds(5));
    hung.onExit().get(10, TimeUnit.SECONDS);
    assertThat(pid(HostileWorker.PID)).isNotEqualTo(hung.pid());
  }

  @Test
  void aFrameThatTakesMoreMemoryThanItsSizeAllowsIsOneFrame() throws IOException {
    Assumptions.assumeTrue(System.getProperty("os.name").equals("Linux"), "bounded on Linux only");
    assertThat(pid(HostileWorker.TAKE_SOME_MEMORY)).isEqualTo(pid(HostileWorker.PID));
    assertFails(HostileWorker.TAKE_MUCH_MEMORY, Reason.FAILED);
    assertThat(pid(HostileWorker.TAKE_SOME_MEMORY)).isPositive();
  }

  @Test
  void aLibraryThatPrintsCostsOneFrame() throws IOException {
    assertFails(HostileWorker.PRINT, Reason.FAILED);
    assertThat(pid(HostileWorker.PID)).isPositive();
  }

  @Test
  void aWorkerIsReplacedAfterADamagedFrameAndKeptAfterOneThatIsNotForIt() throws IOException {
    long first = pid(HostileWorker.PID);
    assertFails(HostileWorker.REFUSE, Reason.UNSUPPORTED);
    assertThat(pid(HostileWorker.PID)).isEqualTo(first);
    assertFails(HostileWorker.STUMBLE, Reason.MALFORMED);
    assertThat(pid(HostileWorker.PID)).isNotEqualTo(first);
  }

  @Test
  void manyFramesAtOnceShareTheWorkers() throws Exception {
    Set<Long> pids = new HashSet<>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Long>> frames = Collections.nCopies(100, () -> pid(HostileWorker.PID));
      for (Future<Long> pid : executor.invokeAll(frames)) {
        pids.add(pid.get());
      }
    }
    assertThat(pids).hasSizeBetween(1, 2);
  }

  @Test
  void aBusyWorkerEndsWithItsParent() throws Exception {
    Process parent = new ProcessBuilder(HostileWorker.javaCommand(HangingParent.class)).start();
    try (var out = parent.inputReader()) {
      ProcessHandle worker = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
      parent.destroyForcibly();
      worker.onExit().get(30, TimeUnit.SECONDS);
      assertThat(worker.isAlive()).isFalse();
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void aProgramThatCannotBeStartedIsAFailure() {
    CodecWorkers none =
        CodecWorkers.processes(List.of("/no/such/program"), 1, CodecWorkers.IDLE, alarms);
    assertThat(catchThrowable(() -> pid(none, HostileWorker.PID, Duration.ofSeconds(5))))
        .hasFieldOrPropertyWithValue("reason", Reason.FAILED);
  }

  private void assertFails(byte[] frame, Reason reason) {
    assertThat(catchThrowable(() -> decode(frame, Duration.ofSeconds(20))))
        .isInstanceOf(CodecException.class)
        .hasFieldOrPropertyWithValue("reason", reason);
  }

  private long pid(byte[] frame) throws IOException {
    return decode(frame, Duration.ofSeconds(20));
  }

  private long decode(byte[] frame, Duration time) throws IOException {
    return pid(workers, frame, time);
  }

  static long pid(CodecWorkers workers, byte[] frame, Duration time) throws IOException {
    FrameDecoder decoder =
        new IsolatedCodecs(new HostileWorker(), workers)
            .codecs()
            .getFirst()
            .decoder()
            .orElseThrow();
    byte[] pid = decoder.decode(frame, HostileWorker.PIXELS, Deadline.in(time, System::nanoTime));
    return ByteBuffer.wrap(pid).getLong();
  }
}
