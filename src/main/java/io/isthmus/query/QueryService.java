package io.isthmus.query;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Archives;
import io.isthmus.archive.Cancellation;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.query.SearchAnswer.Notice;
import io.isthmus.security.Access;
import io.isthmus.security.AccessDeniedException;
import io.isthmus.security.Action;
import io.isthmus.security.Caller;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Answers searches (PS3.18 10.6) from one PACS each; blocks, and is therefore called on virtual
 * threads.
 */
public final class QueryService {
  private final Archives archives;
  private final Access access;
  private final QueryOptions options;
  private final PagingSnapshots snapshots;

  public QueryService(Archives archives, Access access, QueryOptions options, Clock clock) {
    this.archives = archives;
    this.access = access;
    this.options = options;
    this.snapshots = new PagingSnapshots(clock);
  }

  /**
   * Searches a PACS.
   *
   * @param pacs opaque id of the PACS
   * @param cancellation ends the search early when the client has left
   * @throws ArchiveException when the PACS did not answer in full; there is no part of an answer
   *     then
   * @throws AccessDeniedException when the caller may not search there
   * @throws InvalidSearchException when the search cannot be answered as it is asked
   * @throws TooManyMatchesException when only a part of the answer could be given
   */
  public SearchAnswer search(Caller caller, String pacs, Search search, Cancellation cancellation)
      throws ArchiveException {
    if (!access.permits(caller, Action.SEARCH, pacs)) {
      throw new AccessDeniedException(caller, Action.SEARCH, pacs);
    }
    Archive archive = archives.get(pacs);
    Optional<SearchAnswer> held = snapshots.page(caller, pacs, search, options.maxResults());
    SearchAnswer page =
        held.isPresent() ? held.get() : asked(caller, archive, search, cancellation);
    StudyCompletion completion = new StudyCompletion(archive, options, cancellation);
    return new SearchAnswer(
        completion.completed(search.resource(), page.results()),
        page.more(),
        page.remaining(),
        page.notices());
  }

  private SearchAnswer asked(
      Caller caller, Archive archive, Search search, Cancellation cancellation)
      throws ArchiveException {
    Collected collected = new Collected(options, search.offset(), search.limit());
    Set<Notice> notices = EnumSet.noneOf(Notice.class);
    for (Search single : MultipleValues.expanded(search)) {
      PlanRun run = new PlanRun(archive, single, options, cancellation, collected);
      run.run(single);
      notices.addAll(run.notices());
    }
    if (search.fuzzyMatching()) {
      notices.add(Notice.FUZZY_MATCHING_UNSUPPORTED);
    }
    List<DataSet> page =
        collected.page(results -> ResultOrder.sorted(search.resource().level(), results));
    Optional<List<DataSet>> whole = collected.whole().filter(all -> collected.more());
    if (whole.isPresent()) {
      snapshots.keep(caller, archive.id(), search, whole.get(), notices);
    } else {
      snapshots.drop(caller, archive.id(), search);
    }
    return new SearchAnswer(page, collected.more(), collected.remaining(), notices);
  }
}
