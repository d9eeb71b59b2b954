package io.isthmus.query;

import io.isthmus.dicom.data.TagPath;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a client searches for (PS3.18 8.3.4, 10.6.1).
 *
 * @param study UID of the study in the path
 * @param series UID of the series in the path
 * @param includeFields attributes to be returned beyond the required ones
 * @param includeAll whether {@code includefield=all} was given
 * @param offset matches to skip, 0 or more
 * @param limit most results wanted, 0 or more; empty for as many as the gateway gives
 */
public record Search(
    SearchResource resource,
    Optional<String> study,
    Optional<String> series,
    List<MatchKey> keys,
    List<TagPath> includeFields,
    boolean includeAll,
    long offset,
    OptionalLong limit,
    boolean fuzzyMatching,
    boolean emptyValueMatching,
    boolean multipleValueMatching) {

  public Search {
    keys = List.copyOf(keys);
    includeFields = List.copyOf(includeFields);
  }

  /** The same search with other keys. */
  Search withKeys(List<MatchKey> others) {
    return new Search(
        resource,
        study,
        series,
        others,
        includeFields,
        includeAll,
        offset,
        limit,
        fuzzyMatching,
        emptyValueMatching,
        multipleValueMatching);
  }

  /** The same search for the whole list. */
  Search unpaged() {
    return new Search(
        resource,
        study,
        series,
        keys,
        includeFields,
        includeAll,
        0,
        OptionalLong.empty(),
        fuzzyMatching,
        emptyValueMatching,
        multipleValueMatching);
  }
}
