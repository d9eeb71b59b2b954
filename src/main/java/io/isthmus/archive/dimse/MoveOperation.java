package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dimse.scu.MoveScu;
import io.isthmus.dimse.scu.SubOperations;
import io.isthmus.pool.ContextsNeeded;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** C-MOVE of the Study Root model to ourselves (PS3.4 C.4.2), one at a time at a PACS. */
final class MoveOperation {
  private final String pacs;
  private final String pacsAeTitle;
  private final Leases leases;
  private final Failures failures;
  private final DimseOptions options;
  private final MoveDesk desk;
  private final Executor executor;
  private final MoveScu scu;

  MoveOperation(
      String pacs,
      String pacsAeTitle,
      Leases leases,
      Failures failures,
      DimseOptions options,
      MoveDesk desk,
      Executor executor) {
    this.pacs = pacs;
    this.pacsAeTitle = pacsAeTitle;
    this.leases = leases;
    this.failures = failures;
    this.options = options;
    this.desk = desk;
    this.executor = executor;
    this.scu = new MoveScu(options.cancelGrace());
  }

  RetrieveOutcome move(RetrieveScope scope, Arrivals arrivals, Cancellation cancellation)
      throws ArchiveException {
    Semaphore turn = desk.turn(pacsAeTitle);
    try {
      if (!turn.tryAcquire(options.poolWait().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new ArchiveException(
            new ArchiveFailure.Exhausted(pacs, "another move from this PACS is under way"));
      }
      try {
        return moveInTurn(scope, arrivals, cancellation);
      } finally {
        turn.release();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw failures.cancelled("C-MOVE");
    }
  }

  private RetrieveOutcome moveInTurn(
      RetrieveScope scope, Arrivals arrivals, Cancellation cancellation)
      throws ArchiveException, InterruptedException {
    MoveDesk.Move move = desk.open(pacsAeTitle, arrivals);
    try {
      SubOperations ended =
          leases.operate(
              ContextsNeeded.service(SopClass.StudyRootMove),
              cancellation,
              "C-MOVE of the Study Root model",
              (association, answered) ->
                  scu.move(
                      association,
                      SopClass.StudyRootMove,
                      desk.aeTitle(),
                      GetOperation.identifier(scope),
                      association.nextMessageId(),
                      Cancellations.forScu(cancellation, executor),
                      counts -> answered.set(true)));
      int expected = Math.max(0, ended.counts().completed());
      Duration grace = cancellation.cancelled() ? Duration.ZERO : options.moveGrace();
      int arrived = move.awaitArrivals(expected, grace);
      return RetrieveEnding.outcome("C-MOVE", ended, arrived, cancellation, failures);
    } finally {
      move.awaitArrivals(0, Duration.ZERO);
      desk.close(pacsAeTitle, move);
    }
  }
}
