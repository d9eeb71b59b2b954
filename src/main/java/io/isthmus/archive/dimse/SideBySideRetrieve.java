package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/**
 * Brings the parts of one retrieve over several associations: one thread that always works, and
 * helpers, each of which takes its next part only while an association is idle that nobody waits
 * for. All are done when it ends. Serves one retrieve.
 */
final class SideBySideRetrieve {
  /** A part that ended well, of which something is missing (PS3.4 C.4.3.1.4). */
  private static final int SOME_FAILED = 0xB000;

  /** Brings one part, on the thread that calls it. */
  @FunctionalInterface
  interface Part {
    RetrieveOutcome bring(RetrieveScope scope, Cancellation cancellation) throws ArchiveException;
  }

  private final Part part;
  private final BooleanSupplier hasIdle;
  private final Executor executor;
  private final Cancellation cancellation = new Cancellation();
  private final Queue<RetrieveScope> left = new ConcurrentLinkedQueue<>();
  private final Queue<RetrieveOutcome> outcomes = new ConcurrentLinkedQueue<>();
  private final AtomicReference<ArchiveException> failure = new AtomicReference<>();
  private final AtomicReference<ArchiveException> refusal = new AtomicReference<>();

  /**
   * For one retrieve.
   *
   * @param hasIdle whether an association is to be had at once
   * @param executor gives each helper a thread of its own
   */
  SideBySideRetrieve(Part part, BooleanSupplier hasIdle, Executor executor) {
    this.part = part;
    this.hasIdle = hasIdle;
    this.executor = executor;
  }

  /**
   * Brings all parts.
   *
   * @param helpers most parts beside the first at one time
   * @throws ArchiveException when one of them did not come to its end, which ends the others too,
   *     or nothing of any could be had
   */
  RetrieveOutcome bring(List<RetrieveScope> parts, int helpers, Cancellation whole)
      throws ArchiveException {
    left.addAll(parts);
    whole.onCancel(cancellation::cancel);
    CompletableFuture<Void> helping = help(Math.min(helpers, parts.size() - 1));
    try {
      work(false);
    } finally {
      helping.handle((_, _) -> null).join();
    }
    helping.join();
    // What a helper could not begin.
    work(false);
    throwIfSet(failure);
    List<RetrieveOutcome> all = List.copyOf(outcomes);
    if (all.stream().allMatch(outcome -> outcome.completed() + outcome.warning() == 0)) {
      throwIfSet(refusal);
    }
    return RetrieveOutcome.sum(all);
  }

  private CompletableFuture<Void> help(int helpers) {
    List<CompletableFuture<Void>> helping = new ArrayList<>();
    try {
      for (int i = 0; i < helpers; i++) {
        helping.add(CompletableFuture.runAsync(() -> work(true), executor));
      }
    } catch (RejectedExecutionException shuttingDown) {
      // Who is here does it alone.
    }
    return CompletableFuture.allOf(helping.toArray(CompletableFuture[]::new));
  }

  private static void throwIfSet(AtomicReference<ArchiveException> held) throws ArchiveException {
    ArchiveException thrown = held.get();
    if (thrown != null) {
      throw thrown;
    }
  }

  private void work(boolean helper) {
    while (failure.get() == null && (!helper || hasIdle.getAsBoolean())) {
      RetrieveScope next = left.poll();
      if (next == null || !bring(next, helper)) {
        return;
      }
    }
  }

  /** Whether to go on. */
  private boolean bring(RetrieveScope scope, boolean helper) {
    try {
      outcomes.add(part.bring(scope, cancellation));
      return true;
    } catch (ArchiveException failed) {
      if (helper && failed.failure() instanceof ArchiveFailure.Exhausted) {
        left.add(scope);
        return false;
      }
      return settle(scope, failed);
    } catch (RuntimeException | Error broken) {
      left.clear();
      cancellation.cancel();
      throw broken;
    }
  }

  /** A part that the PACS lists and does not give leaves the others of use (WADO-12). */
  private boolean settle(RetrieveScope scope, ArchiveException failed) {
    ArchiveFailure why = failed.failure();
    if (!why.leavesTheRest()) {
      failure.compareAndSet(null, failed);
      cancellation.cancel();
      return false;
    }
    refusal.compareAndSet(null, failed);
    List<String> uids = scope.sopInstanceUids();
    outcomes.add(
        new RetrieveOutcome(why.dimseStatus().orElse(SOME_FAILED), 0, uids.size(), 0, uids));
    return true;
  }
}
