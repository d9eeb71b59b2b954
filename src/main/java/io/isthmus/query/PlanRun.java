package io.isthmus.query;

import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FindOutcome;
import io.isthmus.archive.FindRequest;
import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.query.SearchAnswer.Notice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One run of a plan at a PACS. The C-FIND of a step is read to its end before the first one below
 * it is sent, so that no second association is asked for while one is held.
 */
final class PlanRun {
  private final Archive archive;
  private final QueryPlan plan;
  private final QueryOptions options;
  private final Cancellation cancellation;
  private final ResultShape shape;
  private final ModalityFilter modalities;
  private final EmptyValues empty;
  private final KeyCheck check;
  private final Matches collected;
  private boolean optionalKeysUnsupported;

  PlanRun(
      Archive archive,
      Search search,
      QueryOptions options,
      Cancellation cancellation,
      Matches collected) {
    this.archive = archive;
    this.plan = QueryPlan.of(search);
    this.options = options;
    this.cancellation = cancellation;
    this.shape = new ResultShape(search);
    this.modalities =
        ModalityFilter.of(search, new StudyCompletion(archive, options, cancellation));
    this.empty = EmptyValues.of(search);
    this.check = new KeyCheck(search);
    this.collected = collected;
  }

  /** What of the search was not done. */
  Set<Notice> notices() {
    Set<Notice> notices = EnumSet.noneOf(Notice.class);
    if (optionalKeysUnsupported) {
      notices.add(Notice.OPTIONAL_KEYS_UNSUPPORTED);
    }
    if (check.untold()) {
      notices.add(Notice.MATCHING_UNTOLD);
    }
    if (empty.untold()) {
      notices.add(Notice.EMPTY_VALUE_MATCHING_UNSUPPORTED);
    }
    return notices;
  }

  /** Asks the PACS and puts every match of the last step into what is collected. */
  void run(Search search) throws ArchiveException {
    Map<Integer, String> keys = new LinkedHashMap<>();
    search.study().ifPresent(uid -> keys.put(Tag.StudyInstanceUID, uid));
    search.series().ifPresent(uid -> keys.put(Tag.SeriesInstanceUID, uid));
    step(0, new Above(keys, List.of()));
  }

  /** Runs the step at {@code index}; returns whether more results are needed. */
  private boolean step(int index, Above above) throws ArchiveException {
    QueryPlan.Step step = plan.steps().get(index);
    boolean last = step == plan.last();
    boolean filtered = step.level() == QueryLevel.STUDY && modalities.active();
    if (last && !filtered) {
      return find(step, above, match -> collect(step, above, match));
    }
    List<DataSet> matches = all(step, above, last ? options.orderCap() : options.parentCap());
    for (DataSet match : filtered ? modalities.admitted(matches) : matches) {
      boolean more =
          last
              ? collect(step, above, match)
              : step(index + 1, above.and(step, shape.parent(step, match), match));
      if (!more) {
        return false;
      }
    }
    return true;
  }

  private boolean collect(QueryPlan.Step step, Above above, DataSet match) {
    return collected.accept(uniqueKey(step, match), shape.result(step, match, above));
  }

  /** All matches of a step, up to a cap beyond which the answer is cut short (DIM-19). */
  private List<DataSet> all(QueryPlan.Step step, Above above, int cap) throws ArchiveException {
    List<DataSet> matches = new ArrayList<>();
    find(
        step,
        above,
        match -> {
          if (matches.size() == cap) {
            collected.leaveOut();
            return false;
          }
          return matches.add(match);
        });
    return matches;
  }

  /** Sends one C-FIND; returns whether the receiver took all matches. */
  private boolean find(QueryPlan.Step step, Above above, Predicate<DataSet> receiver)
      throws ArchiveException {
    boolean[] keyless = {false};
    FindOutcome outcome =
        archive.find(
            new FindRequest(step.level(), step.identifier(above.keys())),
            match -> {
              if (above.contradictedBy(match)
                  || check.contradicts(step.level(), match)
                  || !empty.admits(step.level(), match)) {
                return true;
              }
              keyless[0] = uniqueKey(step, match).isEmpty();
              return !keyless[0] && receiver.test(match);
            },
            cancellation);
    if (keyless[0]) {
      throw new ArchiveException(
          new ArchiveFailure.Broken(
              archive.id(), "a match without the unique key of the level " + step.level()));
    }
    optionalKeysUnsupported |= outcome.optionalKeysUnsupported();
    return outcome.exhausted();
  }

  private static String uniqueKey(QueryPlan.Step step, DataSet match) {
    return match.string(RequiredKeys.unique(step.level())).orElse("");
  }

  /**
   * What is known from the path and the steps above.
   *
   * @param keys unique keys of the levels above
   * @param attributes what results carry of those levels
   */
  record Above(Map<Integer, String> keys, List<DataSet> attributes) {

    /**
     * Whether a match is of another study or series than was asked for: the PACS ignored a unique
     * key.
     */
    boolean contradictedBy(DataSet match) {
      return keys.entrySet().stream()
          .anyMatch(key ->
              match.string(key.getKey()).filter(uid -> !uid.equals(key.getValue())).isPresent());
    }

    Above and(QueryPlan.Step step, DataSet returned, DataSet match) {
      Map<Integer, String> more = new LinkedHashMap<>(keys);
      more.put(RequiredKeys.unique(step.level()), uniqueKey(step, match));
      List<DataSet> longer = new ArrayList<>(attributes);
      longer.add(returned);
      return new Above(more, longer);
    }
  }
}
