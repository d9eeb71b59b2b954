package io.isthmus.pixel.worker;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.CodecException.Reason;
import io.isthmus.pixel.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The workers: started when first needed, at most so many at once, killed at the deadline of a
 * frame, replaced after a failure, ended when idle.
 */
public final class CodecWorkers implements AutoCloseable {
  /**
   * A worker that has nothing to do is kept for this long: starting one takes a tenth of a second.
   */
  public static final Duration IDLE = Duration.ofMinutes(1);

  private final Worker.Starter starter;
  private final ScheduledExecutorService alarms;
  private final LongSupplier nanoTime;
  private final Duration longestIdle;
  private final Semaphore places;
  private final IdleWorkers idle;
  private boolean closed;
  private @Nullable ScheduledFuture<?> watch;

  CodecWorkers(
      Worker.Starter starter,
      int most,
      Duration longestIdle,
      ScheduledExecutorService alarms,
      LongSupplier nanoTime) {
    this.starter = starter;
    this.alarms = alarms;
    this.nanoTime = nanoTime;
    this.longestIdle = longestIdle;
    this.places = new Semaphore(most, true);
    this.idle = new IdleWorkers(longestIdle);
  }

  /**
   * Workers that are processes.
   *
   * @param command starts one: a program that runs a {@link CodecWorker} on its standard streams
   * @param most processes at once, 1 or more
   * @param longestIdle how long one is kept that has nothing to do
   * @param alarms calls at deadlines
   */
  public static CodecWorkers processes(
      List<String> command, int most, Duration longestIdle, ScheduledExecutorService alarms) {
    return new CodecWorkers(
        () -> WorkerProcess.start(command), most, longestIdle, alarms, System::nanoTime);
  }

  /** Has a job done by a worker, on whose turn the caller waits. */
  byte[] work(Job job, long most, Deadline deadline) throws CodecException {
    deadline.check();
    try {
      if (!places.tryAcquire(deadline.nanosLeft(), TimeUnit.NANOSECONDS)) {
        throw new CodecException(Reason.TIMED_OUT, "no codec worker was free in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CodecException(Reason.TIMED_OUT, "interrupted before a codec worker was free");
    }
    try {
      return worked(job, most, deadline);
    } finally {
      places.release();
    }
  }

  private byte[] worked(Job job, long most, Deadline deadline) throws CodecException {
    Worker worker = worker();
    Answer answer = answer(worker, job, most, deadline);
    return switch (answer) {
      case Answer.Done(byte[] frame) -> {
        keep(worker);
        yield frame;
      }
      case Answer.Failed(Reason reason, String facts) -> {
        // Who knows in what state C code is that has stumbled.
        if (reason == Reason.MALFORMED || reason == Reason.FAILED) {
          worker.kill();
        } else {
          keep(worker);
        }
        throw new CodecException(reason, facts);
      }
    };
  }

  private Answer answer(Worker worker, Job job, long most, Deadline deadline)
      throws CodecException {
    Turn turn = new Turn(worker);
    ScheduledFuture<?> alarm =
        alarms.schedule(turn::alarm, deadline.nanosLeft(), TimeUnit.NANOSECONDS);
    try {
      Answer answer = worker.work(job, most);
      if (turn.done()) {
        return answer;
      }
    } catch (IOException e) {
      if (turn.done()) {
        worker.kill();
        throw new CodecException(Reason.FAILED, String.valueOf(e.getMessage()));
      }
    } finally {
      alarm.cancel(false);
    }
    throw new CodecException(Reason.TIMED_OUT, "a codec worker was killed at its deadline");
  }

  private Worker worker() throws CodecException {
    Optional<Worker> waiting;
    synchronized (this) {
      if (closed) {
        throw new CodecException(Reason.FAILED, "the codec workers have ended");
      }
      waiting = idle.take();
    }
    if (waiting.isPresent()) {
      return waiting.get();
    }
    try {
      return starter.start();
    } catch (IOException e) {
      throw new CodecException(Reason.FAILED, "no codec worker can be started: " + e.getMessage());
    }
  }

  private synchronized void keep(Worker worker) {
    if (closed) {
      worker.kill();
      return;
    }
    idle.add(worker, nanoTime.getAsLong());
    if (watch == null) {
      watch();
    }
  }

  private void watch() {
    watch = alarms.schedule(this::endIdle, longestIdle.toNanos(), TimeUnit.NANOSECONDS);
  }

  private synchronized void endIdle() {
    idle.expired(nanoTime.getAsLong()).forEach(Worker::kill);
    watch = null;
    if (!idle.isEmpty()) {
      watch();
    }
  }

  /** Ends those that are idle now; the others end with their frame. */
  @Override
  public synchronized void close() {
    closed = true;
    idle.all().forEach(Worker::kill);
  }
}
