package io.isthmus.query;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import java.util.HashSet;
import java.util.Set;

/** Makes a result of a match: what was asked for and nothing else, with the required attributes present (QIDO-28 to QIDO-31). */
final class ResultShape {
  private final Set<Integer> named = new HashSet<>();

  ResultShape(Search search) {
    search.keys().forEach(key -> named.add(key.path().root()));
    search.includeFields().forEach(path -> named.add(path.root()));
  }

  /** The attributes of a match of a level above, as results carry them. */
  DataSet parent(QueryPlan.Step step, DataSet match) {
    return wanted(step, match);
  }

  /** A result of the last level. */
  DataSet result(QueryPlan.Step step, DataSet match, PlanRun.Above above) {
    DataSet own = wanted(step, match);
    DataSet.Builder builder = own.toBuilder();
    for (DataSet parent : above.attributes()) {
      Merging.addAbsent(builder, own, parent);
    }
    above.keys().forEach((tag, uid) -> builder.uid(tag, uid));
    return builder.build();
  }

  private DataSet wanted(QueryPlan.Step step, DataSet match) {
    DataSet.Builder builder = match.toBuilder();
    Set<Integer> asked = new HashSet<>(step.tags());
    for (Element element : match) {
      if (!isWanted(step, asked, match, element.tag())) {
        builder.remove(element.tag());
      }
    }
    for (int tag : RequiredKeys.required(step.level())) {
      if (asked.contains(tag) && !match.contains(tag)) {
        builder.empty(tag);
      }
    }
    return builder.build();
  }

  private boolean isWanted(QueryPlan.Step step, Set<Integer> asked, DataSet match, int tag) {
    if (tag == Tag.SpecificCharacterSet) {
      return true;
    }
    if (RequiredKeys.NEVER_RETURNED.contains(tag) || !asked.contains(tag)) {
      return false;
    }
    boolean onlyIfKnown = RequiredKeys.ifKnown(step.level()).contains(tag) && !named.contains(tag);
    return !onlyIfKnown || !isEmpty(match, tag);
  }

  private static boolean isEmpty(DataSet match, int tag) {
    return match.get(tag).map(Element::isEmpty).orElse(true);
  }
}
