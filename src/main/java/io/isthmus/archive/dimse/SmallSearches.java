package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
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
import java.util.concurrent.atomic.AtomicBoolean;

/** Searches that are cancelled as soon as enough has come, while the budget of a probe lasts. */
final class SmallSearches {
  /** Most matches that a probe looks at. */
  static final int SAMPLE = 10;

  private static final ContextsNeeded FIND = ContextsNeeded.service(SopClass.StudyRootFind);

  private final Leases leases;
  private final FindScu scu;
  private final ProbeBudget budget;

  SmallSearches(Leases leases, Duration cancelGrace, ProbeBudget budget) {
    this.leases = leases;
    this.scu = new FindScu(cancelGrace);
    this.budget = budget;
  }

  /** How a search ended. */
  enum End {
    /** With its final response: success or a warning. */
    DONE,
    /** As it was asked to. */
    CANCELLED,
    /** With a failure. */
    FAILED,
    /** Not at all, so that the association was aborted. */
    ABORTED
  }

  /**
   * What came of a search.
   *
   * @param matches as many as were enough, or fewer
   * @param late how many came after those
   */
  record Asked(List<DataSet> matches, End end, int late) {}

  /** Searches without extended negotiation. */
  Asked ask(DataSet identifier, int enough) throws ArchiveException, ProbeBudget.SpentException {
    return ask(FIND, identifier, enough);
  }

  /**
   * Searches.
   *
   * @param need Study Root C-FIND, with what is negotiated for it
   * @param enough matches after which the search is cancelled; 1 or more
   */
  Asked ask(ContextsNeeded need, DataSet identifier, int enough)
      throws ArchiveException, ProbeBudget.SpentException {
    budget.takeSearch();
    Asked asked =
        leases.operate(
            need,
            new Cancellation(),
            "C-FIND of the Study Root model",
            (association, answered) -> ask(association, identifier, new Sample(enough, answered)));
    budget.requireTime();
    return asked;
  }

  private Asked ask(Association association, DataSet identifier, Sample sample) throws IOException {
    try {
      DimseStatus status = scu.find(association, SopClass.StudyRootFind, identifier, sample);
      return sample.ended(end(status));
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
    return status.isSuccessOrWarning() ? End.DONE : End.FAILED;
  }

  private final class Sample implements MatchReceiver {
    private final List<DataSet> matches = new ArrayList<>();
    private final int enough;
    private final AtomicBoolean answered;
    private int late;

    Sample(int enough, AtomicBoolean answered) {
      this.enough = enough;
      this.answered = answered;
    }

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

    boolean isFull() {
      return matches.size() == enough;
    }

    Asked ended(End end) {
      return new Asked(List.copyOf(matches), end, late);
    }
  }
}
