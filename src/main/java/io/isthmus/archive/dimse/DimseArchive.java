package io.isthmus.archive.dimse;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveState;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindOutcome;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.Finding;
import io.isthmus.archive.Prober;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.Trait;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.scu.EchoScu;
import io.isthmus.pool.AssociationPool;
import io.isthmus.pool.ContextsNeeded;
import io.isthmus.pool.PoolStatistics;
import io.isthmus.pool.PooledAssociation;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * A PACS that is asked by C-FIND, C-GET and C-MOVE of the Study Root model (PS3.4 C.4). Thread
 * safe.
 */
public final class DimseArchive implements Archive, Prober, AutoCloseable {
  private final String id;
  private final AssociationPool<PooledAssociation> pool;
  private final ArchiveMonitor monitor;
  private final Failures failures;
  private final Leases leases;
  private final Hierarchy hierarchy;
  private final RetrieveWays ways;
  private final PacsProbe probe;
  private final PartialRetrieval partial;
  private final Executor executor;
  private final int associations;

  /**
   * Makes the port to one PACS.
   *
   * @param source its opaque id, and where what it sends for C-MOVE comes from
   * @param pool its associations
   * @param desk takes what it sends for C-MOVE
   * @param executor runs what must not block the thread that cancels an operation
   */
  public DimseArchive(
      MoveSource source,
      AssociationPool<PooledAssociation> pool,
      DimseOptions options,
      MoveDesk desk,
      Executor executor,
      Clock clock) {
    this.id = source.pacs();
    this.pool = pool;
    this.executor = executor;
    this.associations = options.retrieveAssociations();
    this.monitor = new ArchiveMonitor(clock);
    this.failures = new Failures(id);
    this.leases = new Leases(pool, options.poolWait(), monitor, failures);
    KnownClasses classes = new KnownClasses();
    FindOperation finding = new FindOperation(leases, failures, options, classes, executor);
    this.hierarchy =
        switch (pool.model()) {
          case STUDY_ROOT -> new StudyRoot(finding);
          case PATIENT_ROOT -> new PatientRoot(finding, failures);
        };
    this.probe =
        new PacsProbe(id, pool, options.poolWait(), options.cancelGrace(), executor, clock);
    this.ways =
        new RetrieveWays(
            hierarchy,
            new GetOperation(hierarchy, leases, failures, options, executor),
            new MoveOperation(source, hierarchy, leases, failures, options, desk, executor),
            new MethodChoice(options.method(), clock),
            classes,
            failures);
    this.partial = new PartialRetrieval(ways, clock);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public FindOutcome find(FindRequest request, Matches matches, Cancellation cancellation)
      throws ArchiveException {
    return hierarchy.find(request, matches, cancellation);
  }

  @Override
  public RetrieveOutcome retrieve(RetrieveScope scope, Arrivals arrivals, Cancellation cancellation)
      throws ArchiveException {
    SideBySideRetrieve.Part part =
        (some, ending) -> new RetrieveRun(ways, some, arrivals, ending).run();
    List<RetrieveScope> parts =
        associations > 1 && hasIdle(2)
            ? new RetrieveParts(hierarchy, cancellation).of(scope, associations)
            : List.of();
    return parts.size() > 1
        ? new SideBySideRetrieve(part, () -> hasIdle(1), executor)
            .bring(parts, associations - 1, cancellation)
        : LongLists.retrieve(scope, some -> part.bring(some, cancellation));
  }

  /** Whether so many associations are to be had at once, and nobody waits for one. */
  private boolean hasIdle(int wanted) {
    PoolStatistics now = pool.statistics();
    int busy = now.inUse() + now.opening() + now.closing();
    return now.waiting() == 0 && busy + wanted <= now.limit();
  }

  @Override
  public RetrieveOutcome retrieveWithoutBulkData(
      RetrieveScope scope, Arrivals arrivals, Cancellation cancellation) throws ArchiveException {
    return partial.withoutBulkData(scope, arrivals, cancellation);
  }

  @Override
  public RetrieveOutcome retrieveFrames(
      RetrieveScope instance, List<Integer> frames, Arrivals arrivals, Cancellation cancellation)
      throws ArchiveException {
    return partial.frames(instance, frames, arrivals, cancellation);
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
  public Map<Trait, Finding> probe() throws ArchiveException {
    return probe.probe();
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
