package io.isthmus.derived;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.Deadline;
import io.isthmus.pixel.codec.FrameConversion;
import io.isthmus.pixel.codec.Transcoder;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Frames made of other frames: on a few threads, each frame once for all who ask for it at the same
 * time, the last ones kept in memory. Thread safe.
 */
public final class DerivedFrames {
  private static final int KEY_BYTES = 256;
  private static final int UNIT = 1024;

  private final Transcoder transcoder;
  private final DerivedOptions options;
  private final Executor executor;
  private final LongSupplier nanoTime;
  private final Semaphore requests;
  private final Semaphore work;
  private final int workUnits;
  private final Cache<Key, byte[]> kept;
  private final DerivedTally tally = new DerivedTally();
  private final ConcurrentMap<Key, CompletableFuture<byte[]>> underWay = new ConcurrentHashMap<>();

  /**
   * Nothing made yet.
   *
   * @param executor of as many threads as the options say
   * @param nanoTime a clock as {@link System#nanoTime}
   */
  public DerivedFrames(
      Transcoder transcoder, DerivedOptions options, Executor executor, LongSupplier nanoTime) {
    this.transcoder = transcoder;
    this.options = options;
    this.executor = executor;
    this.nanoTime = nanoTime;
    this.requests = new Semaphore(options.requests());
    this.workUnits = units(options.workBytes(), Integer.MAX_VALUE);
    this.work = new Semaphore(workUnits, true);
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(options.cacheBytes())
            .weigher((Key key, byte[] frame) -> frame.length + KEY_BYTES)
            .executor(Runnable::run)
            .build();
  }

  /**
   * Names a frame.
   *
   * @param copy that was received of its instance: what the PACS may send later under the same UID
   *     is another, whatever it is
   */
  private record Key(long copy, int frame, String syntax) {}

  /** What can be made. */
  public Transcoder transcoder() {
    return transcoder;
  }

  /** What was made so far. */
  public DerivedStatistics statistics() {
    return new DerivedStatistics(
        tally.hits.sum(),
        tally.shared.sum(),
        tally.made.sum(),
        kept.policy().eviction().map(bound -> bound.weightedSize().orElse(0)).orElse(0L),
        tally.refused.sum());
  }

  /** Frames that codecs worked on to have them in a transfer syntax, failures included. */
  public long frames(TransferSyntax target) {
    return tally.frames(target.uid());
  }

  /** The time that this took on the cores, in nanoseconds. */
  public long nanos(TransferSyntax target) {
    return tally.nanos(target.uid());
  }

  /** For one request, which takes its place when it needs the first frame. */
  public FrameRequest request() {
    return new FrameRequest(this);
  }

  /** Frames at once. */
  int threads() {
    return options.threads();
  }

  void enter() throws BusyException {
    if (!requests.tryAcquire()) {
      tally.refused.increment();
      throw new BusyException(
          options.requests() + " requests are being converted or wait for it, which is the most");
    }
  }

  void leave() {
    requests.release();
  }

  /**
   * Begins a frame.
   *
   * @param mayWait whether to wait for memory: only who holds none may
   * @return null if there is no memory now
   * @throws BusyException if there is none for as long as a frame may take
   */
  @Nullable FrameWork begin(
      long copy, FrameConversion conversion, FrameLine.Source source, int number, boolean mayWait)
      throws IOException {
    Key key = new Key(copy, number, conversion.target().uid());
    byte[] done = kept.getIfPresent(key);
    if (done != null) {
      tally.hits.increment();
      return new FrameWork(CompletableFuture.completedFuture(done), () -> {});
    }
    int lease = units(conversion.workBytes(), workUnits);
    if (!lease(lease, mayWait)) {
      return null;
    }
    boolean begun = false;
    try {
      CompletableFuture<byte[]> frame = make(key, conversion, source.read(number));
      begun = true;
      return new FrameWork(frame, () -> work.release(lease));
    } finally {
      if (!begun) {
        work.release(lease);
      }
    }
  }

  private boolean lease(int units, boolean mayWait) throws IOException {
    if (!mayWait) {
      return work.tryAcquire(units);
    }
    try {
      if (work.tryAcquire(units, options.deadline().toMillis(), TimeUnit.MILLISECONDS)) {
        return true;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    tally.refused.increment();
    throw new BusyException("no memory came free for a frame");
  }

  private CompletableFuture<byte[]> make(Key key, FrameConversion conversion, byte[] frame) {
    CompletableFuture<byte[]> mine = new CompletableFuture<>();
    CompletableFuture<byte[]> other = underWay.putIfAbsent(key, mine);
    if (other != null) {
      tally.shared.increment();
      return other;
    }
    try {
      executor.execute(() -> make(key, conversion, frame, mine));
    } catch (RejectedExecutionException ending) {
      underWay.remove(key, mine);
      mine.completeExceptionally(new BusyException("the gateway is ending"));
    }
    return mine;
  }

  private void make(
      Key key, FrameConversion conversion, byte[] frame, CompletableFuture<byte[]> result) {
    // Nobody may join what has ended: a failure is not kept.
    try {
      byte[] done = kept.getIfPresent(key);
      byte[] made = done == null ? worked(key, conversion, frame) : done;
      keep(key, made);
      underWay.remove(key, result);
      result.complete(made);
    } catch (IOException | RuntimeException | Error e) {
      underWay.remove(key, result);
      result.completeExceptionally(e);
    }
  }

  /** A cache lets go of what is too much for it a while after it took it. */
  private void keep(Key key, byte[] made) {
    if (made.length + KEY_BYTES <= options.cacheBytes()) {
      kept.put(key, made);
    }
  }

  private byte[] worked(Key key, FrameConversion conversion, byte[] frame) throws IOException {
    tally.made.increment();
    long begin = nanoTime.getAsLong();
    try {
      return conversion.convert(frame, Deadline.in(options.deadline(), nanoTime));
    } finally {
      tally.worked(key.syntax(), nanoTime.getAsLong() - begin);
    }
  }

  private static int units(long bytes, int most) {
    return Math.clamp((bytes + UNIT - 1) / UNIT, 1, most);
  }
}
