package io.isthmus.query;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.query.SearchAnswer.Notice;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Runs a search at one PACS, whatever number of plans that takes. */
final class SearchRun {
  private final PacsSearched pacs;
  private final Set<Notice> notices = EnumSet.noneOf(Notice.class);

  SearchRun(PacsSearched pacs) {
    this.pacs = pacs;
  }

  /** Hands over every match; returns what of the search was not done. */
  Set<Notice> run(Search search, Matches results, Cancellation stop) throws ArchiveException {
    for (Search single : MultipleValues.expanded(search)) {
      run(single, plan(single), false, results, stop);
      boolean literally =
          !search.fuzzyMatching() || notices.contains(Notice.FUZZY_MATCHING_UNSUPPORTED);
      Optional<Search> loosened =
          literally && pacs.known().matchesNamesByCase()
              ? Names.loosened(single)
              : Optional.empty();
      if (loosened.isPresent()) {
        run(single, plan(loosened.get()), true, results, stop);
      }
    }
    return notices;
  }

  private static QueryPlan plan(Search search) {
    return QueryPlan.of(CombinedRange.datesOf(search));
  }

  private void run(
      Search search, QueryPlan plan, boolean loosened, Matches results, Cancellation stop)
      throws ArchiveException {
    int mostInVain = pacs.options().orderCap();
    StepFind finds = new StepFind(pacs.archive(), pacs.known(), search, loosened, mostInVain);
    new PlanRun(pacs, search, plan, finds, stop).run(search, results, stop);
    notices.addAll(finds.notices());
  }
}
