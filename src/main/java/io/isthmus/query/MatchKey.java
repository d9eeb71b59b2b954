package io.isthmus.query;

import io.isthmus.dicom.data.Dictionary;
import io.isthmus.dicom.data.TagPath;
import io.isthmus.dicom.data.Vr;
import java.util.List;

/**
 * One match parameter of a search (QIDO-03..09).
 *
 * @param path the attribute
 * @param vr its VR, which for a private attribute is known by its creator only; UN where it is not
 * @param values none for universal matching, one, or several UIDs; checked against the VR
 */
public record MatchKey(TagPath path, Vr vr, List<String> values) {
  public MatchKey {
    values = List.copyOf(values);
  }

  /** For an attribute of the standard. */
  public MatchKey(TagPath path, List<String> values) {
    this(path, Dictionary.vrOf(path.leaf()), values);
  }
}
