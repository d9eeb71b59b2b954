package io.isthmus.archive.dimse;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.ArchiveState;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindOutcome;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.dimse.DimseOptions.Method;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.scu.EchoScu;
import io.isthmus.pool.AssociationPool;
import io.isthmus.pool.ContextsNeeded;
import io.isthmus.pool.PoolStatistics;
import io.isthmus.pool.PooledAssociation;
import java.time.Clock;
import java.util.NavigableSet;
import java.util.concurrent.Executor;

/**
 * A PACS that is asked by C-FIND, C-GET and C-MOVE of the Study Root model (PS3.4 C.4). Thread
 * safe.
 */
public final class DimseArchive implements Archive, AutoCloseable {
  private final String id;
  private final AssociationPool<PooledAssociation> pool;
  private final ArchiveMonitor monitor;
  private final Failures failures;
  private final Leases leases;
  private final FindOperation finding;
  private final GetOperation getting;
  private final MoveOperation moving;
  private volatile Method method;

  /**
   * Makes the port to one PACS.
   *
   * @param id its opaque id
   * @param aeTitle its AE title
   * @param pool its associations
   * @param desk takes what it sends for C-MOVE
   * @param executor runs what must not block the thread that cancels an operation
   */
  public DimseArchive(
      String id,
      String aeTitle,
      AssociationPool<PooledAssociation> pool,
      DimseOptions options,
      MoveDesk desk,
      Executor executor,
      Clock clock) {
    this.id = id;
    this.pool = pool;
    this.method = options.method();
    this.monitor = new ArchiveMonitor(clock);
    this.failures = new Failures(id);
    this.leases = new Leases(pool, options.poolWait(), monitor, failures);
    this.finding = new FindOperation(leases, failures, options.cancelGrace(), executor);
    this.getting = new GetOperation(leases, failures, options.cancelGrace(), executor);
    this.moving = new MoveOperation(id, aeTitle, leases, failures, options, desk, executor);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public FindOutcome find(FindRequest request, Matches matches, Cancellation cancellation)
      throws ArchiveException {
    return finding.find(request, matches, cancellation);
  }

  /** Asks for the SOP classes first: C-GET brings only classes that were negotiated (DIM-05). */
  @Override
  public RetrieveOutcome retrieve(RetrieveScope scope, Arrivals arrivals, Cancellation cancellation)
      throws ArchiveException {
    NavigableSet<String> classes =
        new StoredClasses(finding, cancellation)
            .of(scope)
            .orElseThrow(() ->
                new ArchiveException(new ArchiveFailure.NotFound(id, "nothing matches the UIDs")));
    return switch (method) {
      case GET -> getting.get(scope, classes, arrivals, cancellation);
      case MOVE -> moving.move(scope, arrivals, cancellation);
      case AUTO -> getOrMove(scope, classes, arrivals, cancellation);
    };
  }

  /** Keeps to C-MOVE from then on, once C-GET was not offered (DIM-10). */
  private RetrieveOutcome getOrMove(
      RetrieveScope scope,
      NavigableSet<String> classes,
      Arrivals arrivals,
      Cancellation cancellation)
      throws ArchiveException {
    try {
      return getting.get(scope, classes, arrivals, cancellation);
    } catch (ArchiveException failed) {
      if (!(failed.failure() instanceof ArchiveFailure.Unsupported)) {
        throw failed;
      }
      method = Method.MOVE;
      return moving.move(scope, arrivals, cancellation);
    }
  }

  @Override
  public void echo() throws ArchiveException {
    DimseStatus status =
        leases.operate(
            ContextsNeeded.service(SopClass.Verification),
            new Cancellation(),
            "C-ECHO",
            (association, answered) -> new EchoScu().echo(association));
    if (!status.isSuccessOrWarning()) {
      throw failures.of("C-ECHO", status.code());
    }
  }

  @Override
  public ArchiveState state() {
    PoolStatistics statistics = pool.statistics();
    ArchiveMonitor.Outcome outcome = monitor.outcome();
    return new ArchiveState(
        id,
        outcome.reachable(),
        outcome.since(),
        outcome.lastFailure(),
        statistics.inUse(),
        statistics.idle(),
        statistics.limit());
  }

  /** Releases the associations. */
  @Override
  public void close() {
    pool.close();
  }
}
