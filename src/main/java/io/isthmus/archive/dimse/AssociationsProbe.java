package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.Finding;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dimse.scu.EchoScu;
import io.isthmus.pool.AssociationPool;
import io.isthmus.pool.ContextsNeeded;
import io.isthmus.pool.PoolStatistics;
import io.isthmus.pool.PooledAssociation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds out how many associations a PACS serves at the same time: some accept more than they have
 * threads for, and let the rest wait. Takes one after the other, and gives all back as soon as a
 * client wants one.
 */
final class AssociationsProbe {
  private static final Duration SHORTEST = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int TIMES_THE_FIRST = 5;
  private static final Duration LOOK = Duration.ofMillis(20);

  private final AssociationPool<PooledAssociation> pool;
  private final Leases leases;
  private final Executor executor;
  private final ProbeBudget budget;

  /**
   * A probe of one pool.
   *
   * @param leases of the same pool, without waiting for what others hold
   */
  AssociationsProbe(
      AssociationPool<PooledAssociation> pool,
      Leases leases,
      Executor executor,
      ProbeBudget budget) {
    this.pool = pool;
    this.leases = leases;
    this.executor = executor;
    this.budget = budget;
  }

  private enum Outcome {
    SERVED,
    NOT_SERVED,
    DISTURBED
  }

  /** How many of those that the pool may have were served; empty when others wanted some. */
  Optional<Finding> probe() throws ProbeBudget.SpentException {
    CompletableFuture<Void> allHaveTried = new CompletableFuture<>();
    try {
      return probe(allHaveTried);
    } finally {
      allHaveTried.complete(null);
    }
  }

  private Optional<Finding> probe(CompletableFuture<Void> allHaveTried)
      throws ProbeBudget.SpentException {
    int limit = pool.statistics().limit();
    Duration patience = LONGEST;
    int served = 0;
    Outcome last = Outcome.SERVED;
    while (served < limit && last == Outcome.SERVED) {
      budget.requireTime();
      CompletableFuture<Boolean> echo = new CompletableFuture<>();
      long begun = System.nanoTime();
      executor.execute(() -> hold(echo, allHaveTried));
      last = await(echo, patience, served + 1);
      if (last == Outcome.SERVED) {
        served++;
        patience = served == 1 ? patience(Duration.ofNanos(System.nanoTime() - begun)) : patience;
      }
    }
    if (served == 0 || last == Outcome.DISTURBED) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Finding.Source.PROBED, List.of(Integer.toString(served), Integer.toString(limit))));
  }

  private static Duration patience(Duration first) {
    Duration several = first.multipliedBy(TIMES_THE_FIRST);
    if (several.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return several.compareTo(LONGEST) < 0 ? several : LONGEST;
  }

  private Outcome await(CompletableFuture<Boolean> echo, Duration patience, int ours) {
    long end = System.nanoTime() + patience.toNanos();
    while (!othersCame(ours)) {
      try {
        boolean served = echo.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (othersCame(served ? ours : ours - 1)) {
          return Outcome.DISTURBED;
        }
        return served ? Outcome.SERVED : Outcome.NOT_SERVED;
      } catch (TimeoutException notYet) {
        if (System.nanoTime() - end > 0) {
          return Outcome.NOT_SERVED;
        }
      } catch (InterruptedException stopping) {
        Thread.currentThread().interrupt();
        return Outcome.DISTURBED;
      } catch (ExecutionException never) {
        throw new IllegalStateException(never);
      }
    }
    return Outcome.DISTURBED;
  }

  private boolean othersCame(int ours) {
    PoolStatistics now = pool.statistics();
    return now.inUse() + now.opening() + now.waiting() > ours;
  }

  private void hold(CompletableFuture<Boolean> echo, CompletableFuture<Void> allHaveTried) {
    try {
      leases.operate(
          ContextsNeeded.service(SopClass.Verification),
          new Cancellation(),
          "C-ECHO",
          (association, answered) -> {
            boolean success = new EchoScu().echo(association).isSuccessOrWarning();
            answered.set(true);
            echo.complete(success);
            return allHaveTried.join();
          });
    } catch (ArchiveException none) {
      echo.complete(false);
    }
  }
}
