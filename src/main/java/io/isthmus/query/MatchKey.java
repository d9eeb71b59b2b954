package io.isthmus.query;

import io.isthmus.dicom.data.TagPath;
import java.util.List;

/**
 * One match parameter of a search (QIDO-03..09).
 *
 * @param path the attribute
 * @param values none for universal matching, one, or several UIDs; checked against the attribute's
 *     VR
 */
public record MatchKey(TagPath path, List<String> values) {
  public MatchKey {
    values = List.copyOf(values);
  }
}
