package io.isthmus.query;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.QueryLevel;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of a plan at a PACS. The C-FIND of a step is read to its end before the first one below
 * it is sent, so that no second association is asked for while one is held (DIM-17 to DIM-19).
 */
final class PlanRun {
  private final QueryPlan plan;
  private final QueryOptions options;
  private final ResultShape shape;
  private final ModalityFilter modalities;
  private final StepFind finds;
  private final SideBySide sideBySide;
  private final RelationalStep relational;

  /**
   * Prepares a run.
   *
   * @param search what is wanted
   * @param plan how it is asked
   */
  PlanRun(PacsSearched pacs, Search search, QueryPlan plan, StepFind finds, Cancellation stop) {
    this.plan = plan;
    this.options = pacs.options();
    this.shape = new ResultShape(search);
    this.modalities = ModalityFilter.of(search, new StudyCompletion(pacs, stop));
    this.finds = finds;
    this.sideBySide = pacs.sideBySide();
    this.relational = new RelationalStep(pacs.known(), plan, finds, search);
  }

  /** Asks the PACS and hands over every match of the last step. */
  void run(Search search, Matches results, Cancellation stop) throws ArchiveException {
    Map<Integer, String> keys = new LinkedHashMap<>();
    search.study().ifPresent(uid -> keys.put(Tag.StudyInstanceUID, uid));
    search.series().ifPresent(uid -> keys.put(Tag.SeriesInstanceUID, uid));
    new Course(results, stop, true).step(0, new Above(keys, List.of()));
  }

  /** A part of the run, on one thread. */
  private final class Course {
    private final Matches results;
    private final Cancellation stop;
    private final boolean wide;

    /**
     * Begins.
     *
     * @param wide whether what is below several matches may be asked side by side
     */
    Course(Matches results, Cancellation stop, boolean wide) {
      this.results = results;
      this.stop = stop;
      this.wide = wide;
    }

    /** Runs the step at {@code index} and those below; returns whether more results are needed. */
    boolean step(int index, Above above) throws ArchiveException {
      QueryPlan.Step step = plan.steps().get(index);
      boolean last = step == plan.last();
      boolean filtered = step.level() == QueryLevel.STUDY && modalities.active();
      if (last && !filtered) {
        return read(finds.find(step, above, match -> collect(step, above, match), stop));
      }
      List<DataSet> matches = all(step, above, last ? options.orderCap() : options.parentCap());
      List<DataSet> admitted = filtered ? modalities.admitted(matches) : matches;
      return last ? collectAll(step, above, admitted) : below(index, step, above, admitted);
    }

    private boolean read(StepFind.Read read) {
      if (read == StepFind.Read.IN_VAIN) {
        results.leaveOut();
      }
      return read != StepFind.Read.ENOUGH;
    }

    private boolean collectAll(QueryPlan.Step step, Above above, List<DataSet> matches) {
      return matches.stream().allMatch(match -> collect(step, above, match));
    }

    private boolean collect(QueryPlan.Step step, Above above, DataSet match) {
      return results.accept(step.uniqueKey(match), shape.result(step, match, above));
    }

    private boolean below(int index, QueryPlan.Step step, Above above, List<DataSet> matches)
        throws ArchiveException {
      List<Above> parents = new ArrayList<>();
      matches.forEach(match -> parents.add(above.and(step, shape.parent(step, match), match)));
      List<Above> rest = parents;
      if (relational.isFor(step, parents)) {
        RelationalStep.Outcome outcome =
            relational.find(
                above, matches, parents, (of, match) -> collect(plan.last(), of, match), stop);
        if (outcome.enough()) {
          return false;
        }
        rest = outcome.open();
      }
      if (!wide) {
        return oneByOne(index + 1, rest);
      }
      return sideBySide.each(
          rest,
          (parent, enough) -> {
            Buffer buffer = new Buffer(results.most());
            new Course(buffer, enough, false).step(index + 1, parent);
            return buffer;
          },
          buffer -> buffer.into(results),
          stop);
    }

    private boolean oneByOne(int index, List<Above> parents) throws ArchiveException {
      for (Above parent : parents) {
        if (!step(index, parent)) {
          return false;
        }
      }
      return true;
    }

    /** All matches of a step, up to a cap beyond which the answer is cut short (DIM-19). */
    private List<DataSet> all(QueryPlan.Step step, Above above, int cap) throws ArchiveException {
      List<DataSet> matches = new ArrayList<>();
      StepFind.Read read =
          finds.find(step, above, match -> matches.size() < cap && matches.add(match), stop);
      if (read != StepFind.Read.WHOLE) {
        results.leaveOut();
      }
      return matches;
    }
  }
}
