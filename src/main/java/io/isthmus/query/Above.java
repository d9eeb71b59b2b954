package io.isthmus.query;

import io.isthmus.dicom.data.DataSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

  /**
   * With a match of a step.
   *
   * @param returned what results carry of it
   */
  Above and(QueryPlan.Step step, DataSet returned, DataSet match) {
    Map<Integer, String> more = new LinkedHashMap<>(keys);
    more.put(RequiredKeys.unique(step.level()), step.uniqueKey(match));
    List<DataSet> longer = new ArrayList<>(attributes);
    longer.add(returned);
    return new Above(more, longer);
  }
}
