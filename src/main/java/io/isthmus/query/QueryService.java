package io.isthmus.query;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Archives;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.Federation;
import io.isthmus.archive.Profiles;
import io.isthmus.query.QueryOptions.Order;
import io.isthmus.query.SearchAnswer.Notice;
import io.isthmus.query.SearchAnswer.Others;
import io.isthmus.security.Access;
import io.isthmus.security.AccessDeniedException;
import io.isthmus.security.Action;
import io.isthmus.security.Caller;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Answers searches (PS3.18 10.6) from one PACS, or from all members of a federation; blocks, and is
 * therefore called on virtual threads.
 */
public final class QueryService {
  private final Archives archives;
  private final Profiles profiles;
  private final Access access;
  private final QueryOptions options;
  private final SideBySide sideBySide;
  private final PagingSnapshots snapshots;

  /**
   * Makes the service.
   *
   * @param profiles decide how each PACS is asked
   * @param executor runs what is asked side by side, each on a thread that may block
   */
  public QueryService(
      Archives archives,
      Profiles profiles,
      Access access,
      QueryOptions options,
      Executor executor,
      Clock clock) {
    this.archives = archives;
    this.profiles = profiles;
    this.access = access;
    this.options = options;
    this.sideBySide = new SideBySide(executor, options.parallel());
    this.snapshots = new PagingSnapshots(clock);
  }

  /**
   * Searches a PACS or a federation.
   *
   * @param pacs opaque id of the PACS or of the federation
   * @param cancellation ends the search early when the client has left
   * @throws ArchiveException when the PACS did not answer in full; there is no part of an answer
   *     then
   * @throws AccessDeniedException when the caller may not search there, or not at every member
   * @throws InvalidSearchException when the search cannot be answered as it is asked
   * @throws TooManyMatchesException when only a part of the answer could be given
   */
  public SearchAnswer search(Caller caller, String pacs, Search search, Cancellation cancellation)
      throws ArchiveException {
    Optional<Federation> federation = archives.federation(pacs);
    List<PacsSearched> asked =
        federation.map(Federation::members).orElse(List.of(pacs)).stream()
            .map(id -> permitted(caller, id))
            .toList();
    Optional<SearchAnswer> held = snapshots.page(caller, pacs, search, options.maxResults());
    if (held.isPresent()) {
      return completed(search, held.get(), cancellation);
    }
    Collected collected = new Collected(options, search.offset(), search.limit());
    SearchAnswer page =
        federation.isPresent()
            ? federated(search, asked, federation.get(), collected, cancellation)
            : page(
                search,
                collected,
                new SearchRun(asked.getFirst()).run(search, collected.of(pacs), cancellation),
                Others.NONE);
    Optional<List<Found>> whole = collected.whole().filter(all -> page.more());
    if (whole.isPresent() && page.others().failed().isEmpty()) {
      snapshots.keep(caller, pacs, search, whole.get(), page);
    } else {
      snapshots.drop(caller, pacs, search);
    }
    return completed(search, page, cancellation);
  }

  private PacsSearched permitted(Caller caller, String pacs) {
    if (!access.permits(caller, Action.SEARCH, pacs)) {
      throw new AccessDeniedException(caller, Action.SEARCH, pacs);
    }
    return searched(pacs);
  }

  private PacsSearched searched(String pacs) {
    Archive archive = archives.get(pacs);
    return new PacsSearched(
        archive,
        new KnownPacs(profiles.of(pacs)),
        options,
        sideBySide.atMost(archive.state().maxAssociations()));
  }

  private SearchAnswer federated(
      Search search,
      List<PacsSearched> members,
      Federation federation,
      Collected collected,
      Cancellation cancellation)
      throws ArchiveException {
    FederatedRun run =
        new FederatedRun(members, federation.partial(), mostOfEach(search), search, sideBySide);
    run.into(collected, cancellation);
    return page(
        search, collected, run.notices(), new Others(collected.alsoHolding(), run.failed()));
  }

  /** One more than can be needed of a member to put the page in order. */
  private int mostOfEach(Search search) {
    int wanted = (int) Math.min(search.limit().orElse(options.maxResults()), options.maxResults());
    long end = Math.min(search.offset(), options.maxResults()) + wanted;
    int sortable = options.order() == Order.PACS ? 0 : options.orderCap();
    int cap = Math.max(sortable, options.maxResults());
    return (int) Math.min(cap, Math.max(sortable, end)) + 1;
  }

  private static SearchAnswer page(
      Search search, Collected collected, Set<Notice> notices, Others others) {
    List<Found> page =
        collected.page(results -> ResultOrder.sorted(search.resource().level(), results));
    return new SearchAnswer(page, collected.more(), collected.remaining(), notices, others);
  }

  /** With modalities and counts, where that is wanted and the studies are few enough. */
  private SearchAnswer completed(Search search, SearchAnswer page, Cancellation cancellation)
      throws ArchiveException {
    if (search.resource() != SearchResource.STUDIES
        || !options.completeCounts()
        || page.found().size() > options.completeCap()) {
      return page;
    }
    List<Found> completed = new ArrayList<>();
    sideBySide
        .atMost(fewestAssociations(page))
        .each(page.found(), this::completed, completed::add, cancellation);
    return new SearchAnswer(
        completed, page.more(), page.remaining(), page.notices(), page.others());
  }

  private Found completed(Found study, Cancellation stop) throws ArchiveException {
    StudyCompletion completion = new StudyCompletion(searched(study.pacs()), stop);
    return new Found(study.pacs(), completion.completed(study.record()));
  }

  private int fewestAssociations(SearchAnswer page) {
    return page.found().stream()
        .map(Found::pacs)
        .distinct()
        .mapToInt(pacs -> archives.get(pacs).state().maxAssociations())
        .min()
        .orElse(1);
  }
}
