package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.InformationModel;
import io.isthmus.dimse.SubOperationCounts;
import io.isthmus.dimse.scu.MoveScu;
import io.isthmus.dimse.scu.SubOperations;
import io.isthmus.pool.ContextsNeeded;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** C-MOVE to ourselves (PS3.4 C.4.2). */
final class MoveOperation {
  private static final String NAME = "C-MOVE";

  private final MoveSource source;
  private final Hierarchy hierarchy;
  private final Leases leases;
  private final InformationModel model;
  private final Failures failures;
  private final DimseOptions options;
  private final MoveDesk desk;
  private final Executor executor;
  private final MoveScu scu;

  MoveOperation(
      MoveSource source,
      Hierarchy hierarchy,
      Leases leases,
      Failures failures,
      DimseOptions options,
      MoveDesk desk,
      Executor executor) {
    this.source = source;
    this.hierarchy = hierarchy;
    this.leases = leases;
    this.model = leases.model();
    this.failures = failures;
    this.options = options;
    this.desk = desk;
    this.executor = executor;
    this.scu = new MoveScu(options.cancelGrace());
  }

  Attempt move(RetrieveScope scope, Arrivals arrivals, Cancellation cancellation)
      throws ArchiveException {
    try {
      Move move =
          desk.open(source, scope, arrivals, options.poolWait())
              .orElseThrow(() -> failures.exhausted("another PACS of that AE title has its turn"));
      try {
        cancellation.onCancel(move::close);
        return attempt(move, cancellation);
      } finally {
        desk.close(move);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw failures.cancelled(NAME);
    }
  }

  /**
   * A PACS may say nothing until all is sent; then what comes shows that it is at work (DIM-03).
   */
  private static MoveScu.Progress watching(Move move, AtomicBoolean answered) {
    return new MoveScu.Progress() {
      @Override
      public void pending(SubOperationCounts counts) {
        answered.set(true);
      }

      @Override
      public Duration quiet() {
        return move.quiet();
      }
    };
  }

  private Attempt attempt(Move move, Cancellation cancellation)
      throws ArchiveException, InterruptedException {
    DataSet identifier = hierarchy.identifier(move.scope(), cancellation);
    SubOperations ended =
        leases.operate(
            ContextsNeeded.service(model.move()),
            cancellation,
            "C-MOVE of the " + model.title() + " model",
            (association, answered) -> {
              move.arm();
              try {
                return scu.move(
                    association,
                    model.move(),
                    desk.aeTitle(),
                    identifier,
                    move.messageId(),
                    Cancellations.forScu(cancellation, executor),
                    watching(move, answered));
              } finally {
                answered.compareAndSet(false, move.hasBegun());
              }
            });
    failures.requireNotCancelled(NAME, ended.status(), cancellation);
    int promised = new Attempt(NAME, ended, 0, move.refused()).promised();
    int arrived = move.awaitArrivals(promised, options.moveGrace());
    failures.requireNotCancelled(NAME, ended.status(), cancellation);
    return new Attempt(NAME, ended, arrived, move.refused());
  }
}
