package io.isthmus.query;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Merging;
import io.isthmus.dicom.data.Tag;
import java.util.HashSet;
import java.util.Set;

/**
 * Makes a result of a match: what was asked for and nothing else, with the required attributes
 * present (QIDO-28 to QIDO-31).
 */
final class ResultShape {
  private final Set<Integer> named = new HashSet<>();

  ResultShape(Search search) {
    search.keys().forEach(key -> named.add(key.path().root()));
    search.includeFields().forEach(path -> named.add(path.root()));
  }

  /** The attributes of a match of a level above, as results carry them. */
  DataSet parent(QueryPlan.Step step, DataSet match) {
    return wanted(step, match).build();
  }

  /** A result of the last level. */
  DataSet result(QueryPlan.Step step, DataSet match, Above above) {
    DataSetBuilder builder = wanted(step, match);
    for (DataSet parent : above.attributes()) {
      Merging.addAbsent(builder, parent);
    }
    above.keys().forEach((tag, uid) -> builder.uid(tag, uid));
    return builder.build();
  }

  private DataSetBuilder wanted(QueryPlan.Step step, DataSet match) {
    DataSetBuilder builder = DataSet.builder(match.characterSets());
    for (Element element : match) {
      if (isWanted(step, element)) {
        builder.put(element);
      }
    }
    for (int tag : RequiredKeys.required(step.level())) {
      if (step.asksFor(tag) && !builder.contains(tag)) {
        builder.empty(tag);
      }
    }
    return builder;
  }

  private boolean isWanted(QueryPlan.Step step, Element element) {
    int tag = element.tag();
    if (tag == Tag.SpecificCharacterSet) {
      return true;
    }
    if (RequiredKeys.NEVER_RETURNED.contains(tag) || !step.asksFor(tag)) {
      return false;
    }
    boolean onlyIfKnown = RequiredKeys.ifKnown(step.level()).contains(tag) && !named.contains(tag);
    return !onlyIfKnown || !element.isEmpty();
  }
}
