package io.isthmus.archive.dimse;

import io.isthmus.archive.Finding;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dimse.scu.EchoScu;
import io.isthmus.pool.AssociationPool;
import io.isthmus.pool.CancelSignal;
import io.isthmus.pool.ContextsNeeded;
import io.isthmus.pool.Lease;
import io.isthmus.pool.PooledAssociation;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Finds out how many associations a PACS serves at the same time: some accept more than they have
 * threads for, and let the rest wait.
 */
final class AssociationsProbe {
  private static final Duration SOON = Duration.ofMillis(700);

  private final AssociationPool<PooledAssociation> pool;
  private final Executor executor;

  AssociationsProbe(AssociationPool<PooledAssociation> pool, Executor executor) {
    this.pool = pool;
    this.executor = executor;
  }

  /**
   * How many of those that the pool may have answer soon while all are held; fewer where others
   * hold some.
   */
  Finding probe() {
    int limit = pool.statistics().limit();
    CompletableFuture<Void> allHaveTried = new CompletableFuture<>();
    List<CompletableFuture<Boolean>> echoes = new ArrayList<>();
    for (int i = 0; i < limit; i++) {
      CompletableFuture<Boolean> echo =
          new CompletableFuture<Boolean>()
              .completeOnTimeout(false, SOON.toMillis(), TimeUnit.MILLISECONDS);
      echoes.add(echo);
      executor.execute(() -> hold(echo, allHaveTried));
    }
    long served = echoes.stream().filter(CompletableFuture::join).count();
    allHaveTried.complete(null);
    return new Finding(
        Finding.Source.PROBED, List.of(Long.toString(served), Integer.toString(limit)));
  }

  private void hold(CompletableFuture<Boolean> echo, CompletableFuture<Void> allHaveTried) {
    ContextsNeeded verification = ContextsNeeded.service(SopClass.Verification);
    try (Lease<PooledAssociation> lease =
        pool.lease(verification, Duration.ZERO, CancelSignal.NEVER)) {
      echo.complete(new EchoScu().echo(lease.connection().association()).isSuccessOrWarning());
      lease.completed();
      allHaveTried.join();
    } catch (IOException none) {
      echo.complete(false);
    }
  }
}
