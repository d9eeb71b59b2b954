package io.isthmus.query;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.query.SearchAnswer.Notice;
import java.util.EnumSet;
import java.util.Set;

/** Runs a search at one PACS, whatever number of plans that takes. */
final class SearchRun {
  private final QueryOptions options;
  private final Search search;

  SearchRun(QueryOptions options, Search search) {
    this.options = options;
    this.search = search;
  }

  /** Puts every match into {@code matches}; returns what of the search was not done. */
  Set<Notice> at(Archive archive, Matches matches, Cancellation cancellation)
      throws ArchiveException {
    Set<Notice> notices = EnumSet.noneOf(Notice.class);
    for (Search single : MultipleValues.expanded(search)) {
      PlanRun run = new PlanRun(archive, single, options, cancellation, matches);
      run.run(single);
      notices.addAll(run.notices());
    }
    if (search.fuzzyMatching()) {
      notices.add(Notice.FUZZY_MATCHING_UNSUPPORTED);
    }
    return notices;
  }
}
