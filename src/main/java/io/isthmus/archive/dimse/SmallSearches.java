package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.StatusCategories;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.scu.FindScu;
import io.isthmus.dimse.scu.MatchReceiver;
import io.isthmus.pool.ContextsNeeded;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Searches that are cancelled as soon as enough has come, while the budget of a probe lasts. */
final class SmallSearches {
  /** Most matches that a probe looks at. */
  static final int SAMPLE = 10;

  private final Leases leases;
  private final FindScu scu;
  private final ProbeBudget budget;
  private final Executor executor;

  /**
   * Searches of one probe.
   *
   * @param executor cancels what takes too long
   */
  SmallSearches(Leases leases, Duration cancelGrace, ProbeBudget budget, Executor executor) {
    this.leases = leases;
    this.scu = new FindScu(cancelGrace);
    this.budget = budget;
    this.executor = executor;
  }

  /** How a search ended. */
  enum End {
    /** With its final response: success or a warning. */
    DONE,
    /** As it was asked to. */
    CANCELLED,
    /** With a failure. */
    FAILED,
    /** Not when it was cancelled, so that the association was aborted. */
    ABORTED,
    /** The PACS ended the association instead of answering. */
    BROKEN,
    /** The PACS had no room for it, or was too slow: another time it may end otherwise. */
    NOT_NOW
  }

  /**
   * What came of a search.
   *
   * @param matches as many as were enough, or fewer
   * @param late how many came after those
   */
  record Asked(List<DataSet> matches, End end, int late) {}

  /** Searches with nothing negotiated besides. */
  Asked ask(DataSet identifier, int enough) throws ArchiveException, ProbeBudget.SpentException {
    return ask(identifier, List.of(), enough);
  }

  /**
   * Searches.
   *
   * @param extended what is negotiated for the search (PS3.4 C.5.1.1)
   * @param enough matches after which the search is cancelled; 1 or more
   */
  Asked ask(DataSet identifier, List<Boolean> extended, int enough)
      throws ArchiveException, ProbeBudget.SpentException {
    budget.takeSearch();
    Cancellation tooSlow = new Cancellation();
    CompletableFuture<Void> timer =
        CompletableFuture.runAsync(
            tooSlow::cancel,
            CompletableFuture.delayedExecutor(
                budget.patience().toMillis(), TimeUnit.MILLISECONDS, executor));
    ContextsNeeded need = new ContextsNeeded.Service(leases.model().find(), extended);
    Asked asked = ask(need, identifier, new Sample(enough), tooSlow);
    timer.cancel(false);
    budget.requireTime();
    return asked;
  }

  private Asked ask(ContextsNeeded need, DataSet identifier, Sample sample, Cancellation tooSlow)
      throws ArchiveException {
    try {
      return leases.operate(
          need,
          tooSlow,
          "C-FIND of the " + leases.model().title() + " model",
          (association, answered) -> ask(association, identifier, sample, answered, tooSlow));
    } catch (ArchiveException failed) {
      if (tooSlow.cancelled()) {
        return sample.ended(End.NOT_NOW);
      }
      if (failed.failure() instanceof ArchiveFailure.Broken) {
        return sample.ended(End.BROKEN);
      }
      throw failed;
    }
  }

  private Asked ask(
      Association association,
      DataSet identifier,
      Sample sample,
      AtomicBoolean answered,
      Cancellation tooSlow)
      throws IOException {
    try {
      DimseStatus status =
          scu.find(
              association,
              leases.model().find(),
              identifier,
              sample.noting(answered),
              Cancellations.forScu(tooSlow, executor));
      return sample.ended(tooSlow.cancelled() ? End.NOT_NOW : end(status));
    } catch (AssociationException gone) {
      if (sample.isFull()) {
        return sample.ended(End.ABORTED);
      }
      throw gone;
    }
  }

  private static End end(DimseStatus status) {
    if (status.category() == DimseStatus.Category.CANCEL) {
      return End.CANCELLED;
    }
    if (status.isSuccessOrWarning()) {
      return End.DONE;
    }
    return StatusCategories.of(status.code()) == ArchiveFailure.Category.BUSY
        ? End.NOT_NOW
        : End.FAILED;
  }

  private final class Sample {
    private final List<DataSet> matches = new ArrayList<>();
    private final int enough;
    private int late;

    Sample(int enough) {
      this.enough = enough;
    }

    MatchReceiver noting(AtomicBoolean answered) {
      return new MatchReceiver() {
        @Override
        public boolean match(DataSet identifier, DimseStatus pending) {
          answered.set(true);
          matches.add(identifier);
          return !isFull() && budget.hasTime();
        }

        @Override
        public void late() {
          late++;
        }
      };
    }

    boolean isFull() {
      return matches.size() == enough;
    }

    Asked ended(End end) {
      return new Asked(List.copyOf(matches), end, late);
    }
  }
}
